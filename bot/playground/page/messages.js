// The messages of one conversation: kept in step, gone through by arrow keys, scrolled.

import { bubble, serviceText } from "./bubble.js";
import { el, iconButton } from "./dom.js";
import { dayOf, words } from "./words.js";
import { authorOf } from "./world.js";

const MOST_SHOWN = 300;
const TOGETHER = 300; // seconds between messages that stand together
const NEAR = 90; // pixels from the end that count as the end

export class Messages {
  constructor(chat) {
    this.chat = chat;
    this.shown = new Map(); // by message id: the element and the change it shows
    this.list = el("ol", { class: "messages", role: "list" });
    this.empty = el("div", { class: "empty" });
    this.scroller = el("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": words.messages }, this.empty, this.list);
    this.down = iconButton("down", words.newBelow, () => this.toEnd(true), { class: "icon-button down", hidden: true });
    this.node = el("div", { class: "log" }, this.scroller, this.down);
    this.scroller.addEventListener("scroll", () => { this.down.hidden = this.isAtEnd(); });
    this.scroller.addEventListener("keydown", (event) => this.onKey(event));
    this.list.addEventListener("click", (event) => this.onPress(event));
    this.list.addEventListener("contextmenu", (event) => this.onContext(event));
    this.list.addEventListener("dblclick", (event) => this.onDouble(event));
    new ResizeObserver(() => this.wasAtEnd && this.toEnd(false)).observe(this.scroller);
  }

  /** Show another conversation, or the same one in another person's eyes. */
  clear() {
    this.shown.clear();
    this.list.replaceChildren();
    this.wasAtEnd = true;
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    this.wasAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    return this.wasAtEnd;
  }

  toEnd(isSmooth) {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: isSmooth && !isCalm ? "smooth" : "instant" });
  }

  /** Bring the list up to date with the world. */
  update() {
    const wasAtEnd = this.shown.size === 0 || this.isAtEnd();
    const messages = this.chat.world.messagesIn(this.chat.place.key).slice(-MOST_SHOWN);
    const nodes = this.nodesOf(messages);
    this.place(nodes);
    this.empty.hidden = messages.length > 0;
    this.empty.replaceChildren(...(messages.length ? [] : this.chat.welcome()));
    if (wasAtEnd) this.toEnd(false);
    else this.down.hidden = false;
  }

  nodesOf(messages) {
    const nodes = [];
    let before = null;
    messages.forEach((message, i) => {
      if (!before || dayOf(before.date) !== dayOf(message.date)) nodes.push(this.dayNode(message.date));
      const node = this.nodeOf(message);
      node.classList.toggle("follows", standTogether(before, message));
      node.classList.toggle("followed", standTogether(message, messages[i + 1]));
      nodes.push(node);
      before = message;
    });
    return nodes;
  }

  dayNode(date) {
    const day = dayOf(date);
    const kept = this.shown.get(day) ?? { node: el("li", { class: "day" }, el("span", {}, day)) };
    this.shown.set(day, kept);
    return kept.node;
  }

  nodeOf(message) {
    const kept = this.shown.get(message.message_id);
    if (kept?.sequence === message.sequence) return kept.node;
    const node = bubble(message, this.chat);
    if (kept) replaceKeepingFocus(kept.node, node);
    this.shown.set(message.message_id, { node, sequence: message.sequence });
    return node;
  }

  place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.list.children]) if (!wanted.has(child)) child.remove();
    nodes.forEach((node, i) => {
      if (this.list.children[i] !== node) this.list.insertBefore(node, this.list.children[i] ?? null);
    });
  }

  /** Bring a message into sight and let it stand out for a moment. */
  goTo(messageId) {
    const node = this.shown.get(messageId)?.node;
    if (!node?.isConnected) return;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
    node.classList.remove("flash");
    requestAnimationFrame(() => node.classList.add("flash"));
  }

  messageAt(target) {
    const node = target.closest(".message");
    return node && this.chat.world.messages.get(this.chat.place.key)?.get(Number(node.id.slice(1)));
  }

  onPress(event) {
    const folded = event.target.closest(".expandable:not(.open)")?.querySelector(".unfold");
    if (folded && !folded.hidden && event.target !== folded && !event.target.closest("a")) {
      folded.click(); // anywhere in the quote will do
      return;
    }
    if (event.detail !== 1 || event.target.closest("a, button, [role=button]") || !event.target.closest(".bubble")) return;
    if (!getSelection().isCollapsed) return;
    const message = this.messageAt(event.target);
    // a moment later, for it may be the first half of a double click
    this.single = setTimeout(() => this.chat.act(message, event, ""), 220);
  }

  onDouble(event) {
    clearTimeout(this.single);
    const message = this.messageAt(event.target);
    if (!message || event.target.closest("a, button, [role=button]")) return;
    getSelection().removeAllRanges();
    this.chat.composer.replyTo(message);
  }

  onContext(event) {
    const message = event.target.closest(".bubble") && this.messageAt(event.target);
    if (!message || event.target.closest("a")) return;
    event.preventDefault();
    const selected = getSelection();
    const isInside = event.target.closest(".bubble").contains(selected.anchorNode);
    this.chat.act(message, event, isInside ? selected.toString().trim() : "");
  }

  onKey(event) {
    const all = [...this.list.querySelectorAll(".message")];
    const at = all.indexOf(document.activeElement);
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    if (event.key in steps) {
      const next = at === -1 ? all.length - 1 : Math.min(Math.max(at + steps[event.key], 0), all.length - 1);
      all[next]?.focus();
      event.preventDefault();
    } else if (event.key === "Home" || event.key === "End") {
      all.at(event.key === "Home" ? 0 : -1)?.focus();
      event.preventDefault();
    } else if (event.key === "Enter" && at !== -1) {
      event.preventDefault();
      this.chat.act(this.messageAt(all[at]), all[at].querySelector(".bubble"), "");
    } else if (event.key === "Escape") {
      this.chat.composer.focus();
    }
  }
}

function standTogether(first, second) {
  if (!first || !second || serviceText(first) || serviceText(second)) return false;
  return authorOf(first).id === authorOf(second).id && second.date - first.date < TOGETHER && dayOf(first.date) === dayOf(second.date);
}

/** Put a message's new element in the old one's place; a focused button stays focused. */
function replaceKeepingFocus(before, after) {
  const focused = before.contains(document.activeElement) ? document.activeElement : null;
  const reachable = "a, button, [tabindex]";
  const index = focused ? [...before.querySelectorAll(reachable)].indexOf(focused) : -1;
  before.replaceWith(after);
  if (!focused) return;
  const label = focused.textContent;
  const buttons = [...after.querySelectorAll(reachable)];
  (buttons.find((button) => button.textContent === label) ?? buttons[index] ?? after).focus({ preventScroll: true });
}
