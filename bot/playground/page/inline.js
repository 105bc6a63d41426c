// Inline mode: "@bot words" in the input line asks that bot for results to send.

import { post } from "./api.js";
import { avatar, el } from "./dom.js";
import { words } from "./words.js";

const PAUSE = 250; // milliseconds of not typing
const PATIENCE = 10; // seconds for the bot to answer

export class Inline {
  constructor(chat, suggestions, onChosen) {
    this.chat = chat;
    this.suggestions = suggestions;
    this.onChosen = onChosen;
    this.asked = 0;
  }

  /** Return the bot and the words if a text asks a bot inline, else null. */
  parse(text) {
    const match = /^@([A-Za-z0-9_]{3,32})\s([^]*)$/.exec(text);
    const bot = match && this.chat.world.botNamed(match[1]);
    return bot?.inline ? { bot, query: match[2].trim().slice(0, 256) } : null;
  }

  /** Ask once typing pauses. */
  ask({ bot, query }) {
    this.cancel();
    const number = this.asked;
    this.timer = setTimeout(() => this.fetch(bot, query, number), PAUSE);
  }

  cancel() {
    clearTimeout(this.timer);
    this.asked += 1; // answers that are under way come too late
    this.isWaiting(false);
  }

  isWaiting(isWaiting) {
    this.chat.composer?.node.classList.toggle("asking", isWaiting);
  }

  async fetch(bot, query, number) {
    this.isWaiting(true);
    const shown = [];
    const page = async (offset) => {
      const answer = await post("inline", { ...this.chat.address(), bot: bot.id, text: query, offset, wait: PATIENCE }).catch(() => null);
      if (number !== this.asked) return;
      this.isWaiting(false);
      if (answer?.answered) this.show(bot, shown, answer, page);
      else if (!offset) this.suggestions.hide();
    };
    await page("");
  }

  show(bot, shown, answer, page) {
    const at = this.suggestions.at;
    shown.push(...answer.results.map((result) => this.item(answer.query_id, result)));
    let isAsked = false;
    const more = () => {
      if (isAsked || !answer.next_offset) return;
      isAsked = true;
      page(answer.next_offset);
    };
    const note = shown.length || answer.button ? "" : words.noResults;
    this.suggestions.show(words.inlineResults, shown, { first: at, top: this.topButton(bot, answer.button), onEnd: more, note });
    const { list } = this.suggestions;
    if (list.scrollHeight <= list.clientHeight) more();
  }

  item(queryId, result) {
    const title = result.title ?? result.caption ?? result.type;
    return {
      lead: avatar(title.length, title),
      label: title,
      detail: result.description ?? result.input_message_content?.message_text ?? "",
      pick: () => this.onChosen(queryId, result.id),
    };
  }

  topButton(bot, button) {
    if (!button) return null;
    const open = () => this.chat.openBot(bot, button.start_parameter ?? "");
    return el("button", { type: "button", class: "inline-top", on: { click: open } }, button.text);
  }
}
