// The page's own words, in English and French. What bots say is theirs.

import { recall, remember } from "./dom.js";

const ENGLISH = {
  title: "Playground",
  chats: "Conversations",
  openChats: "Open the conversations",
  closeChats: "Close the conversations",
  messages: "Messages",
  noMessages: "No messages here yet",
  start: "START",
  theme_auto: "Colours: as the system",
  theme_light: "Colours: light",
  theme_dark: "Colours: dark",
  language: "Passer en français",
  languageName: "FR",
  addPerson: "New person",
  addGroup: "New group",
  firstName: "First name",
  groupName: "Name of the group",
  members: "Members",
  telegramLanguage: "Language of their Telegram",
  unknownLanguage: "not told",
  create: "Create",
  cancel: "Cancel",
  close: "Close",
  about: "About this conversation",
  identifier: "id",
  bot: "bot",
  creator: "owner",
  administrator: "admin",
  member: "member",
  promote: "Make admin",
  demote: "No longer admin",
  remove: "Remove",
  bringIn: "Bring in",
  blockBot: "Block the bot",
  unblockBot: "Unblock the bot",
  writeMessage: "Message",
  writeAs: "Write as",
  anonymous: "anonymously",
  send: "Send",
  save: "Save the change",
  commands: "The bot’s commands",
  attach: "Attach a file",
  replyTo: "Reply to",
  editing: "Edit message",
  dropIt: "Cancel",
  tooLarge: "A file may have 20 MB here.",
  reply: "Reply",
  replyQuote: "Quote and reply",
  edit: "Edit",
  copy: "Copy text",
  copied: "Copied",
  react: "React with",
  actions: "What to do with this message",
  edited: "edited",
  via: "via",
  forwardedFrom: "Forwarded from",
  you: "You",
  photo: "Photo",
  document: "File",
  showAll: "Show all of it",
  showLess: "Show less",
  spoiler: "Hidden; press to show",
  typing: "typing",
  sendingFile: "sending a file",
  connecting: "connecting",
  newBelow: "Go to the newest message",
  today: "Today",
  yesterday: "Yesterday",
  inlineResults: "Results to send",
  noResults: "No results",
  suggestions: "Suggestions",
  notHere: "This kind of button does nothing in the playground.",
  noCommands: "The bot has set no commands for here.",
  privateWith: "in private with",
  unread: (n) => `${n} unread`,
  joined: (who, whom) => (who === whom ? `${who} joined the group` : `${who} brought in ${whom}`),
  left: (who, whom) => (who === whom ? `${who} left the group` : `${who} removed ${whom}`),
  topic: (name) => `New topic: ${name}`,
  migrated: "The group became a supergroup",
  service: "Service message",
  noBot: "No bot has called yet. Give your bot this server’s address and start it.",
  ok: "OK",
};

const FRENCH = {
  title: "Playground",
  chats: "Conversations",
  openChats: "Ouvrir les conversations",
  closeChats: "Fermer les conversations",
  messages: "Messages",
  noMessages: "Pas encore de message ici",
  start: "DÉMARRER",
  theme_auto: "Couleurs : comme le système",
  theme_light: "Couleurs : claires",
  theme_dark: "Couleurs : sombres",
  language: "Switch to English",
  languageName: "EN",
  addPerson: "Nouvelle personne",
  addGroup: "Nouveau groupe",
  firstName: "Prénom",
  groupName: "Nom du groupe",
  members: "Membres",
  telegramLanguage: "Langue de son Telegram",
  unknownLanguage: "non précisée",
  create: "Créer",
  cancel: "Annuler",
  close: "Fermer",
  about: "À propos de cette conversation",
  identifier: "id",
  bot: "bot",
  creator: "propriétaire",
  administrator: "admin",
  member: "membre",
  promote: "Nommer admin",
  demote: "Retirer des admins",
  remove: "Exclure",
  bringIn: "Faire entrer",
  blockBot: "Bloquer le bot",
  unblockBot: "Débloquer le bot",
  writeMessage: "Message",
  writeAs: "Écrire en tant que",
  anonymous: "anonymement",
  send: "Envoyer",
  save: "Enregistrer la modification",
  commands: "Les commandes du bot",
  attach: "Joindre un fichier",
  replyTo: "Répondre à",
  editing: "Modifier le message",
  dropIt: "Annuler",
  tooLarge: "Un fichier peut faire 20 Mo ici.",
  reply: "Répondre",
  replyQuote: "Citer et répondre",
  edit: "Modifier",
  copy: "Copier le texte",
  copied: "Copié",
  react: "Réagir par",
  actions: "Que faire de ce message",
  edited: "modifié",
  via: "via",
  forwardedFrom: "Transféré de",
  you: "Vous",
  photo: "Photo",
  document: "Fichier",
  showAll: "Tout afficher",
  showLess: "Réduire",
  spoiler: "Masqué ; appuyer pour voir",
  typing: "écrit",
  sendingFile: "envoie un fichier",
  connecting: "connexion",
  newBelow: "Aller au message le plus récent",
  today: "Aujourd’hui",
  yesterday: "Hier",
  inlineResults: "Résultats à envoyer",
  noResults: "Aucun résultat",
  suggestions: "Suggestions",
  notHere: "Ce genre de bouton ne fait rien dans le playground.",
  noCommands: "Le bot n’a pas de commandes pour cet endroit.",
  privateWith: "en privé avec",
  unread: (n) => `${n} non ${n < 2 ? "lu" : "lus"}`,
  joined: (who, whom) => (who === whom ? `${who} a rejoint le groupe` : `${who} a fait entrer ${whom}`),
  left: (who, whom) => (who === whom ? `${who} a quitté le groupe` : `${who} a exclu ${whom}`),
  topic: (name) => `Nouveau sujet : ${name}`,
  migrated: "Le groupe est devenu un supergroupe",
  service: "Message de service",
  noBot: "Aucun bot n’a encore appelé. Donnez-lui l’adresse de ce serveur et démarrez-le.",
  ok: "OK",
};

const CATALOGUES = { en: ENGLISH, fr: FRENCH };
const browsers = navigator.languages ?? [navigator.language];
const wanted = recall("language") ?? browsers.map((code) => code.slice(0, 2)).find((code) => code in CATALOGUES);

/** The page's language: the browser's, unless another was chosen. */
export const language = wanted in CATALOGUES ? wanted : "en";

/** The words in that language. */
export const words = CATALOGUES[language];

/** Change to the other language. */
export function switchLanguage() {
  remember("language", language === "en" ? "fr" : "en");
  location.reload();
}

/** Return the time of day of Unix seconds. */
export function timeOf(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
}

/** Return "Today" and its like for Unix seconds. */
export function dayOf(seconds) {
  const day = new Date(seconds * 1000);
  const daysAgo = Math.round((new Date().setHours(0, 0, 0, 0) - day.setHours(0, 0, 0, 0)) / 86_400_000);
  if (daysAgo === 0) return words.today;
  if (daysAgo === 1) return words.yesterday;
  return day.toLocaleDateString(language, { day: "numeric", month: "long", year: "numeric" });
}

/** Return a number of bytes as people write it. */
export function sizeOf(bytes) {
  const units = language === "fr" ? ["o", "Ko", "Mo"] : ["B", "KB", "MB"];
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < 2) [size, unit] = [size / 1024, unit + 1];
  return `${size.toLocaleString(language, { maximumFractionDigits: unit ? 1 : 0 })} ${units[unit]}`;
}
