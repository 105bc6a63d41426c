// Links that lead to a bot of this playground.

const NAME = /^[A-Za-z0-9_]{3,32}$/;

/** Return the bot's name and the start parameter of a t.me or tg link to a bot, else null. */
export function parseBotLink(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  let name = null;
  if (["http:", "https:"].includes(url.protocol) && /^(www\.)?(t|telegram)\.(me|dog)$/.test(url.hostname)) {
    name = url.pathname.slice(1).replace(/\/$/, "");
  } else if (url.protocol === "tg:" && address.toLowerCase().startsWith("tg://resolve")) {
    name = url.searchParams.get("domain");
  }
  if (!NAME.test(name ?? "")) return null;
  return { name: name.toLowerCase(), start: url.searchParams.get("start") };
}
