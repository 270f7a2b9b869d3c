// Follows an import that is being read, applied or undone; once it is done, its page is opened again.

import { fragment, sleep } from "./http.js";

const SHORTEST = 800;
const LONGEST = 8000;

let section = document.getElementById("progress");
let wait = SHORTEST;
for (;;) {
  await sleep(wait);
  wait = Math.min(wait * 1.2, LONGEST);
  if (document.hidden) continue;
  let next;
  try {
    next = await fragment(location.pathname);
  } catch {
    continue; // no connection: ask again later
  }
  if (!next || next.dataset.state !== section.dataset.state) {
    location.replace(location.pathname);
    break;
  }
  if (next.innerHTML !== section.innerHTML) section.innerHTML = next.innerHTML;
}
