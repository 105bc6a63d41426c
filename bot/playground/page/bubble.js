// One message as it is shown.

import { fileAddress } from "./api.js";
import { avatar, el, hue, icon } from "./dom.js";
import { renderText } from "./entities.js";
import { inlineKeyboard } from "./keyboard.js";
import { dayOf, sizeOf, timeOf, words } from "./words.js";
import { authorOf, nameOf, summaryOf } from "./world.js";

const TALLEST = 380; // pixels of a picture

/** Return the element of a message in the eyes of `chat.writer`. */
export function bubble(message, chat) {
  const said = serviceText(message);
  if (said) return el("li", { class: "service", id: `m${message.message_id}` }, el("span", {}, said));
  const author = authorOf(message);
  const isOwn = isFrom(message, chat.writer);
  const column = el("div", { class: "column" }, card(message, chat, author, isOwn), inlineKeyboard(message, chat));
  const picture = isOwn || chat.place.kind === "private" ? null : avatar(author.id, author.name);
  return el(
    "li",
    { class: `message ${isOwn ? "own" : "theirs"}`, id: `m${message.message_id}`, tabindex: "-1", "data-author": author.id },
    picture,
    column,
  );
}

/** Tell whether a person wrote a message, openly or in the group's name. */
export function isFrom(message, person) {
  return message.from?.id === person?.id;
}

function card(message, chat, author, isOwn) {
  const isGroup = chat.place.kind !== "private";
  const hasText = Boolean(message.text ?? message.caption);
  const lone = message.photo && !hasText ? " picture-only" : "";
  return el(
    "div",
    { class: `bubble${lone}` },
    isGroup && !isOwn ? senderLine(author) : null,
    message.via_bot ? el("div", { class: "via" }, `${words.via} @${message.via_bot.username}`) : null,
    message.forward_origin ? el("div", { class: "forwarded" }, `${words.forwardedFrom} ${originOf(message.forward_origin)}`) : null,
    message.reply_to_message ? replyLine(message, chat) : null,
    picture(message),
    document(message),
    textOf(message, chat, hasText),
    reactions(message, chat),
  );
}

function senderLine(author) {
  return el("div", { class: `sender ink-${hue(author.id)}` }, author.name);
}

function originOf(origin) {
  return origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? nameOf(origin.sender_user ?? {});
}

function replyLine(message, chat) {
  const answered = message.reply_to_message;
  const author = authorOf(answered);
  return el(
    "button",
    { type: "button", class: `answered ink-${hue(author.id)}`, on: { click: () => chat.goTo(answered.message_id) } },
    el("strong", {}, author.name),
    el("span", {}, message.quote?.text ?? summaryOf(answered, words)),
  );
}

function picture(message) {
  const size = message.photo?.at(-1);
  if (!size) return null;
  // Its room is there before the picture is, so that the end of the conversation stays in sight.
  const scale = Math.min(1, TALLEST / size.height);
  const room = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
  const image = { src: fileAddress(size.file_id), ...room, alt: message.caption ?? words.photo };
  return el("a", { class: "photo", href: image.src, target: "_blank", rel: "noopener" }, el("img", image));
}

function document(message) {
  const file = message.document;
  if (!file) return null;
  const name = file.file_name ?? words.document;
  return el(
    "a",
    { class: "document", href: fileAddress(file.file_id), download: name },
    el("span", { class: "document-icon" }, icon("file")),
    el("span", { class: "document-name" }, name),
    el("span", { class: "document-size" }, sizeOf(file.file_size)),
  );
}

function textOf(message, chat, hasText) {
  const time = `${message.edit_date && !message.via_bot ? `${words.edited} ` : ""}${timeOf(message.date)}`;
  const exact = new Date(message.date * 1000).toISOString();
  const meta = el("time", { class: "meta", datetime: exact, title: `${dayOf(message.date)} ${time}` }, time);
  const room = el("span", { class: "meta-room", "aria-hidden": "true" }, time);
  const nodes = hasText ? renderText(message.text ?? message.caption, message.entities ?? message.caption_entities, chat.open) : [];
  return el("div", { class: "text", dir: "auto" }, nodes, room, meta);
}

function reactions(message, chat) {
  const counts = new Map();
  for (const [person, given] of Object.entries(message.reactions)) {
    for (const { emoji } of given) counts.set(emoji, [...(counts.get(emoji) ?? []), Number(person)]);
  }
  if (!counts.size) return null;
  const chips = [...counts].map(([emoji, givers]) => {
    const isMine = givers.includes(chat.writer?.id);
    return el(
      "button",
      { type: "button", class: "reaction", "aria-pressed": String(isMine), "aria-label": `${words.react} ${emoji} (${givers.length})`, on: { click: () => chat.react(message, isMine ? [] : [emoji]) } },
      `${emoji} ${givers.length}`,
    );
  });
  return el("div", { class: "reactions" }, chips);
}

/** Return the words for a message that tells of something that happened, "" for any other. */
export function serviceText(message) {
  const who = authorOf(message).name;
  if (message.new_chat_members) return words.joined(who, message.new_chat_members.map(nameOf).join(", "));
  if (message.left_chat_member) return words.left(who, nameOf(message.left_chat_member));
  if (message.forum_topic_created) return words.topic(message.forum_topic_created.name);
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return words.migrated;
  const isSaid = message.text !== undefined || message.photo || message.document;
  return isSaid ? "" : words.service;
}
