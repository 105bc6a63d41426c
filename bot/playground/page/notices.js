// What bots answer to a pressed button, and what the server refuses: notices and alerts.

import { el } from "./dom.js";
import { words } from "./words.js";

const SHOWN = 4000; // milliseconds

/** Show a line that goes away by itself. */
export function notify(text) {
  const notice = el("div", { class: "notice" }, text);
  document.getElementById("notices").append(notice);
  setTimeout(() => notice.remove(), SHOWN);
}

/** Show a text that stays until it is dismissed. */
export function alertWith(text) {
  const button = el("button", { type: "button", class: "strong", autofocus: true }, words.ok);
  const dialog = showDialog([el("p", { class: "alert-text" }, text), el("div", { class: "dialog-row" }, button)]);
  dialog.setAttribute("role", "alertdialog");
  dialog.setAttribute("aria-label", text);
  button.addEventListener("click", () => dialog.close());
}

/** Show a dialog with a title; it is gone once closed, and Escape closes it. */
export function showDialog(children, title = "") {
  const heading = title ? el("h2", {}, title) : null;
  const dialog = el("dialog", { "aria-label": title || null }, heading, children);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // the darkness around it
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Do something; what the server refuses is shown, and gives undefined. */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    notify(error.message);
    return undefined;
  }
}
