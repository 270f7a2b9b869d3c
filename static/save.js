// Saves the selection as it changes. What could not be saved stays here, is tried again, and
// outlives the page; what another window changed meanwhile is merged.

import { Offline, send } from "./http.js";

const PAUSE = 350; // several ticks at once are one save
const FIRST_RETRY = 1500;
const LAST_RETRY = 30000;

// What turns `from` into `to`: a date selects, null deselects.
export function changes(from, to) {
  const found = {};
  for (const id of Object.keys({ ...from, ...to })) {
    if (from[id] !== to[id]) found[id] = to[id] ?? null;
  }
  return found;
}

export function apply(selections, changed) {
  const made = { ...selections, ...changed };
  for (const id of Object.keys(made)) if (made[id] === null) delete made[id];
  return made;
}

export class Saver {
  // `page` reads and writes the ticks, and says how it goes.
  constructor(page, { url, version, base, key }) {
    Object.assign(this, { page, url, version, base });
    this.prefix = `ceu:${key}:`;
    this.own = this.prefix + Math.random().toString(36).slice(2);
    this.retry = FIRST_RETRY;
    addEventListener("online", () => this.soon(0));
    addEventListener("visibilitychange", () => document.hidden && this.pending && this.soon(0));
    addEventListener("beforeunload", (event) => this.failing && event.preventDefault());
  }

  get pending() {
    return Object.keys(changes(this.base, this.page.read())).length > 0;
  }

  // Changes that an earlier page could not save; true when there were any.
  restore() {
    let kept = {};
    try {
      for (const name of Object.keys(localStorage).filter((n) => n.startsWith(this.prefix))) {
        kept = { ...kept, ...JSON.parse(localStorage.getItem(name)) };
        localStorage.removeItem(name);
      }
    } catch {
      return false; // storage is off: then nothing was kept either
    }
    const before = this.page.read();
    this.page.write(apply(before, kept));
    return Object.keys(changes(before, this.page.read())).length > 0;
  }

  changed() {
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
      while (this.pending) await this.once();
    } catch (problem) {
      this.failing = true;
      if (problem instanceof Offline) {
        this.page.say("offline");
        this.soon(this.retry);
        this.retry = Math.min(this.retry * 2, LAST_RETRY);
      }
      throw problem;
    }
    this.failing = false;
    this.retry = FIRST_RETRY;
    this.keep();
    this.page.say("saved");
  }

  async once() {
    const mine = this.page.read();
    const selections = Object.entries(mine).map(([session_id, attended_on]) => ({ session_id, attended_on }));
    const { status, body } = await send("PUT", this.url, { version: this.version, selections });
    if (status === 200) {
      this.version = body.version;
      this.base = mine;
      this.page.totals(body);
    } else if (status === 409 && body.claim) {
      this.merge(body.claim);
    } else {
      this.refused(status, body, selections);
    }
  }

  // Both windows' changes; where they disagree on one session, this window's stays.
  merge(claim) {
    const mine = this.page.read();
    const theirs = Object.fromEntries(claim.selections.map((s) => [s.session_id, s.attended_on]));
    const both = apply(theirs, changes(this.base, mine));
    this.version = claim.version;
    this.base = theirs;
    this.page.write(both);
    this.page.merged(Object.keys(changes(mine, both)).length);
  }

  refused(status, body, selections) {
    const bad = (body.errors ?? []).map((e) => /^selections\[(\d+)\]/.exec(e.field)?.[1]);
    if (status === 422 && bad.length && bad.every(Boolean)) {
      // Those go back to what is saved; the rest is saved without them.
      const put = {};
      for (const at of bad) put[selections[at].session_id] = this.base[selections[at].session_id] ?? null;
      this.page.write(apply(this.page.read(), put));
      this.page.complain(body.errors.map((e) => e.message));
      return;
    }
    this.page.say(status === 401 ? "signed-out" : "refused", body.detail);
    throw new Error(body.detail);
  }

  keep() {
    const changed = changes(this.base, this.page.read());
    try {
      if (Object.keys(changed).length) localStorage.setItem(this.own, JSON.stringify(changed));
      else localStorage.removeItem(this.own);
    } catch {
      // Storage is off or full: the changes are still in the page.
    }
  }
}
