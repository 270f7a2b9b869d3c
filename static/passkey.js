// Passkeys: has the browser ask for one, and sends what it signed with the form around the button. Without
// scripts, or in a browser that has none, the buttons stay hidden and everything goes on without.
import { Offline, send } from "./http.js";

const SAYS = {
  InvalidStateError: "This device already has a passkey for your account.",
  NotAllowedError: "The passkey was not used. Try again, or use your password.",
};

const decode = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function withBytes(options) {
  options.challenge = decode(options.challenge);
  if (options.user) options.user.id = decode(options.user.id);
  for (const known of options.allowCredentials ?? options.excludeCredentials ?? []) known.id = decode(known.id);
  return options;
}

function asText({ id, rawId, type, response }) {
  const answer = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[part]) answer[part] = encode(response[part]);
  }
  if (response.getTransports) answer.transports = response.getTransports();
  return JSON.stringify({ id, rawId: encode(rawId), type, response: answer });
}

async function signed({ options, challenge }) {
  if (options) return navigator.credentials.create({ publicKey: withBytes(JSON.parse(options)) });
  const { status, body } = await send("POST", challenge, {});
  if (status !== 200) throw new Offline(body.detail);
  return navigator.credentials.get({ publicKey: withBytes(body) });
}

function offer(part) {
  const [form, button] = [part.closest("form"), part.querySelector("button")];
  const [answer, said] = [part.querySelector("input"), part.querySelector("[role=alert]")];
  const password = form.elements.proof;
  let busy = false;

  async function go(event) {
    event.preventDefault();
    if (busy) return;
    busy = true;
    said.hidden = true;
    if (password) password.disabled = true; // the passkey stands for it
    try {
      if (form.reportValidity()) {
        answer.value = asText(await signed(part.dataset));
        form.submit();
      }
    } catch (error) {
      said.textContent = SAYS[error.name] ?? (error.message || "The passkey could not be used. Try again.");
      said.hidden = false;
    }
    if (password) password.disabled = false;
    busy = false;
  }
  if (button.type === "submit") form.addEventListener("submit", go);
  else button.addEventListener("click", go);
  part.hidden = false;
}

if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkey]")) offer(part);
  for (const line of document.querySelectorAll("[data-without-passkeys]")) line.hidden = true;
}
