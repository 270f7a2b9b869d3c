// Saves the selection as it changes, again where that failed, merged where it changed elsewhere.

import { Offline, send } from "./http.js";

const PAUSE = 350; // several ticks at once are one save
const FIRST_RETRY = 1500;
const LAST_RETRY = 30000;

// What turns `from` into `to`: a value selects, null deselects.
function changes(from, to) {
  const found = {};
  for (const id of Object.keys({ ...from, ...to })) {
    if (from[id] !== to[id]) found[id] = to[id] ?? null;
  }
  return found;
}

// A value is a date, or a date with what was said of it: "2026-03-06 recording".
const kept = (s) => [s.attended_on, ...(s.attended_as ? [s.attended_as] : [])].join(" ");

function asked(session_id, value) {
  const [attended_on, attended_as] = value.split(" ");
  return { session_id, attended_on, ...(attended_as && { attended_as }) };
}

const count = (found) => Object.keys(found).length;

function apply(selections, changed) {
  return Object.fromEntries(Object.entries({ ...selections, ...changed }).filter(([, value]) => value));
}

export class Saver {
  // `page` reads and writes the ticks, and says how it goes; `base` is what the server has.
  constructor(page, facts) {
    Object.assign(this, { page, retry: FIRST_RETRY }, facts);
    this.prefix = `ceu:${this.key}:`;
    this.own = this.prefix + Math.random();
    addEventListener("online", () => this.soon(0));
    addEventListener("visibilitychange", () => document.hidden && this.soon(0));
    addEventListener("beforeunload", (event) => this.lost && event.preventDefault());
  }

  get pending() {
    return changes(this.base, this.page.read());
  }

  // Changes that an earlier page could not save; true when anything is to be saved.
  restore() {
    let kept = {};
    try {
      for (const name of Object.keys(localStorage).filter((n) => n.startsWith(this.prefix))) {
        kept = { ...kept, ...JSON.parse(localStorage.getItem(name)) };
        localStorage.removeItem(name);
      }
    } catch {
      // Storage is off: then nothing was kept either.
    }
    if (count(kept)) this.page.write(apply(this.page.read(), kept));
    return count(this.pending) > 0;
  }

  changed() {
    this.touched = true;
    this.keep();
    this.page.say("saving");
    this.soon(PAUSE);
  }

  soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush().catch(() => {}), wait);
  }

  // Resolves when the server has what the page shows; rejects when it cannot be had now.
  flush() {
    clearTimeout(this.timer);
    this.running ??= this.run().finally(() => (this.running = null));
    return this.running;
  }

  async run() {
    try {
      while (count(this.pending)) await this.once();
    } catch (problem) {
      if (problem instanceof Offline) {
        this.page.say("offline");
        this.soon(this.retry);
        this.retry = Math.min(this.retry * 2, LAST_RETRY);
      }
      throw problem;
    }
    this.retry = FIRST_RETRY;
    this.keep();
    if (this.touched) this.page.say("saved");
  }

  async once() {
    const mine = this.page.read();
    const selections = Object.entries(mine).map(([id, value]) => asked(id, value));
    const { status, body } = await send("PUT", this.url, { version: this.version, selections });
    if (status === 200) {
      this.version = body.version;
      this.base = mine;
      this.page.totals(body, !count(this.pending));
    } else if (status === 409 && body.claim) {
      this.merge(body.claim);
    } else {
      this.refused(status, body, selections);
    }
  }

  // Both windows' changes; where they disagree on one session, this window's stays.
  merge(claim) {
    const mine = this.page.read();
    const theirs = Object.fromEntries(claim.selections.map((s) => [s.session_id, kept(s)]));
    const both = apply(theirs, changes(this.base, mine));
    this.version = claim.version;
    this.base = theirs;
    this.page.write(both);
    this.page.merged(count(changes(mine, both)));
  }

  // Sessions that the server names go back to what is saved; the rest is saved without them.
  refused(status, body, selections) {
    const bad = (body.errors ?? []).map((e) => selections[/^selections\[(\d+)/.exec(e.field)?.[1]]?.session_id);
    if (status === 422 && bad.length && bad.every(Boolean)) {
      const back = Object.fromEntries(bad.map((id) => [id, this.base[id] ?? null]));
      this.page.write(apply(this.page.read(), back));
      return this.page.complain(body.errors.map((e) => e.message));
    }
    if (status === 401) this.page.say("signed-out");
    else this.page.say(body.errors?.some((e) => e.code === "claims_closed") ? "closed" : "refused", body.detail);
    throw new Error(body.detail);
  }

  // In this browser until they are saved; `lost` where it keeps nothing, so that leaving would lose them.
  keep() {
    const left = count(this.pending) > 0;
    try {
      if (left) localStorage.setItem(this.own, JSON.stringify(this.pending));
      else localStorage.removeItem(this.own);
      this.lost = false;
    } catch {
      this.lost = left;
    }
  }
}
