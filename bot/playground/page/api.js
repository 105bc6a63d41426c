// The control interface of the local Bot API, as bot/playground/control.py lists it.

/** Something that the server refused, in its own words. */
export class Refusal extends Error {}

async function read(response) {
  const answer = await response.json();
  if (!answer.ok) throw new Refusal(answer.error ?? answer.description);
  return answer.result;
}

/** Look at something. */
export async function get(what, parameters = {}, signal = undefined) {
  return read(await fetch(`/control/${what}?${new URLSearchParams(parameters)}`, { signal }));
}

/** Do something. */
export async function post(what, parameters = {}) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(`/control/${what}`, { method: "POST", headers, body: JSON.stringify(parameters) }));
}

/** Return the address of a file that somebody sent. */
export function fileAddress(fileId) {
  return `/control/files/${encodeURIComponent(fileId)}`;
}

/** Return a file's bytes in base64. */
export function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
