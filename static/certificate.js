import { follow } from "./progress.js";

const section = document.getElementById("progress");
const again = document.getElementById("again");
document.addEventListener("progress", () => {
  again.hidden = !document.querySelector("#progress[data-made=yes]");
});
follow(section, section.dataset.url);
