// The claim page. Its form works without any of this.

import { Offline, fragment, send } from "./http.js";
import { finder } from "./find.js";
import { follow } from "./progress.js";
import { Saver } from "./save.js";
import { credit, creditOf, overlaps } from "./sums.js";

const at = (id) => document.getElementById(id);
const make = (tag, facts) => Object.assign(document.createElement(tag), facts);
const link = (href, textContent) => make("a", { href, textContent });
const quoted = (titles) => titles.map((title) => `“${title}”`).join(" and ");
const form = at("claim");
const data = form.dataset;
const types = JSON.parse(data.types ?? "[]");
const rounding = { hours: +data.hours, ceus: +data.ceus, increment: +data.increment };

// Of hundreds of rows few are ever asked for more than their box.
class Row {
  constructor(el) {
    this.el = el;
    this.box = el.querySelector("[name=session]");
  }
  get id() { return this.box.value; }
  get start() { return +this.el.dataset.start; }
  get end() { return +this.el.dataset.end; }
  get minutes() { return +this.el.dataset.minutes; }
  get lost() { return "lost" in this.el.dataset; }
  get credits() { return (this.el.dataset.credits ?? "").split(",").map(Number); }
  get field() { return this.el.querySelector("[type=date]"); }
  get day() { return this.el.closest(".day").dataset.day; }
  get choice() { return this.el.querySelector("select"); }
  get live() { return this.atDefault && this.choice?.value !== "recording"; }
  get date() { return (this.on ??= this.field?.value || this.day); }
  set date(date) { this.on = date; }
  get clash() { return this.el.querySelector(".clash"); }
  get title() { return (this.name ??= this.el.querySelector(".title").textContent); }
  get link() { return link(`#${this.el.id}`, this.title); }
  get atDefault() { return this.date === this.day; }

  // What is saved: the date, and where the page asks whether it was live, the answer: "2026-03-06 live".
  get value() { return this.choice ? `${this.date} ${this.choice.value}` : this.date; }

  // Select with such a value, or deselect with undefined.
  put(value) {
    const [date, said] = (value ?? this.day).split(" ");
    this.box.checked = value !== undefined;
    if (this.field) this.field.value = this.date = date;
    if (this.choice) this.choice.value = said ?? (this.atDefault ? "live" : "recording");
  }
  showClashes(others = []) {
    const more = others.length > 3 ? ` and ${others.length - 3} more` : "";
    const named = others.slice(0, 3);
    const text = others.length ? `Same time as ${quoted(named.map((row) => row.title))}${more}` : "";
    const said = this.clash ?? (text && this.newClash());
    if (!said || text === said.textContent) return;
    const links = named.flatMap((row, place) => [place ? " and " : "", link(`#${row.el.id}`, `“${row.title}”`)]);
    said.replaceChildren(...(text ? ["Same time as ", ...links, more] : []));
    said.hidden = !text;
  }
  newClash() {
    const id = this.el.id.replace("r", "c");
    this.box.setAttribute("aria-describedby", `${this.box.getAttribute("aria-describedby")} ${id}`);
    return this.el.querySelector(".what").appendChild(make("p", { className: "clash", id }));
  }
}

const rows = [...form.querySelectorAll(".row")].map((el) => new Row(el));
const rowOf = (el) => rows.find((row) => row.el === el.closest(".row"));
let marked = [...form.querySelectorAll(".clash")].map(rowOf);
const chosen = () => rows.filter((row) => row.box.checked);
const sentValue = ({ field, choice, day }) =>
  [field?.defaultValue ?? day, ...(choice ? [choice.querySelector("[selected]")?.value ?? "live"] : [])].join(" ");
// As the server sent it: something may have been ticked before this script ran.
const sent = () => rows.filter((row) => row.box.defaultChecked).map((row) => [row.id, sentValue(row)]);
// Selected in another window, of sessions that came into the program after this page was opened.
let elsewhere = {};
const read = () => ({ ...elsewhere, ...Object.fromEntries(chosen().map((row) => [row.id, row.value])) });

