// The input line: writing, commands, mentions, inline mode, answers, changes, files.

import { base64, get, post } from "./api.js";
import { el, icon, iconButton } from "./dom.js";
import { Inline } from "./inline.js";
import { replyKeyboard } from "./keyboard.js";
import { attempt, notify } from "./notices.js";
import { Suggestions } from "./suggestions.js";
import { sizeOf, words } from "./words.js";
import { authorOf, nameOf, summaryOf } from "./world.js";

const LARGEST_FILE = 20 * 1024 * 1024; // bytes

export class Composer {
  constructor(chat) {
    this.chat = chat;
    this.drafts = new Map(); // by place
    this.commands = null; // those that the open list is of
    this.commandsAsked = 0;
    this.input = el("textarea", { id: "input", rows: "1", placeholder: words.writeMessage, "aria-label": words.writeMessage, autocomplete: "off" });
    this.suggestions = new Suggestions(this.input);
    this.inline = new Inline(chat, this.suggestions, (query, result) => this.choose(query, result));
    this.strip = el("div", { class: "strip", hidden: true });
    this.keyboard = el("div", { class: "keyboard-room", hidden: true });
    this.writer = el("select", { class: "writer" });
    this.writerLine = el("label", { class: "writer-line" }, words.writeAs, this.writer);
    this.picker = el("input", { type: "file", hidden: true, tabindex: "-1", "aria-hidden": "true" });
    this.sendButton = iconButton("send", words.send, () => this.send(), { class: "icon-button send" });
    this.commandButton = iconButton("slash", words.commands, () => this.toggleCommands());
    this.node = this.build();
    this.listen();
    this.isAbout({});
  }

  build() {
    const attach = iconButton("clip", words.attach, () => this.picker.click());
    const line = el("div", { class: "input-line" }, this.commandButton, this.input, attach, this.picker);
    const row = el("div", { class: "input-row" }, el("div", { class: "input-card" }, this.strip, line), this.sendButton);
    return el("div", { class: "composer" }, this.suggestions.node, this.writerLine, row, this.keyboard);
  }

