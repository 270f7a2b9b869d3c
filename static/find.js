// Search and filters.

const at = (id) => document.getElementById(id);

export function finder(rows) {
  const fields = ["find", "day", "format", "only"].map(at).filter(Boolean);
  const days = [...document.querySelectorAll(".day")];
  let timer;

  function show() {
    const words = plain(at("find").value).split(/\s+/).filter(Boolean);
    const day = at("day")?.value;
    const format = at("format")?.value;
    const only = at("only").checked;
    let found = 0;
    for (const row of rows) {
      const text = words.length ? (row.text ??= plain(row.el.querySelector(".what").textContent)) : "";
      const fits =
        (!day || row.day === day) &&
        (!format || row.format === format) &&
        (!only || row.box.checked) &&
        words.every((word) => text.includes(word));
      row.el.hidden = !fits;
      found += fits;
    }
    for (const section of days) section.hidden = !section.querySelector(".row:not([hidden])");
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
}

// "renee" finds "Renée".
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