function write(selections) {
  elsewhere = { ...selections };
  for (const row of rows) {
    delete elsewhere[row.id];
    if (row.box.checked || row.id in selections) row.put(selections[row.id]);
  }
  update();
}

// -- what the page says

const SAYS = {
  saving: "Saving…",
  saved: "Saved",
  offline: "No connection. Your changes are kept here and will be saved when you are back online.",
  "signed-out": "You are signed out. Your changes are kept on this page: ",
  refused: "Not saved: ",
  closed: "Not saved: ",
};

function say(what, detail = "") {
  at("state").textContent = SAYS[what] + detail;
  if (what === "signed-out") at("state").append(link(data.signIn, "sign in again"));
  if (what === "closed") at("state").append(" ", link(location.pathname, "Show what was saved"));
  if (what !== "saving") tell(`${at("state").textContent}${what === "saved" ? `: ${heard()}` : ""}`);
}

// What a screen reader says: once a pause, however many ticks came before it.
function tell(text) {
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => (at("told").textContent = text), 600);
}

const heard = () => [
  `${at("sum-sessions").textContent}, ${form.querySelector(".bar__sums span").textContent}.`,
  last?.box.checked && last.clash?.textContent ? `${last.clash.textContent}.` : "",
].join(" ").trim();

const complain = (messages) => fill("notes", messages);

function merged(count) {
  const changed = count === 1 ? "One session" : `${count} sessions`;
  if (count) complain([`Your selection was also changed in another window. ${changed} changed here to match. Your changes here were kept.`]);
}

function fill(id, lines) {
  const items = lines.map((line) => make("li"));
  items.forEach((item, place) => item.append(...[lines[place]].flat()));
  at(id).querySelector("ul").replaceChildren(...items);
  at(id).hidden = !lines.length;
}

function figures(count, hours, ceus) {
  at("sum-sessions").textContent = `${count} session${count === 1 ? "" : "s"}`;
  at("fact-sessions").textContent = count;
  const figure = { hours, ceus };
  for (const el of form.querySelectorAll("[data-total]")) el.textContent = figure[el.dataset.total];
}

function creditFigures(totals) {
  for (const { id, amount, capped } of totals) {
    for (const el of form.querySelectorAll(`[data-of="${id}"]`)) {
      el.textContent = amount;
      el.nextElementSibling.hidden = !capped;
    }
  }
}

// The server's figure, unless more was ticked since. Where it is another one, or a session moved that this
// page shows where it was, the program changed after the page was opened.
function totals(claim, latest) {
  form.elements.version.value = claim.version;
  if (!latest) return;
  const before = shown();
  figures(claim.selected, claim.contact_hours, claim.ceus);
  creditFigures(claim.credits);
  if (before !== shown() || claim.warnings.some(unsaid)) programChanged();
}

function programChanged(more = "") {
  const said = at("notes").hidden ? [] : [...at("notes").querySelectorAll("li")].map((item) => [...item.childNodes]);
  const words = `The program changed since you opened this page. ${more}`;
  complain([...said, [words, link(location.pathname, "Show it as it is now")]]);
}

const shown = () => [...form.querySelectorAll("#sum-sessions, [data-total], [data-of]")].map((el) => el.textContent).join();
const flagged = (id) => rows.some((row) => row.id === id && row.el.querySelector(".flag"));
const unsaid = ({ code, session_ids }) => code !== "overlap" && !session_ids.every(flagged);
const minutesOf = (picked) => picked.reduce((sum, row) => sum + row.minutes, 0);

