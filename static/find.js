// Search and filters.

const at = (id) => document.getElementById(id);

// A filter's id is what a row's dataset calls it, but for these; a credit type is its place among them.
const fitting = {
  day: (row, value) => row.day === value,
  credit: (row, value) => (value === "ceu" ? row.minutes : row.credits[value]) > 0,
};

export function finder(rows) {
  const filters = [...at("tools").querySelectorAll("select")];
  const fields = [at("find"), at("only"), ...filters];
  const groups = [...document.querySelectorAll(".slot, .day")];
  const lists = [...document.querySelectorAll(".rows")];
  let timer;

  function show() {
    const words = plain(at("find").value).split(/\s+/).filter(Boolean);
    const wanted = filters.filter((filter) => filter.value);
    const only = at("only").checked;
    let found = 0;
    for (const row of rows) {
      const text = words.length ? (row.text ??= plain(row.el.querySelector(".what").textContent)) : "";
      const fits =
        wanted.every(({ id, value }) => fitting[id] ? fitting[id](row, value) : row.el.dataset[id] === value) &&
        (!only || row.box.checked) &&
        words.every((word) => text.includes(word));
      row.el.hidden = !fits;
      found += fits;
    }
    // How tall a list that was not laid out yet is taken to be.
    for (const list of lists) list.dataset.n = list.querySelectorAll(".row:not([hidden])").length;
    for (const section of groups) section.hidden = !section.querySelector(".row:not([hidden])");
    const all = found === rows.length;
    at("found").textContent = all ? "" : `${found} of ${rows.length} sessions shown`;
    at("empty").hidden = found > 0 || !rows.length;
  }

  for (const field of fields) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(show, 120);
    });
  }
  at("show-all").addEventListener("click", () => {
    for (const field of fields) field.type === "checkbox" ? (field.checked = false) : (field.value = "");
    show();
    at("find").focus();
  });
  at("tools").hidden = !rows.length;
  // On a phone they would fill the first screen.
  at("filters").open = matchMedia("(min-width: 40rem)").matches;
}

// "renee" finds "Renée".
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
