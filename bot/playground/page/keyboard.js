// Buttons under a message, and keyboards that a bot puts below the input line.

import { post } from "./api.js";
import { el, icon } from "./dom.js";
import { isSafe } from "./entities.js";
import { alertWith, attempt, notify } from "./notices.js";
import { words } from "./words.js";

const PATIENCE = 20; // seconds for the bot to answer a press

/** Return the rows of buttons under a message, or null. */
export function inlineKeyboard(message, chat) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const buttons = rows.map((row, r) => {
    const cells = row.map((button, c) => inlineButton(message, button, { row: r, column: c }, chat));
    return el("div", { class: "button-row" }, cells);
  });
  return el("div", { class: "keyboard" }, buttons);
}

function inlineButton(message, button, position, chat) {
  if (button.url && isSafe(button.url)) return linkButton(button, chat);
  const node = el("button", { type: "button", class: "inline-button" }, el("span", {}, button.text));
  node.addEventListener("click", () => pressed(message, button, position, chat, node));
  return node;
}

function linkButton(button, chat) {
  const link = el("a", { class: "inline-button", href: button.url, target: "_blank", rel: "noopener noreferrer", title: button.url });
  link.append(el("span", {}, button.text), icon("out"));
  link.addEventListener("click", (event) => {
    if (chat.open.link(button.url)) event.preventDefault();
  });
  return link;
}

async function pressed(message, button, position, chat, node) {
  if ("callback_data" in button) {
    node.classList.add("waiting");
    await attempt(() => callBack(message, position, chat));
    node.classList.remove("waiting");
  } else if (button.copy_text) {
    await attempt(() => navigator.clipboard.writeText(button.copy_text.text));
    notify(words.copied);
  } else if ("switch_inline_query_current_chat" in button || "switch_inline_query" in button) {
    const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
    chat.typeInline(message, query);
  } else {
    notify(words.notHere);
  }
}

async function callBack(message, position, chat) {
  const answer = await post("presses", { ...chat.address(), message_id: message.message_id, ...position, wait: PATIENCE });
  if (answer.text) (answer.show_alert ? alertWith : notify)(answer.text);
  if (answer.url && isSafe(answer.url) && !chat.open.link(answer.url)) {
    window.open(answer.url, "_blank", "noopener");
  }
}

/** Return the keyboard that the last message which has one puts below the input line, or null. */
export function replyKeyboard(messages, say) {
  const last = messages.findLast((message) => message.markup?.keyboard || message.markup?.remove_keyboard);
  const rows = last?.markup.keyboard;
  if (!rows) return null;
  const isUsed = messages.some((message) => !message.is_from_bot && message.message_id > last.message_id);
  if (last.markup.one_time_keyboard && isUsed) return null;
  const buttons = rows.map((row) =>
    el("div", { class: "button-row" }, row.map((button) => {
      const text = button.text ?? button;
      return el("button", { type: "button", class: "reply-button", on: { click: () => say(text) } }, text);
    })),
  );
  return el("div", { class: "reply-keyboard" }, buttons);
}
