// Tells whether a PDF is the one that was issued. The file never leaves the device.

const at = (id) => document.getElementById(id);
const SAYS = {
  same: ["notice notice--good", "This is the original, unchanged file."],
  other: ["notice", "This file is not identical to the PDF we issued. Saving or printing a PDF can also change it, so compare its content with what is shown above."],
  unread: ["notice notice--bad", "We couldn't read the file. Choose it again."],
};

async function compare(file) {
  if (!file) return;
  let verdict = "unread";
  try {
    const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    verdict = hex === at("compare").dataset.sha256 ? "same" : "other";
  } catch {} // said below
  [at("verdict").className, at("verdict").textContent] = SAYS[verdict];
  at("verdict").hidden = false;
}

if (at("compare") && crypto.subtle) {
  at("compare").hidden = false;
  at("file").addEventListener("change", () => compare(at("file").files[0]));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    compare(event.dataTransfer.files[0]);
  });
}