function update() {
  const picked = chosen();
  const { hours, ceus } = credit(minutesOf(picked), rounding);
  figures(picked.length, hours, ceus);
  const counted = picked.filter((row) => !row.lost);
  creditFigures(types.map((type, at) => {
    const sessions = counted.map((row) => ({ minutes: row.credits[at], later: !row.live }));
    return { id: type.id, ...creditOf(type, sessions) };
  }));
  const pairs = data.overlap === "allow" ? [] : overlaps(counted.filter((row) => row.live));
  const clashes = new Map();
  for (const [one, other] of pairs) {
    clashes.set(one, [...(clashes.get(one) ?? []), other]);
    clashes.set(other, [...(clashes.get(other) ?? []), one]);
  }
  for (const row of new Set([...marked, ...clashes.keys()])) row.showClashes(clashes.get(row));
  marked = [...clashes.keys()];
  fill("clashes", data.overlap === "warn" ? pairs.slice(0, +data.pairs).map(([one, other]) => [one.link, " and ", other.link]) : []);
  fill("dates-left", data.refused ? [] : picked.filter((row) => row.field && "ask" in row.field.dataset && row.atDefault).map((row) => row.link));
  const why = whyNot(picked, pairs);
  at("go").disabled = Boolean(why);
  const says = why || (certified && certified !== JSON.stringify(read()) ? NOT_YET : "");
  if (at("why").textContent !== says) at("why").textContent = says;
  if (at("clear")) at("clear").disabled = !picked.length;
}

const NOT_YET = "You changed your selection after generating your certificate. Generate it again.";

function clashWords(pairs) {
  const more = pairs.length > 1 ? " Other sessions marked above also overlap." : "";
  return `${quoted(pairs[0].map((row) => row.title))} overlap. Keep only one, or set the date you watched the recording.${more}`;
}

function whyNot(picked, pairs) {
  if (data.refused) return data.refused;
  if (!picked.length) return "Select at least one session you attended.";
  const gone = picked.find((row) => row.lost);
  if (gone) return `“${gone.title}” can no longer be claimed. Deselect it.`;
  return pairs.length && data.overlap === "block" ? clashWords(pairs) : "";
}

// -- ticks and dates

const saver = new Saver({ read, write, say, totals, merged, complain }, {
  url: data.claim,
  version: +form.elements.version.value,
  base: "unsaved" in data ? {} : Object.fromEntries(sent()),
  key: data.key,
});
let cleared, last;
let certified, stale; // the selection of the certificate made on this page; whether its hours are others

function changed() {
  at("undo").hidden = at("notes").hidden = true;
  update();
  saver.changed();
}

form.addEventListener("change", ({ target }) => {
  last = rowOf(target);
  if (target.name === "session") changed();
  else if (target.type === "date") dated(rowOf(target), target);
  else if (target === last?.choice) said(last);
});

function dated(row, { value, validity }) {
  if (value && validity.valid) {
    row.date = value;
    if (row.choice && !row.atDefault) row.choice.value = "recording";
    changed();
  } else if (!value && !validity.badInput) {
    row.put(undefined);
    row.box.focus();
    changed();
    complain([`“${row.title}” was deselected because you cleared Attended On.`]);
  }
}

// What was attended live was attended on its date.
function said(row) {
  if (row.choice.value === "live" && !row.atDefault) row.field.value = row.date = row.day;
  changed();
}

// The whole row selects; a drag that marks text does not.
form.addEventListener("click", ({ target }) => {
  if (target.closest(".row") && !target.closest("label, input, select, a, .on") && getSelection().isCollapsed) rowOf(target).box.click();
});

// "September 11", with its year unless `until` has the same one.
function dateWords(iso, until = "") {
  const year = iso.slice(0, 4) === until.slice(0, 4) ? undefined : "numeric";
  return new Date(`${iso}T00:00Z`).toLocaleDateString("en-US", { month: "long", day: "numeric", year, timeZone: "UTC" });
}

const choose = ({ min, max }) =>
  min === max ? `The date can only be ${dateWords(min)}.` : `Choose a date from ${dateWords(min, max)} to ${dateWords(max)}.`;

