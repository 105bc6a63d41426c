// Dialogs about who is there: a conversation's people, a new person, a new group.

import { post } from "./api.js";
import { el } from "./dom.js";
import { attempt, showDialog } from "./notices.js";
import { words } from "./words.js";
import { nameOf } from "./world.js";

const LANGUAGES = { "": words.unknownLanguage, en: "English", fr: "Français", de: "Deutsch", es: "Español", it: "Italiano" };

const ROLES = { creator: words.creator, administrator: words.administrator, member: words.member };

function languageChoice(chosen) {
  const codes = chosen in LANGUAGES ? LANGUAGES : { ...LANGUAGES, [chosen]: chosen };
  const select = el("select", {}, Object.entries(codes).map(([value, label]) => el("option", { value }, label)));
  select.value = chosen;
  return select;
}

function field(label, control) {
  return el("label", { class: "field" }, el("span", {}, label), control);
}

function ask(title, fields, button, action) {
  const submit = el("button", { class: "strong" }, button);
  const cancel = el("button", { type: "button" }, words.cancel);
  const form = el("form", {}, fields, el("div", { class: "dialog-row" }, cancel, submit));
  const dialog = showDialog([form], title);
  cancel.addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await attempt(action)) !== undefined) dialog.close();
  });
}

/** Ask for a new person. */
export function askForPerson() {
  const name = el("input", { required: true, maxlength: "64", autocomplete: "off" });
  const language = languageChoice("en");
  const create = () => {
    const username = name.value.normalize("NFD").replace(/[^A-Za-z0-9_]/g, "").toLowerCase();
    return post("users", { first_name: name.value.trim(), username, language_code: language.value });
  };
  ask(words.addPerson, [field(words.firstName, name), field(words.telegramLanguage, language)], words.create, create);
}

/** Ask for a new group. */
export function askForGroup(world) {
  const title = el("input", { required: true, maxlength: "128", autocomplete: "off" });
  const everybody = [...world.people.values(), ...[...world.bots.values()].filter((bot) => bot.has_called)];
  const boxes = everybody.map((account) => ({ account, box: el("input", { type: "checkbox", checked: true }) }));
  const lines = boxes.map(({ account, box }) => el("label", { class: "check" }, box, nameOf(account)));
  const create = () => {
    const chosen = boxes.filter(({ box }) => box.checked).map(({ account }) => account);
    const ids = (accounts) => accounts.map((account) => account.id);
    const [bots, members] = [chosen.filter((a) => world.bots.has(a.id)), chosen.filter((a) => !world.bots.has(a.id))];
    return post("groups", { title: title.value.trim(), members: ids(members), bots: ids(bots) });
  };
  const people = el("fieldset", {}, el("legend", {}, words.members), lines);
  ask(words.addGroup, [field(words.groupName, title), people], words.create, create);
}

/** Tell about the conversation that is open, and let its people change. */
export function openAbout(chat) {
  const { place } = chat;
  const close = el("button", { type: "button" }, words.close);
  const content = place.kind === "private" ? aboutPerson(chat, place) : aboutGroup(chat, place);
  const id = el("p", { class: "faint" }, `${words.identifier} ${place.id}`);
  const dialog = showDialog([id, content, el("div", { class: "dialog-row" }, close)], place.title);
  close.addEventListener("click", () => dialog.close());
}

function aboutPerson(_chat, { person, bot }) {
  const language = languageChoice(person.language_code ?? "");
  language.addEventListener("change", () => attempt(() => post("languages", { user: person.id, language_code: language.value })));
  const isBlocked = bot.blocked_by.includes(person.id);
  const block = el("button", { type: "button" }, isBlocked ? words.unblockBot : words.blockBot);
  block.addEventListener("click", async () => {
    await attempt(() => post("blocks", { user: person.id, bot: bot.id, undo: isBlocked }));
    block.closest("dialog").close();
  });
  return el("div", { class: "about" }, field(words.telegramLanguage, language), block);
}

function aboutGroup({ world }, place) {
  const known = [...world.people.values(), ...world.bots.values()];
  const inside = known.filter((account) => account.id in place.members);
  const outside = known.filter((account) => !(account.id in place.members));
  return el("ul", { class: "about" }, [...inside, ...outside].map((account) => memberLine(place, account)));
}

function memberLine(place, account) {
  const status = place.members[account.id];
  const change = (label, to) => {
    const button = el("button", { type: "button" }, label);
    button.addEventListener("click", async () => {
      await attempt(() => post("members", { user: account.id, chat: place.id, status: to }));
      button.closest("dialog").close();
    });
    return button;
  };
  const role = account.is_bot ? words.bot : ROLES[status];
  const buttons = [];
  if (!status) buttons.push(change(words.bringIn, "member"));
  if (status === "member") buttons.push(change(words.promote, "administrator"));
  if (status === "administrator") buttons.push(change(words.demote, "member"));
  if (status && status !== "creator") buttons.push(change(words.remove, "left"));
  return el("li", { class: "member" }, el("span", {}, nameOf(account), el("small", {}, ` ${role ?? ""}`)), buttons);
}
