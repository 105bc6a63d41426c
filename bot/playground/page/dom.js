// Making elements. Text always goes in as text: nothing that a bot sends is read as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Return an element; `on` holds listeners, other properties are attributes, null leaves one out. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (value === true) {
      node.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** Return one of the icons of index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** Return a round button with an icon and a name for those who don't see it. */
export function iconButton(name, label, listener, properties = {}) {
  const button = el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...properties });
  button.append(icon(name));
  button.addEventListener("click", listener);
  return button;
}

/** Return the circle with somebody's first letter. */
export function avatar(id, name) {
  const letter = [...(name || "?")][0].toUpperCase();
  return el("span", { class: `avatar hue-${hue(id)}`, "aria-hidden": "true" }, letter);
}

/** Return the number of somebody's colour, 0 to 6. */
export function hue(id) {
  return Math.abs(Number(id)) % 7;
}

/** Have `text` read aloud by screen readers. */
export function speak(text) {
  document.getElementById("spoken").textContent = text;
}

/** Keep something for the next visit, where the browser allows it. */
export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // a browser that keeps nothing still works
  }
}

/** Return what was kept, or nothing. */
export function recall(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
