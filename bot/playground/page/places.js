// The list of conversations; on a narrow screen, a drawer.

import { askForGroup, askForPerson } from "./casting.js";
import { typingText } from "./chat.js";
import { avatar, el, iconButton } from "./dom.js";
import { themeButton } from "./theme.js";
import { switchLanguage, timeOf, words } from "./words.js";
import { authorOf, summaryOf } from "./world.js";
import { serviceText } from "./bubble.js";

const NARROW = matchMedia("(max-width: 760px)");

export class Places {
  constructor(world, openPlace) {
    this.world = world;
    this.openPlace = openPlace;
    this.shown = new Map(); // the items by place
    this.list = el("ul", { class: "places", role: "list" });
    const languageButton = el("button", { type: "button", id: "language", class: "icon-button", "aria-label": words.language, title: words.language }, words.languageName);
    languageButton.addEventListener("click", switchLanguage);
    const close = iconButton("close", words.closeChats, () => this.close(), { class: "icon-button closes-list" });
    const header = el("header", { class: "list-header" }, el("h2", {}, words.title), languageButton, themeButton(), close);
    const add = el("footer", { class: "list-footer" }, textButton(words.addPerson, askForPerson), textButton(words.addGroup, () => askForGroup(world)));
    this.node = el("nav", { class: "list", id: "list", "aria-label": words.chats }, header, this.list, add);
    this.shade = el("div", { class: "shade" });
    this.shade.addEventListener("click", () => this.close());
    this.node.addEventListener("keydown", (event) => this.onKey(event));
    NARROW.addEventListener("change", () => this.close());
    this.close();
  }

  /** Open the drawer. */
  open() {
    this.before = document.activeElement;
    this.node.classList.add("open");
    this.node.inert = false;
    (this.list.querySelector("[aria-current]") ?? this.list.querySelector("button"))?.focus();
  }

  close() {
    const hadFocus = this.node.contains(document.activeElement) && NARROW.matches;
    this.node.classList.remove("open");
    this.node.inert = NARROW.matches;
    if (hadFocus) this.before?.focus();
  }

  /** Bring the list up to date; buttons stay what they are, for somebody may be pressing one. */
  update(current) {
    const { places } = this.world;
    for (const [key, { node }] of this.shown) {
      if (places.has(key)) continue;
      node.remove();
      this.shown.delete(key);
    }
    for (const place of places.values()) {
      const item = this.shown.get(place.key) ?? this.newItem(place.key);
      this.fill(item, place, place.key === current);
    }
  }

  newItem(key) {
    const [title, time, line, badge] = ["title", "time", "last", "badge"].map((part) => el("span", { class: `place-${part}` }));
    const face = el("span", { class: "place-face" });
    const button = el("button", { type: "button", class: "place", "data-place": key }, face, title, time, line, badge);
    button.addEventListener("click", () => {
      this.openPlace(key);
      this.close();
    });
    const item = { node: el("li", {}, button), button, face, title, time, line, badge, shows: "" };
    this.list.append(item.node);
    this.shown.set(key, item);
    return item;
  }

  fill(item, place, isCurrent) {
    const last = this.world.lastIn(place.key);
    const typing = this.world.typing.get(place.key);
    const unread = isCurrent ? 0 : (this.world.unread.get(place.key) ?? 0);
    if (isCurrent) item.button.setAttribute("aria-current", "true");
    else item.button.removeAttribute("aria-current");
    const shows = JSON.stringify([place.title, place.hasOthers, last?.sequence, typing, unread]);
    if (item.shows === shows) return;
    item.shows = shows;
    item.face.replaceChildren(avatar(place.id, place.title));
    item.title.textContent = place.hasOthers ? `${place.title} → @${place.bot.username}` : place.title;
    item.time.textContent = last ? timeOf(last.date) : "";
    item.line.classList.toggle("live", Boolean(typing));
    item.line.replaceChildren(...(typing ? typingText(typing, false) : [lastWords(place, last)]));
    item.badge.hidden = !unread;
    item.badge.textContent = unread;
    item.badge.setAttribute("aria-label", words.unread(unread));
  }

  onKey(event) {
    const buttons = [...this.list.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    if (event.key === "Escape" && NARROW.matches) this.close();
    else if (event.key in steps && at !== -1) buttons[(at + steps[event.key] + buttons.length) % buttons.length].focus();
    else return;
    event.preventDefault();
  }
}

function textButton(label, listener) {
  return el("button", { type: "button", class: "text-button", on: { click: listener } }, label);
}

function lastWords(place, last) {
  if (!last) return place.kind === "private" ? `@${place.bot.username}` : "";
  const said = serviceText(last);
  if (said) return said;
  const isOwn = place.kind === "private" && !last.is_from_bot;
  const who = isOwn || place.kind !== "private" ? `${isOwn ? words.you : authorOf(last).name}: ` : "";
  return who + summaryOf(last, words);
}
