const LONGEST_WAIT = 20000;

export class Offline extends Error {}

// The answer's status and JSON; throws Offline where there is none to go by, with what the portal said
// of a limit.
export async function send(method, url, body) {
  const text = JSON.stringify(body);
  let answer;
  try {
    answer = await fetch(url, {
      method,
      body: text,
      headers: {
        "Content-Type": "application/json",
        Accept: "application/json",
        "X-CSRF-Token": document.querySelector("[name=csrf]").value,
      },
      // Saved even when the page is left at once; browsers allow that for 64 kB.
      keepalive: text.length < 60000,
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
  } catch {
    throw new Offline();
  }
  if (answer.status >= 500) throw new Offline();
  if (answer.status === 429) throw new Offline((await answer.json().catch(() => ({}))).detail);
  return { status: answer.status, body: await answer.json().catch(() => ({})) };
}

// A part of a page, as an element; null when the visitor is no longer signed in. Throws where the portal is
// busy or out of reach.
export async function fragment(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(LONGEST_WAIT) });
  if (answer.status >= 500 || answer.status === 429) throw new Offline();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return answer.ok ? page.getElementById("progress") : null;
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
