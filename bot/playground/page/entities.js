// A text and its entities as elements. Offsets are UTF-16 units, as in JavaScript's own strings.

import { el } from "./dom.js";
import { words } from "./words.js";

const STYLES = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = ["blockquote", "expandable_blockquote", "pre"];
const SAFE = ["http:", "https:", "mailto:", "tel:", "tg:"];

/** Return the nodes of a text; `open` says what pressing a link, a command or a name does. */
export function renderText(text, entities, open) {
  const sorted = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return renderPart({ text, open }, sorted, 0, text.length);
}

function renderPart(source, entities, start, end) {
  const nodes = [];
  let at = start;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const stop = Math.min(entity.offset + entity.length, end);
    let next = i + 1;
    while (next < entities.length && entities[next].offset < stop) next += 1;
    const isBlock = BLOCKS.includes(entity.type);
    nodes.push(plain(source.text, at, entity.offset, isBlock));
    const inside = renderPart(source, entities.slice(i + 1, next), entity.offset, stop);
    nodes.push(wrapped(source, entity, inside, source.text.slice(entity.offset, stop)));
    at = isBlock && source.text[stop] === "\n" ? stop + 1 : stop; // a block ends its line itself
    i = next;
  }
  nodes.push(plain(source.text, at, end, false));
  return nodes.filter((node) => node !== "");
}

function plain(text, start, end, isBeforeBlock) {
  const part = text.slice(start, Math.max(start, end));
  return isBeforeBlock && part.endsWith("\n") ? part.slice(0, -1) : part;
}

function wrapped(source, entity, inside, covered) {
  if (entity.type in STYLES) return el(STYLES[entity.type], {}, inside);
  switch (entity.type) {
    case "blockquote":
      return el("blockquote", {}, inside);
    case "expandable_blockquote":
      return expandable(inside);
    case "pre":
      return el("pre", { "data-language": entity.language }, el("code", {}, inside));
    case "spoiler":
      return spoiler(inside);
    case "text_link":
      return link(source, entity.url, inside);
    case "url":
      return link(source, covered.includes("://") ? covered : `https://${covered}`, inside);
    case "email":
      return link(source, `mailto:${covered}`, inside);
    case "bot_command":
      return pressable(inside, () => source.open.command(covered));
    case "mention":
      return pressable(inside, () => source.open.mention(covered));
    case "text_mention":
    case "hashtag":
    case "cashtag":
    case "phone_number":
      return el("span", { class: "marked" }, inside);
    default:
      return el("span", {}, inside);
  }
}

function pressable(inside, listener) {
  return el("button", { type: "button", class: "link", on: { click: listener } }, inside);
}

function link(source, address, inside) {
  if (!isSafe(address)) return el("span", {}, inside);
  const anchor = el("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, inside);
  anchor.addEventListener("click", (event) => {
    if (source.open.link(address)) event.preventDefault();
  });
  return anchor;
}

/** Tell whether an address may be opened: never one that runs as a script. */
export function isSafe(address) {
  try {
    return SAFE.includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

function spoiler(inside) {
  const hidden = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": words.spoiler }, el("span", {}, inside));
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    hidden.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) hidden.removeAttribute(name);
  };
  hidden.addEventListener("click", show, { once: true });
  hidden.addEventListener("keydown", show);
  return hidden;
}

/** Return a quote that shows three lines until its button is pressed, if it has more. */
function expandable(inside) {
  const text = el("div", { class: "folded" }, inside);
  const button = el("button", { type: "button", class: "unfold", "aria-expanded": "false", "aria-label": words.showAll });
  const quote = el("blockquote", { class: "expandable" }, text, button);
  button.addEventListener("click", () => {
    const isOpen = quote.classList.toggle("open");
    button.setAttribute("aria-expanded", String(isOpen));
    button.setAttribute("aria-label", isOpen ? words.showLess : words.showAll);
  });
  new ResizeObserver((_entries, observer) => {
    if (!quote.isConnected) observer.disconnect();
    else if (!quote.classList.contains("open")) button.hidden = text.scrollHeight <= text.clientHeight + 1;
  }).observe(text);
  return quote;
}