  listen() {
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => setTimeout(() => !this.node.contains(document.activeElement) && this.suggestions.hide(), 150));
    this.writer.addEventListener("change", () => this.chat.writeAs(this.writer.value));
    this.picker.addEventListener("change", () => this.attach(this.picker.files[0]));
    this.input.addEventListener("paste", (event) => {
      const file = event.clipboardData.files[0];
      if (file) this.attach(file);
    });
    for (const name of ["dragover", "drop"]) {
      this.chat.node.addEventListener(name, (event) => {
        event.preventDefault();
        if (name === "drop") this.attach(event.dataTransfer.files[0]);
      });
    }
  }

  /** Begin anew in a conversation; what was half written there is still there. */
  enter(place) {
    if (this.key) this.drafts.set(this.key, this.subject.edit ? "" : this.input.value);
    this.key = place.key;
    this.isAbout({});
    this.setText(this.drafts.get(place.key) ?? "");
    this.update();
  }

  /** Bring the choice of writers and the bot's own keyboard up to date. */
  update() {
    const options = this.chat.writers().map(({ value, label }) => el("option", { value }, label));
    this.writer.replaceChildren(...options);
    this.writer.value = this.chat.writerValue;
    this.writerLine.hidden = options.length < 2;
    const keyboard = replyKeyboard(this.chat.world.messagesIn(this.key), (text) => this.say(text));
    this.keyboard.replaceChildren(...(keyboard ? [keyboard] : []));
    this.keyboard.hidden = !keyboard;
  }

  focus() {
    this.input.focus();
  }

  setText(text) {
    this.input.value = text;
    this.typed();
  }

  typed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 160)}px`;
    this.suggest();
  }

  // what the next message is about: an answer, a change, a file

  isAbout(subject) {
    this.subject = subject;
    const { reply, quote, edit, file } = subject;
    const about = reply ?? edit;
    this.strip.hidden = !about && !file;
    this.sendButton.replaceChildren(icon(edit ? "check" : "send"));
    this.sendButton.setAttribute("aria-label", edit ? words.save : words.send);
    if (this.strip.hidden) return;
    const title = file ? file.name : edit ? words.editing : `${words.replyTo} ${authorOf(reply).name}`;
    const text = file ? sizeOf(file.size) : quote || summaryOf(about, words);
    const drop = iconButton("close", words.dropIt, () => this.dropSubject());
    this.strip.replaceChildren(el("div", { class: "strip-text" }, el("strong", {}, title), el("span", {}, text)), drop);
  }

  dropSubject() {
    if (this.subject.edit) this.setText("");
    this.isAbout({});
    this.focus();
  }

  replyTo(message, quote = "") {
    this.isAbout({ reply: message, quote, file: this.subject.file });
    this.focus();
  }

  edit(message) {
    this.isAbout({ edit: message });
    this.setText(message.text ?? message.caption ?? "");
    this.focus();
  }

  attach(file) {
    this.picker.value = "";
    if (!file) return;
    if (file.size > LARGEST_FILE) {
      notify(words.tooLarge);
      return;
    }
    this.isAbout({ file, reply: this.subject.reply, quote: this.subject.quote });
    this.focus();
  }

  // sending

  /** Send what is written; it comes back into the input line if that can't be done. */
  async send() {
    const written = this.input.value;
    const { subject } = this;
    if (!written.trim() && !subject.file) return;
    this.inline.cancel();
    this.isAbout({});
    this.setText("");
    this.suggestions.hide();
    this.focus();
    const isDone = await this.post(written.trim(), subject);
    if (isDone || this.input.value) return;
    this.isAbout(subject);
    this.setText(written);
  }

  /** Send words that are not from the input line: a command in a message, a key of a bot. */
  say(text) {
    return this.post(text, {});
  }

  async post(text, { edit, reply, quote, file }) {
    const order = { ...this.chat.address(), text };
    if (edit) return attempt(() => post("edits", { ...order, message_id: edit.message_id }));
    order.anonymous = this.chat.isAnonymous;
    if (reply) order.reply_to = reply.message_id;
    if (quote) order.quote = quote;
    this.chat.messages.toEnd(false);
    return attempt(async () => {
      if (file) Object.assign(order, { file_name: file.name, mime: file.type, file_base64: await base64(file) });
      return post("messages", order);
    });
  }

  async choose(queryId, resultId) {
    const sent = await attempt(() => post("choices", { ...this.chat.address(), query_id: queryId, result_id: resultId }));
    if (sent) this.setText("");
    this.focus();
  }

  // suggestions

  suggest() {
    const text = this.input.value;
    const inline = this.inline.parse(text);
    const isCommand = /^\/[A-Za-z0-9_]*$/.test(text);
    this.inline.cancel();
    if (!isCommand && this.commands) this.forgetCommands();
    else if (!isCommand) this.commandsAsked += 1;
    if (this.subject.edit) {
      this.suggestions.hide();
    } else if (isCommand) {
      this.suggestCommands(text.slice(1).toLowerCase());
    } else if (inline) {
      this.suggestions.mark(-1); // Enter sends what is written, not a result of before
      this.inline.ask(inline);
    } else {
      this.suggestNames(text);
    }
  }

  /** Show the commands that begin so; they are read anew whenever the list opens. */
  async suggestCommands(begin, whenNone = "") {
    const isNew = !this.suggestions.isOpen || !this.commands;
    if (!isNew) {
      this.showCommands(begin, whenNone);
      return;
    }
    this.forgetCommands();
    const number = this.commandsAsked;
    const lists = await Promise.all(this.chat.bots().map((bot) => this.commandsOf(bot)));
    if (number !== this.commandsAsked) return; // something else is written by now
    this.commands = lists.flat();
    this.showCommands(this.input.value.slice(1).toLowerCase(), whenNone);
  }

  forgetCommands() {
    this.commands = null;
    this.commandsAsked += 1;
    this.suggestions.hide();
  }

  showCommands(begin, whenNone) {
    const items = this.commands.filter((item) => item.label.slice(1).startsWith(begin));
    this.suggestions.show(words.commands, items, { note: items.length ? "" : whenNone });
  }

  async commandsOf(bot) {
    const commands = await get("commands", { ...this.chat.address(), bot: bot.id }).catch(() => []);
    const suffix = this.chat.place.kind === "private" ? "" : `@${bot.username}`;
    return commands.map(({ command, description }) => ({
      label: `/${command}`,
      detail: description,
      pick: () => {
        this.setText(`/${command}${suffix}`);
        this.suggestions.hide();
        this.send();
      },
      complete: () => {
        this.setText(`/${command}${suffix} `);
        this.focus();
      },
    }));
  }

  toggleCommands() {
    if (this.suggestions.isOpen) {
      this.suggestions.hide();
    } else {
      this.suggestCommands("", words.noCommands);
    }
    this.focus();
  }

  suggestNames(text) {
    const match = /(?:^|\s)@([A-Za-z0-9_]*)$/.exec(text.slice(0, this.input.selectionStart));
    if (!match) {
      this.suggestions.hide();
      return;
    }
    const known = [...this.chat.bots(), ...this.chat.world.writersIn(this.chat.place)];
    const begin = match[1].toLowerCase();
    const isWhole = (name) => name === begin;
    const names = (account) => account.username?.toLowerCase() ?? "";
    const fits = known.some((account) => isWhole(names(account)))
      ? []
      : known.filter((account) => names(account).startsWith(begin) && names(account));
    this.suggestions.show(words.suggestions, fits.map((account) => this.nameItem(account, match[1].length)));
  }

  nameItem(account, typed) {
    const insert = () => {
      const { value, selectionStart } = this.input;
      const start = value.slice(0, selectionStart - typed) + account.username;
      this.setText(`${start} ${value.slice(selectionStart)}`);
      this.input.setSelectionRange(start.length + 1, start.length + 1);
      this.focus();
    };
    return { label: `@${account.username}`, detail: nameOf(account), pick: insert, complete: insert };
  }

  // keys

  onKey(event) {
    if (event.isComposing || this.suggestions.takesKey(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && !this.strip.hidden) {
      this.dropSubject();
      event.stopPropagation();
    } else if (event.key === "ArrowUp" && !this.input.value) {
      const own = this.chat.lastOwn();
      if (own) this.edit(own);
      event.preventDefault();
    }
  }
}