// A date that is out of range goes back to the last good one.
form.addEventListener("focusout", ({ target }) => {
  if (target.type !== "date" || target.validity.valid) return;
  const row = rowOf(target);
  complain([`${choose(target)} We kept ${dateWords(row.date, target.max)}.`]);
  target.value = row.date;
});

function clearAll() {
  cleared = read();
  elsewhere = {};
  for (const row of rows) row.put(undefined);
  changed();
  at("undo").hidden = false;
  at("undo").focus();
}

at("undo").addEventListener("click", () => {
  write(cleared);
  changed();
  at("clear").focus();
});

// -- Generate

// Say beside the name what is wrong with it, and lead there; "" when nothing is.
function misnamed(why) {
  at("name-error").textContent = why;
  at("name-error").hidden = !why;
  at("name").ariaInvalid = Boolean(why);
  if (why) at("name").focus();
}

async function generate() {
  const name = at("name");
  if (!name.value.trim()) return misnamed("Enter the name to print on the certificate.");
  misnamed("");
  at("go").disabled = true;
  at("why").textContent = "One moment…";
  const why = await saver.flush().then(() => ask(name.value)).catch((problem) =>
    problem instanceof Offline
      ? problem.message || "No connection. Your certificate was not generated. Try again."
      : "We couldn't save your selection, so your certificate was not generated.", // why is said beside it
  );
  // After the deadline rows have no dates to count with: what the page came with stays.
  if ("closed" in data) [at("go").disabled, at("why").textContent] = [false, ""];
  else update();
  if (!why) {
    settled();
    return stale && programChanged("Your certificate has it as it is now. ");
  }
  at("why").textContent = why;
  tell(why);
}

// What was said before the certificate was made is not said beside it.
function settled() {
  if ("closed" in data) at("why").textContent = "";
  for (const old of document.querySelectorAll(".passing, #clashes, #dates-left, #notes, #before, #recipients")) old.hidden = true;
}

// What was sent may have been taken although no answer came.
function unanswered({ message }) {
  throw new Offline(message || (navigator.onLine ? "No answer came, so your certificate may be on its way. Press again to see: you won't get two." : ""));
}

async function ask(name) {
  const mine = JSON.stringify(read());
  const { status, body } = await send("POST", data.certificates, { name, version: saver.version, license: at("license")?.value || null }).catch(unanswered);
  if (status === 409 && body.claim) {
    saver.merge(body.claim);
    saver.soon(0);
    return "Your selection was also changed in another window. Check it, then press again.";
  }
  const wrong = (body.errors ?? []).find((error) => error.field === "name");
  if (wrong) misnamed(wrong.message);
  if (status >= 400) return body.detail;
  const section = await fragment(`${data.pages}${body.id}/progress`).catch(() => null);
  if (!section) return location.assign(data.pages + body.id);
  certified = mine;
  stale = body.contact_minutes !== minutesOf(chosen());
  at("made").replaceChildren(section);
  section.scrollIntoView();
  section.querySelector("h2").focus();
  follow(section);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter === at("clear")) clearAll();
  else if (event.submitter === at("go")) generate();
});

at("to-find").hidden = !rows.length;
at("to-find").addEventListener("click", () => at("find").focus());
finder(rows);

// Lists far below are not laid out at first, which a large program takes seconds for; a screen reader knows
// nothing of them until they are. So each is, as soon as the browser has time.
const toLayOut = [...document.querySelectorAll(".rows")];
const whenIdle = window.requestIdleCallback?.bind(window) ?? ((does) => setTimeout(does, 50));
const layOut = () => {
  toLayOut.shift()?.classList.add("rows--laid-out");
  if (toLayOut.length) whenIdle(layOut, { timeout: 300 });
};
whenIdle(layOut, { timeout: 300 });
if (!("closed" in data)) {
  at("save").hidden = true;
  if (saver.restore()) saver.changed();
  update();
}
