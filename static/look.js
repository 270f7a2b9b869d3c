// The look's page: the sample follows what is typed. Without this, the button shows it.
const WAIT = 300; // milliseconds without a key
const form = document.querySelector("[data-look]");
const state = form.querySelector("[data-look-state]");
let timer;
let asked;

// An image that was uploaded is kept by its name: it is sent once, not with each letter that is typed.
function keepImages(sample, files) {
  for (const field of form.querySelectorAll("[data-image]")) {
    const digest = sample.getAttribute(`data-${field.dataset.image}`);
    const file = field.querySelector("[type=file]");
    if (!digest || !file.files.length || file.files[0] !== files.get(file.name)) continue;
    field.querySelector("[type=hidden]").value = digest;
    file.dataset.sent = "yes";
  }
}

function filled() {
  const data = new FormData(form);
  const files = new Map();
  for (const input of form.querySelectorAll("[type=file]")) {
    files.set(input.name, input.files[0]);
    if (!input.dataset.sent) continue;
    // Of the two values of this name, the digest alone.
    data.set(input.name, form.querySelector(`[type=hidden][name="${input.name}"]`).value);
  }
  return { data, files };
}

// The sample there is stays until the next one is here; two at once would flicker.
async function loaded(page) {
  const image = new Image();
  image.src = page.getAttribute("src");
  try {
    await image.decode();
    return true;
  } catch {
    return false;
  }
}

async function show() {
  asked?.abort();
  const mine = (asked = new AbortController());
  const { data, files } = filled();
  form.querySelector("#preview").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.dataset.look, {
      method: "POST",
      body: data,
      headers: { "X-CSRF-Token": form.querySelector("[name=csrf]").value },
      signal: mine.signal,
    });
    const text = await answer.text();
    const sample = new DOMParser().parseFromString(text, "text/html").getElementById("preview");
    if (!answer.ok || !sample) throw new Error();
    const pages = [...sample.querySelectorAll("img")];
    const made = await Promise.all(pages.map(loaded));
    if (mine.signal.aborted) return;
    keepImages(sample, files);
    form.querySelector("#preview").replaceWith(document.adoptNode(sample));
    state.textContent = !pages.length
      ? ""
      : made.every(Boolean)
        ? "The sample shows what you entered. It is not saved yet."
        : "The sample couldn't be shown now. Use the button to try again.";
  } catch {
    if (mine.signal.aborted) return;
    form.querySelector("#preview").removeAttribute("aria-busy");
    state.textContent = "The sample couldn't be made now. Use the button to try again.";
  }
}

function soon(event) {
  if (event.target.name === "why" || event.target.name === "preset") return;
  if (event.target.type === "file") delete event.target.dataset.sent;
  clearTimeout(timer);
  timer = setTimeout(show, event.type === "change" ? 0 : WAIT);
}

form.addEventListener("input", soon);
form.addEventListener("change", soon);
