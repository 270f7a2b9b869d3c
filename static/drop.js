// The upload form: a file can be dropped anywhere on it, and one that can't be taken is said so at once.
const MOST = 20_000_000;
const form = document.querySelector("[data-drop]");
const input = form.querySelector("input[type=file]");
const problems = [...form.querySelectorAll("[data-drop-problem]")];
const shown = performance.now();

form.querySelector("[data-drop-hint]").hidden = false;

function problem() {
  if (performance.now() - shown > form.dataset.lasts * 1000) return "late";
  const [file] = input.files;
  if (file && file.size > MOST) return "large";
  return file && file.size === 0 ? "empty" : "";
}

function check() {
  const found = problem();
  for (const one of problems) one.hidden = one.dataset.dropProblem !== found;
  if (found) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
  return found === "";
}

input.addEventListener("change", check);
for (const name of ["dragenter", "dragover"]) {
  form.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("drop-here");
  });
}
form.addEventListener("dragleave", () => form.classList.remove("drop-here"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("drop-here");
  if (event.dataTransfer.files.length) {
    input.files = event.dataTransfer.files;
    check();
  }
});
form.addEventListener("submit", (event) => {
  if (check()) {
    return;
  }
  event.preventDefault();
  input.focus();
});
