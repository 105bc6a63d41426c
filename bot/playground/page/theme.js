// Light, dark, or as the system has it.

import { iconButton, recall, remember, speak } from "./dom.js";
import { words } from "./words.js";

const THEMES = ["auto", "light", "dark"];
let chosen = THEMES.includes(recall("theme")) ? recall("theme") : "auto";

function apply() {
  document.documentElement.dataset.theme = chosen;
}

apply();

/** Return the button that changes the colours. */
export function themeButton() {
  const button = iconButton("theme", words[`theme_${chosen}`], () => {
    chosen = THEMES[(THEMES.indexOf(chosen) + 1) % THEMES.length];
    remember("theme", chosen);
    apply();
    const label = words[`theme_${chosen}`];
    button.setAttribute("aria-label", label);
    button.title = label;
    speak(label);
  });
  button.id = "theme";
  return button;
}
