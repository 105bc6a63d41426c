// The conversation that is open: who writes, what is there, what can be done in it.

import { post } from "./api.js";
import { isFrom } from "./bubble.js";
import { Composer } from "./composer.js";
import { avatar, el, iconButton, speak } from "./dom.js";
import { openAbout } from "./casting.js";
import { parseBotLink } from "./links.js";
import { openMenu } from "./menu.js";
import { Messages } from "./messages.js";
import { attempt, notify } from "./notices.js";
import { language, words } from "./words.js";
import { authorOf, nameOf, summaryOf } from "./world.js";

const UPLOADS = /^upload_|^record_/;

export class Chat {
  constructor(world, openPlace, openList) {
    this.world = world;
    this.openPlace = openPlace;
    this.place = null;
    this.writer = null;
    this.isAnonymous = false;
    this.writers_ = new Map(); // who wrote last, by place
    this.open = {
      link: (address) => this.openLink(address),
      command: (text) => this.composer.say(text),
      mention: (name) => this.openMention(name),
    };
    this.title = el("h1", { class: "title" });
    this.status = el("div", { class: "status" });
    this.face = el("span", { class: "face" });
    this.node = el("main", { class: "chat", inert: true }); // until there is a conversation
    this.messages = new Messages(this);
    this.composer = new Composer(this);
    const drawer = iconButton("menu", words.openChats, openList, { class: "icon-button opens-list" });
    const about = iconButton("more", words.about, () => openAbout(this));
    const names = el("div", { class: "names" }, this.title, this.status);
    const header = el("header", { class: "chat-header" }, drawer, this.face, names, about);
    this.node.append(header, this.messages.node, this.composer.node);
  }

  /** Show a conversation. */
  enter(place) {
    const isOther = this.place?.key !== place.key;
    this.node.inert = false;
    const before = this.writerValue;
    this.place = place;
    this.writeAs(this.writers_.get(place.key) ?? "", false);
    this.face.replaceChildren(avatar(place.id, place.title));
    this.title.textContent = place.title;
    document.title = `${place.title} · ${words.title}`;
    if (isOther) this.composer.enter(place);
    if (isOther || this.writerValue !== before) this.messages.clear();
    this.refresh();
  }

  /** Bring everything up to date. */
  refresh() {
    this.messages.update();
    this.composer.update();
    this.showStatus();
  }

  showStatus() {
    const typing = this.world.typing.get(this.place.key);
    this.status.classList.toggle("live", Boolean(typing));
    if (!this.world.isOnline) this.status.textContent = `${words.connecting}…`;
    else if (typing) this.status.replaceChildren(...typingText(typing, this.place.kind !== "private"));
    else this.status.textContent = placeText(this.world, this.place);
  }

  /** Say aloud what came in from somebody else. */
  hear(message) {
    if (isFrom(message, this.writer)) return;
    speak(`${authorOf(message).name}: ${summaryOf(message, words)}`);
  }

  // who writes

  writers() {
    const people = this.world.writersIn(this.place);
    const options = people.map((person) => ({ value: String(person.id), label: nameOf(person) }));
    const isAdmin = (person) => ["creator", "administrator"].includes(this.place.members?.[person.id]);
    const anonymous = people.filter(isAdmin).map((person) => ({ value: `${person.id} anonymous`, label: `${nameOf(person)}, ${words.anonymous}` }));
    return this.place.kind === "private" ? options : [...options, ...anonymous];
  }

  writeAs(value, isShown = true) {
    const values = this.writers().map((option) => option.value);
    this.writerValue = values.includes(value) ? value : (values[0] ?? "");
    const [id, mode] = this.writerValue.split(" ");
    this.writer = this.world.people.get(Number(id)) ?? null;
    this.isAnonymous = mode === "anonymous";
    this.writers_.set(this.place.key, this.writerValue);
    if (!isShown) return;
    this.messages.clear();
    this.refresh();
  }

  /** Return what a request to the server needs: who, where. */
  address() {
    const address = { user: this.writer?.id, chat: this.place.id };
    return this.place.bot ? { ...address, bot: this.place.bot.id } : address;
  }

  bots() {
    return this.world.botsIn(this.place);
  }

  lastOwn() {
    return this.world.messagesIn(this.place.key).findLast((message) => isFrom(message, this.writer) && !message.via_bot && !message.forward_origin);
  }

  // what one does with messages

  /** Open the menu of a message; `quote` is the part of it that is selected. */
  act(message, at, quote) {
    if (!message) return;
    const text = message.text ?? message.caption;
    const entries = [{ icon: "reply", label: quote ? words.replyQuote : words.reply, run: () => this.composer.replyTo(message, quote) }];
    if (isFrom(message, this.writer) && text && !message.via_bot) {
      entries.push({ icon: "pen", label: words.edit, run: () => this.composer.edit(message) });
    }
    if (text) entries.push({ icon: "copy", label: words.copy, run: () => copy(text) });
    openMenu(at, entries, (emoji) => this.react(message, [emoji]));
  }

  react(message, emojis) {
    return attempt(() => post("reactions", { ...this.address(), message_id: message.message_id, emojis }));
  }

  goTo(messageId) {
    this.messages.goTo(messageId);
  }

  typeInline(message, query) {
    const bot = message.via_bot ?? message.from;
    this.composer.setText(`@${bot.username} ${query}`);
    this.composer.focus();
  }

  // links that stay inside the page

  openLink(address) {
    const link = parseBotLink(address);
    const bot = link && this.world.botNamed(link.name);
    if (!bot) return false;
    this.openBot(bot, link.start);
    return true;
  }

  openMention(name) {
    const bot = this.world.botNamed(name);
    if (bot) this.openBot(bot, null);
  }

  /** Open the writer's private chat with a bot; `start` is a start parameter, null for none. */
  async openBot(bot, start) {
    if (!this.writer) return;
    const user = this.writer.id;
    this.composer.suggestions.hide();
    if (start !== null) await attempt(() => post("start", { user, bot: bot.id, payload: start }));
    this.openPlace(`${user}:${bot.id}`);
  }

  /** Return what an empty conversation shows: the bot's description and START, or a line. */
  welcome() {
    const { bot, person } = this.place;
    if (!bot) return [el("p", { class: "welcome-card" }, words.noMessages)];
    const code = (person.language_code ?? "").slice(0, 2);
    const description = bot.descriptions[code] ?? bot.descriptions[""] ?? words.noMessages;
    const name = bot.names[code] ?? bot.names[""] ?? bot.first_name;
    const start = el("button", { type: "button", class: "start", on: { click: () => this.openBot(bot, "") } }, words.start);
    const lines = bot.has_called ? [el("strong", {}, name), el("p", {}, description), start] : [el("p", {}, words.noBot)];
    return [el("div", { class: "welcome-card" }, lines)];
  }
}

async function copy(text) {
  await attempt(() => navigator.clipboard.writeText(text));
  notify(words.copied);
}

/** Return what a bot is doing, with dots that move. */
export function typingText(typing, isNamed) {
  const what = UPLOADS.test(typing.kind) ? words.sendingFile : words.typing;
  const dots = el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));
  return [isNamed ? `${typing.name} ${what} ` : `${what} `, dots];
}

/** Return the line under a conversation's name. */
export function placeText(world, place) {
  if (place.kind === "private") return `${words.privateWith} @${place.bot.username}`;
  const names = Object.keys(place.members).map((id) => world.people.get(Number(id)) ?? world.bots.get(Number(id)));
  const list = new Intl.ListFormat(language, { type: "unit", style: "short" });
  return list.format(names.filter(Boolean).map((account) => account.first_name));
}

