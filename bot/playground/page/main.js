// The page: a list of conversations, and the one that is open. See bot/playground/control.py.

import "./theme.js";
import { Chat } from "./chat.js";
import { Places } from "./places.js";
import { language } from "./words.js";
import { World } from "./world.js";

document.documentElement.lang = language;

const world = new World();
const places = new Places(world, openPlace);
const chat = new Chat(world, openPlace, () => places.open());
document.getElementById("app").append(places.node, places.shade, chat.node);

/** Open a conversation; the address remembers it, and the browser's Back leads to the one before. */
function openPlace(key) {
  if (location.hash === `#${key}`) show();
  else location.hash = key;
}

function show() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  const place = world.places.get(wanted) ?? world.places.values().next().value;
  if (!place) return;
  const isOther = chat.place?.key !== place.key;
  chat.enter(place);
  world.markRead(place.key);
  places.update(place.key);
  if (isOther && !matchMedia("(pointer: coarse)").matches) chat.composer.focus();
}

let isPlanned = false;

/** Bring the page up to date, once for all that changed in this moment. */
function plan() {
  if (isPlanned) return;
  isPlanned = true;
  requestAnimationFrame(() => {
    isPlanned = false;
    if (!chat.place) return;
    world.unread.delete(chat.place.key);
    chat.refresh();
    places.update(chat.place.key);
  });
}

world.addEventListener("cast", show);
world.addEventListener("reset", () => chat.messages.clear());
world.addEventListener("typing", plan);
world.addEventListener("line", plan);
world.addEventListener("message", ({ detail }) => {
  if (detail.isNew && detail.isLive && detail.message.place === chat.place?.key) chat.hear(detail.message);
  plan();
});
addEventListener("hashchange", show);

async function begin() {
  for (;;) {
    try {
      await world.load();
      break;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
  show();
  await world.follow();
}

begin();
