// The claim page: ticks, dates, totals, Generate. The form works without any of this.

import { Offline, fragment, send } from "./http.js";
import { finder } from "./find.js";
import { follow } from "./progress.js";
import { Saver } from "./save.js";
import { credit, overlaps } from "./sums.js";

const at = (id) => document.getElementById(id);
const form = at("claim");
const data = form.dataset;
const rounding = { hours: +data.hours, ceus: +data.ceus, increment: +data.increment };

class Row {
  constructor(el) {
    const { start, end, minutes, format } = el.dataset;
    Object.assign(this, { el, format, start: +start, end: +end, minutes: +minutes });
    this.box = el.querySelector("[name=session]");
    this.field = el.querySelector("[type=date]");
    this.clash = el.querySelector(".clash");
    this.day = el.closest(".day").dataset.day;
    this.date = this.field ? this.field.defaultValue : this.day;
    this.clashes = this.clash?.textContent ?? "";
  }
  get id() { return this.box.value; }
  get title() { return (this.name ??= this.el.querySelector("h3").textContent); }
  get chosen() { return this.box.checked; }
  get live() { return this.chosen && this.minutes > 0 && this.date === this.day; }
  get left() { return this.chosen && this.field && this.date === this.day; }

  // Select on a date, or deselect with undefined.
  put(date) {
    this.box.checked = date !== undefined;
    if (!this.field) return;
    this.date = date ?? this.day;
    this.field.value = this.date;
  }
  showClashes(titles) {
    const text = titles.length ? `Same time as “${titles.join("” and “")}”` : "";
    if (text === this.clashes) return;
    this.clashes = text;
    this.clash.textContent = text;
    this.clash.hidden = !text;
  }
}

const rows = [...form.querySelectorAll(".row")].map((el) => new Row(el));
const byId = new Map(rows.map((row) => [row.id, row]));
const byEl = new Map(rows.map((row) => [row.el, row]));
const chosen = () => rows.filter((row) => row.chosen);
const read = () => Object.fromEntries(chosen().map((row) => [row.id, row.date]));

function write(selections) {
  for (const row of rows) if (row.chosen || row.id in selections) row.put(selections[row.id]);
  update();
}

// --- what the page says -------------------------------------------------------------------------

const SAYS = {
  saving: "Saving…",
  saved: "Saved",
  offline: "No connection. Your changes are kept here and saved when it is back.",
  "signed-out": "You are signed out. Your changes are kept on this device: ",
  refused: "Not saved: ",
};
let cleared = null;

function say(what, detail = "") {
  const state = at("state");
  state.textContent = SAYS[what] + (what === "refused" ? detail : "");
  if (what === "signed-out") {
    state.append(Object.assign(document.createElement("a"), { href: data.signIn, textContent: "sign in again" }));
  }
}

function complain(messages) {
  fill(at("notes"), messages);
}

function merged(count) {
  if (count) complain([`Your selection was also changed in another window. ${count === 1 ? "One session" : `${count} sessions`} changed here to match; what you changed here is kept.`]);
}

function fill(box, lines) {
  box.querySelector("ul").replaceChildren(
    ...lines.map((line) => {
      const item = document.createElement("li");
      item.append(line);
      return item;
    }),
  );
  box.hidden = !lines.length;
}

function figures(count, hours, ceus) {
  at("sum-sessions").textContent = `${count} session${count === 1 ? "" : "s"}`;
  at("fact-sessions").textContent = count;
  for (const place of ["sum", "fact"]) {
    at(`${place}-hours`).textContent = hours;
    at(`${place}-ceus`).textContent = ceus;
  }
}

// The server's figure, unless more was ticked since.
function totals(claim) {
  if (claim.selected === chosen().length) figures(claim.selected, claim.contact_hours, claim.ceus);
}

function update() {
  const picked = chosen();
  const { hours, ceus } = credit(picked.reduce((sum, row) => sum + row.minutes, 0), rounding);
  figures(picked.length, hours, ceus);
  const pairs = data.overlap === "allow" ? [] : overlaps(picked);
  const clashes = new Map();
  for (const [a, b] of pairs) {
    clashes.set(a, [...(clashes.get(a) ?? []), b.title]);
    clashes.set(b, [...(clashes.get(b) ?? []), a.title]);
  }
  for (const row of rows) if (row.clash) row.showClashes(clashes.get(row) ?? []);
  const gone = picked.filter((row) => !row.minutes).map((row) => `“${row.title}” can no longer be claimed. Deselect it.`);
  const ending = data.overlap === "block" ? "Keep one of them, or set the date you watched the recording." : "Check that you attended both.";
  fill(at("clashes"), [...gone, ...pairs.map(([a, b]) => `“${a.title}” and “${b.title}” overlap. ${ending}`)]);
  fill(at("dates-left"), picked.filter((row) => row.left).map(linkTo));
  ready(picked, gone, data.overlap === "block" ? pairs : []);
}

