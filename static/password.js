// Lets people see the password they type, and how much is missing. Without scripts neither shows.
for (const label of document.querySelectorAll("[data-show-password]")) {
  const box = label.querySelector("input");
  const fields = label.closest("form").querySelectorAll("input[type=password]");
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
  label.hidden = false;
}
for (const line of document.querySelectorAll("[data-left-of]")) {
  const field = document.getElementById(line.dataset.leftOf);
  field.addEventListener("input", () => {
    const left = field.minLength - [...field.value].length;
    line.textContent = left > 0 ? `${left} more ${left === 1 ? "character" : "characters"}` : "Long enough";
  });
}
