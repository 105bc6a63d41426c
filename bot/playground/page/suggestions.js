// A list above the input line that one picks from by arrows and Enter, or by pressing.

import { el } from "./dom.js";

export class Suggestions {
  constructor(input) {
    this.input = input;
    this.items = [];
    this.at = -1;
    this.node = el("div", { class: "suggestions", hidden: true });
    this.list = el("div", { class: "options", role: "listbox", id: "options" });
    this.list.addEventListener("scroll", () => {
      if (this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 60) this.onEnd?.();
    });
    this.node.append(this.list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": "options", "aria-expanded": "false", "aria-autocomplete": "list" })) {
      input.setAttribute(name, value);
    }
  }

  get isOpen() {
    return !this.node.hidden;
  }

  /** Show items ({lead, label, detail, pick, complete}); `first` is marked, -1 for none. */
  show(label, items, { first = 0, top = null, onEnd = null, note = "" } = {}) {
    this.items = items;
    this.onEnd = onEnd;
    this.list.setAttribute("aria-label", label);
    this.list.replaceChildren(...items.map((item, i) => this.option(item, i)));
    if (note) this.list.append(el("div", { class: "suggestion-note" }, note));
    this.node.replaceChildren(...(top ? [top, this.list] : [this.list]));
    this.node.hidden = !items.length && !top && !note;
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    this.mark(Math.min(first, items.length - 1));
  }

  option(item, i) {
    const option = el(
      "div",
      { class: "option", role: "option", id: `option${i}`, "aria-selected": "false" },
      item.lead ?? null,
      el("span", { class: "option-label" }, item.label),
      el("span", { class: "option-detail" }, item.detail ?? ""),
    );
    option.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    option.addEventListener("click", () => item.pick());
    return option;
  }

  hide() {
    this.items = [];
    this.at = -1;
    this.node.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  mark(i) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = i;
    const option = i >= 0 ? this.list.children[i] : null;
    if (option) {
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  /** Take a key press if it is meant for the list; tell whether it was. */
  takesKey(event) {
    if (!this.isOpen) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps && this.items.length) {
      const count = this.items.length;
      this.mark(this.at === -1 && event.key === "ArrowUp" ? count - 1 : (this.at + steps[event.key] + count) % count);
    } else if (event.key === "Enter" && !event.shiftKey && this.at >= 0) {
      this.items[this.at].pick();
    } else if (event.key === "Tab" && !event.shiftKey && this.at >= 0 && this.items[this.at].complete) {
      this.items[this.at].complete();
    } else if (event.key === "Escape") {
      this.hide();
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
