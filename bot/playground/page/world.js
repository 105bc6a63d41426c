// What the server holds, kept up to date: people, bots, places (conversations) and their messages.
// Tells of "cast" (who and what there is), "message" (new or changed), "typing", "line" (connection)
// and "reset" (all that was known is of another server).

import { get } from "./api.js";

const LONG_POLL = 25; // seconds
const TYPING = 5; // seconds that an action is shown
const SERVICE_PERSON = 777000; // Telegram itself

export class World extends EventTarget {
  constructor() {
    super();
    this.people = new Map();
    this.bots = new Map();
    this.places = new Map();
    this.messages = new Map(); // by place, then by id
    this.typing = new Map();
    this.unread = new Map();
    this.isOnline = true;
    this.forget();
  }

  forget() {
    this.key = "";
    this.cast = -1;
    this.sequence = 0;
    this.messages.clear();
    this.typing.clear();
    this.unread.clear();
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  /** Read who and what there is, and all that was said. */
  async load() {
    await this.readCast();
    await this.readChanges(0, false);
  }

  /** Follow what happens for as long as the page is open. */
  async follow() {
    let wait = 500; // milliseconds until the next try
    for (;;) {
      try {
        await this.readChanges(LONG_POLL, true);
        this.setOnline(true);
        wait = 500;
      } catch {
        this.setOnline(false);
        await new Promise((resolve) => setTimeout(resolve, wait));
        wait = Math.min(wait * 2, 4000);
      }
    }
  }

  setOnline(isOnline) {
    if (this.isOnline !== isOnline) {
      this.isOnline = isOnline;
      this.tell("line");
    }
  }

  async readCast() {
    const state = await get("state");
    this.key = state.world;
    this.cast = state.cast;
    const people = state.users.filter((user) => !user.is_bot && user.id !== SERVICE_PERSON);
    this.people = new Map(people.map((user) => [user.id, user]));
    this.bots = new Map(state.bots.map((bot) => [bot.id, bot]));
    this.places = new Map([...this.privatePlaces(state), ...this.groupPlaces(state)].map((p) => [p.key, p]));
    this.tell("cast");
  }

  privatePlaces(state) {
    const running = state.bots.filter((bot) => bot.has_called);
    const bots = running.length ? running : state.bots.slice(0, 1);
    const places = [];
    for (const bot of bots) {
      for (const person of this.people.values()) {
        const key = `${person.id}:${bot.id}`;
        places.push({ key, kind: "private", id: person.id, title: nameOf(person), person, bot, hasOthers: bots.length > 1 });
      }
    }
    return places;
  }

  groupPlaces(state) {
    const open = state.chats.filter((chat) => !chat.migrated_to);
    return open.map((chat) => ({ ...chat, key: String(chat.id), kind: chat.type }));
  }

  async readChanges(wait, isLive) {
    const news = await get("changes", { after: this.sequence, wait });
    if (news.world !== this.key) {
      this.forget(); // the server was started again
      this.tell("reset");
      await this.load();
      return;
    }
    if (news.cast > this.cast) await this.readCast();
    this.sequence = news.sequence;
    for (const message of news.messages) this.take(message, isLive);
    for (const action of news.actions) this.act(action);
  }

  take(message, isLive) {
    const kept = this.messages.get(message.place) ?? new Map();
    this.messages.set(message.place, kept);
    const isNew = !kept.has(message.message_id) && !message.is_deleted;
    kept.set(message.message_id, message);
    if (isNew && message.is_from_bot) this.typing.delete(message.place);
    if (isNew && isLive) this.unread.set(message.place, (this.unread.get(message.place) ?? 0) + 1);
    this.tell("message", { message, isNew, isLive });
  }

  act(action) {
    const left = TYPING - action.age;
    if (left <= 0 || action.action === "cancel") return;
    const name = this.bots.get(action.from)?.first_name ?? "";
    const shown = { kind: action.action, name };
    this.typing.set(action.place, shown);
    this.tell("typing", { place: action.place });
    setTimeout(() => {
      if (this.typing.get(action.place) !== shown) return;
      this.typing.delete(action.place);
      this.tell("typing", { place: action.place });
    }, left * 1000);
  }

  /** Return the messages of a place that are still there, in order. */
  messagesIn(key) {
    const all = [...(this.messages.get(key)?.values() ?? [])];
    return all.filter((message) => !message.is_deleted).sort((a, b) => a.message_id - b.message_id);
  }

  /** Return the last message of a place, if any. */
  lastIn(key) {
    return this.messagesIn(key).at(-1);
  }

  markRead(key) {
    if (this.unread.delete(key)) this.tell("typing", { place: key });
  }

  /** Return the people of a place who can write there. */
  writersIn(place) {
    if (place.kind === "private") return [place.person];
    return Object.keys(place.members).map((id) => this.people.get(Number(id))).filter(Boolean);
  }

  /** Return the bots of a place. */
  botsIn(place) {
    if (place.kind === "private") return [place.bot];
    return Object.keys(place.members).map((id) => this.bots.get(Number(id))).filter(Boolean);
  }

  botNamed(username) {
    const name = username.replace(/^@/, "").toLowerCase();
    return [...this.bots.values()].find((bot) => bot.username?.toLowerCase() === name);
  }
}

/** Return what somebody is called. */
export function nameOf(account) {
  return [account.first_name, account.last_name].filter(Boolean).join(" ");
}

/** Return who a message is from, as id and name. */
export function authorOf(message) {
  if (message.sender_chat) return { id: message.sender_chat.id, name: message.sender_chat.title };
  return message.from ? { id: message.from.id, name: nameOf(message.from) } : { id: 0, name: message.chat.title ?? "" };
}

/** Return the first words of a message for where there is little room. */
export function summaryOf(message, words) {
  if (message.photo) return message.caption ? `🖼 ${message.caption}` : words.photo;
  if (message.document) return `📎 ${message.document.file_name ?? words.document}`;
  return message.text ?? "";
}
