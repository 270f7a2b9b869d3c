// The upload form: a file can be dropped anywhere on it, and one that is too large is said so at once.
const MOST = 20_000_000;
const form = document.querySelector("[data-drop]");
const input = form.querySelector("input[type=file]");
const problem = form.querySelector("[data-drop-problem]");

form.querySelector("[data-drop-hint]").hidden = false;

function check() {
  const [file] = input.files;
  problem.hidden = !file || file.size <= MOST;
  return problem.hidden;
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
