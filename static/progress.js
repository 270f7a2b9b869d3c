// Follows a certificate until nothing more can be learned, and says what is new.

import { fragment, sleep } from "./http.js";

const FIRST = 700;
const LAST = 8000;
const GIVE_UP = 15 * 60000;

export async function follow(section) {
  const told = document.getElementById("told");
  const started = Date.now();
  let wait = FIRST;
  while (section.dataset.finished !== "yes" && Date.now() - started < GIVE_UP) {
    await sleep(wait);
    wait = Math.min(wait * 1.2, LAST);
    if (document.hidden) continue;
    let next;
    try {
      next = await fragment(section.dataset.url);
    } catch {
      continue; // no connection: ask again later
    }
    if (!next) return;
    if (next.outerHTML === section.outerHTML) continue;
    if (next.dataset.told !== section.dataset.told) told.textContent = next.dataset.told;
    const focused = section.contains(document.activeElement);
    section.replaceWith(next);
    if (focused) next.querySelector("h2").focus();
    section = next;
    wait = FIRST;
  }
}
