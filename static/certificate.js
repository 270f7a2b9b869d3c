import { follow } from "./progress.js";

follow(document.getElementById("progress"));
