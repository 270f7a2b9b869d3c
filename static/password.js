// Lets people see the password they type. Without scripts the box stays hidden.
for (const label of document.querySelectorAll("[data-show-password]")) {
  const box = label.querySelector("input");
  const fields = label.closest("form").querySelectorAll("input[type=password]");
  box.addEventListener("change", () => {
    for (const field of fields) field.type = box.checked ? "text" : "password";
  });
  label.hidden = false;
}
