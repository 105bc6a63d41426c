// What one can do with a message: a small menu beside it.

import { el, icon } from "./dom.js";
import { words } from "./words.js";

const REACTIONS = ["👍", "👎", "❤", "🔥", "🎉", "🤔"];

/** Open the menu at a pointer event or an element; `entries` are {icon, label, run}. */
export function openMenu(at, entries, react) {
  const before = document.activeElement;
  const close = () => {
    menu.remove();
    removeEventListener("pointerdown", outside, true);
    removeEventListener("resize", close);
  };
  const outside = (event) => menu.contains(event.target) || close();
  const choose = (run) => () => {
    close();
    if (before?.isConnected) before.focus({ preventScroll: true });
    run();
  };
  const emojis = REACTIONS.map((emoji) => item(choose(() => react(emoji)), { "aria-label": `${words.react} ${emoji}`, class: "menu-emoji" }, emoji));
  const items = entries.map((entry) => item(choose(entry.run), { class: "menu-item" }, icon(entry.icon), entry.label));
  const menu = el("div", { class: "menu", role: "menu", "aria-label": words.actions }, el("div", { class: "menu-emojis", role: "none" }, emojis), items);
  menu.addEventListener("keydown", (event) => onKey(event, [...emojis, ...items], emojis.length, choose(() => {})));
  document.body.append(menu);
  place(menu, at);
  addEventListener("pointerdown", outside, true);
  addEventListener("resize", close);
  items[0].focus();
}

function item(listener, properties, ...children) {
  return el("button", { type: "button", role: "menuitem", ...properties, on: { click: listener } }, children);
}

function onKey(event, items, emojiCount, leave) {
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 };
  if (event.key in steps) {
    let next = at + steps[event.key];
    if (event.key === "ArrowDown" && at < emojiCount) next = emojiCount;
    items[(next + items.length) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    leave();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function place(menu, at) {
  const box = at.getBoundingClientRect?.() ?? { left: at.clientX, bottom: at.clientY };
  const left = Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8));
  const top = Math.max(8, Math.min(box.bottom, innerHeight - menu.offsetHeight - 8));
  menu.style.left = `${left}px`;
  menu.style.top = `${top}px`;
}