function linkTo(row) {
  return Object.assign(document.createElement("a"), { href: `#${row.el.id}`, textContent: row.title });
}

function ready(picked, gone, blocked) {
  let why = data.refused ?? "";
  if (!picked.length) why ||= "Select at least one session you attended.";
  if (gone.length) why ||= gone[0];
  if (blocked.length) why ||= `“${blocked[0][0].title}” and “${blocked[0][1].title}” overlap: keep one of them.`;
  at("go").disabled = Boolean(why);
  if (at("why").textContent !== why) at("why").textContent = why;
  at("clear").disabled = !picked.length;
}

// --- ticks and dates ----------------------------------------------------------------------------

const saver = new Saver({ read, write, say, totals, merged, complain }, {
  url: data.claim,
  version: +form.elements.version.value,
  base: read(),
  key: data.key,
});

function changed() {
  cleared = null;
  at("undo").hidden = at("notes").hidden = true;
  update();
  saver.changed();
}

form.addEventListener("change", ({ target }) => {
  if (target.name === "session") changed();
  else if (target.type === "date") dated(byEl.get(target.closest(".row")), target);
});

function dated(row, field) {
  if (field.value && field.validity.valid) {
    row.date = field.value;
    changed();
  } else if (!field.value && !field.validity.badInput) {
    row.put(undefined);
    if (document.activeElement === field || document.activeElement === document.body) row.box.focus();
    changed();
    complain([`“${row.title}” is deselected, since its Attended On was cleared.`]);
  }
}

// The whole row selects; a drag that marks text does not.
form.addEventListener("click", ({ target }) => {
  const el = target.closest(".row");
  if (el && !target.closest("label, input, .on") && getSelection().isCollapsed) byEl.get(el).box.click();
});

// A date left half-typed or out of bounds goes back to the last good one, and says why.
form.addEventListener("focusout", ({ target }) => {
  if (target.type !== "date" || target.validity.valid) return;
  const row = byEl.get(target.closest(".row"));
  complain([`Attended On of “${row.title}” can be from ${target.min} to ${target.max}. It is ${row.date} again.`]);
  target.value = row.date;
});

function clearAll() {
  const before = read();
  for (const row of rows) row.put(undefined);
  changed();
  cleared = before;
  at("undo").hidden = false;
  at("undo").focus();
}

at("undo").addEventListener("click", () => {
  write(cleared);
  changed();
  at("clear").focus();
});

// --- Generate -----------------------------------------------------------------------------------

async function generate() {
  const name = at("name");
  if (!name.value.trim()) {
    at("why").textContent = "Enter the name to print on the certificate.";
    return name.focus();
  }
  at("go").disabled = true;
  at("why").textContent = "One moment…";
  let why = "";
  try {
    await saver.flush();
    why = await ask(name.value);
  } catch (problem) {
    why = problem instanceof Offline
      ? "No connection, so nothing was generated yet. Try again in a moment."
      : "Nothing was generated: your selection could not be saved. See the note above.";
  }
  update();
  if (why) at("why").textContent = why;
}

async function ask(name) {
  const { status, body } = await send("POST", data.certificates, { name, version: saver.version });
  if (status === 409 && body.claim) {
    saver.merge(body.claim);
    saver.soon(0);
    return "Your selection was also changed in another window. Check it, then press the button again.";
  }
  if (status >= 400) return body.detail ?? "Nothing was generated. Try again in a moment.";
  const url = `${data.pages}${body.id}/progress`;
  const section = await fragment(url).catch(() => null);
  if (!section) return void location.assign(data.pages + body.id);
  at("made").replaceChildren(section);
  section.querySelector("h2").focus();
  follow(section, url);
  return "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.value === "clear") clearAll();
  else if (event.submitter === at("go")) generate();
});

if (!("closed" in data)) {
  at("save").hidden = true;
  finder(rows);
  if (saver.restore()) saver.changed();
  update();
} else {
  finder(rows);
}
