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
      const text = words.length ? (row.text ??= searched(row.el)) : "";
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
  function showAll() {
    for (const field of fields) field.type === "checkbox" ? (field.checked = false) : (field.value = "");
    show();
  }
  at("show-all").addEventListener("click", () => {
    showAll();
    at("find").focus();
  });
  // A link to a session that is filtered out leads there all the same.
  document.addEventListener("click", ({ target }) => {
    const hash = target.closest("a")?.hash;
    if (/^#r\d+$/.test(hash) && at(hash.slice(1))?.hidden) showAll();
  });
  at("tools").hidden = !rows.length;
  // On a phone they would fill the first screen.
  at("filters").open = matchMedia("(min-width: 40rem)").matches;
}

// Title, speakers, room, track and time; not "Attended On", which each has.
const searched = (el) => plain([...el.querySelectorAll(".title, .meta")].map((part) => part.textContent).join(" "));

// "renee" finds "Renée", "lucja" finds "Łucja", and a phone's apostrophe a plain one.
const LETTERS = { ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i", "’": "'", "‘": "'" };
const plain = (text) =>
  text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[łøđðþßæœı’‘]/g, (letter) => LETTERS[letter]);
