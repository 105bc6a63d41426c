"""Does Telegram know the token, and is the bot set up so that it hears what it should?

Nothing here prints the token: it is part of every address, so no address and no error text of the
HTTP client is shown.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx

from bot.checking import Finding, ok, problem, warning
from bot.settings import TOKEN_FILE_VARIABLE, TOKEN_VARIABLE, Settings
from retrieval.errors import VerbatimError

TIMEOUT = 10.0  # seconds

_NEW_TOKEN = f"Take it from @BotFather (/mybots, API Token) and set {TOKEN_VARIABLE}."


class BotApiError(VerbatimError):
    """The Bot API didn't answer as it should; `code` is its error code, 0 if it didn't answer."""

    def __init__(self, code: int, problem: str) -> None:
        super().__init__(problem)
        self.code = code


def check_telegram(
    settings: Settings, transport: httpx.BaseTransport | None = None
) -> list[Finding]:
    """Ask the Bot API who the bot is and what stands in its way; without a token, say so."""
    if settings.token is None:
        mend = f"Get one from @BotFather; set {TOKEN_VARIABLE} or {TOKEN_FILE_VARIABLE}."
        return [warning("token", "none is set: only the terminal's commands work", mend)]
    base = f"{settings.api_base}/bot{quote(settings.token, safe=':')}/"
    with httpx.Client(timeout=TIMEOUT, transport=transport) as client:
        try:
            me = _call(client, base, "getMe")
            return [
                ok("token", f"@{me.get('username')} at {settings.api_base}"),
                *_check_groups(me),
                *_check_inline(me),
                *_check_webhook(_call(client, base, "getWebhookInfo")),
            ]
        except BotApiError as error:
            return [_explain(error, settings.api_base)]


def _call(client: httpx.Client, base: str, method: str) -> dict[str, Any]:
    """Return the result of a Bot API method, or raise BotApiError."""
    try:
        response = client.get(base + method)
        answer = response.json()
    except httpx.TimeoutException as error:
        raise BotApiError(0, f"no answer within {TIMEOUT:.0f} seconds") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise BotApiError(0, f"can't be reached ({type(error).__name__})") from error
    except ValueError as error:
        raise BotApiError(0, "doesn't answer like a Bot API") from error
    if not isinstance(answer, dict) or not isinstance(answer.get("result", {}), dict):
        raise BotApiError(0, "doesn't answer like a Bot API")
    if response.status_code != httpx.codes.OK or not answer.get("ok"):
        raise BotApiError(response.status_code, f"answers with error {response.status_code}")
    result: dict[str, Any] = answer.get("result", {})
    return result


def _explain(error: BotApiError, api_base: str) -> Finding:
    """Return what an error of the Bot API means for the operator."""
    if error.code == httpx.codes.UNAUTHORIZED:
        return problem("token", "Telegram doesn't know this token (401)", _NEW_TOKEN)
    if error.code == httpx.codes.NOT_FOUND:
        found = f"it isn't shaped like a token, or {api_base} is no Bot API (404)"
        return problem("token", found, _NEW_TOKEN)
    mend = "Check the network, any proxy, and TELEGRAM_API_BASE; then try again."
    return problem("Bot API", f"{api_base} {error}", mend)


def _check_groups(me: dict[str, Any]) -> Iterator[Finding]:
    """Yield whether the bot can be in groups, and what Telegram hands over to it there."""
    if not me.get("can_join_groups", True):
        yield warning(
            "groups", "the bot can't be added to groups", "@BotFather: /setjoingroups, Enable."
        )
    if me.get("can_read_all_group_messages"):
        yield ok("privacy mode", "off: in groups, all that is said reaches the bot")
    else:
        # BotFather's own words: the bot receives what starts with a slash or mentions it by name.
        # Of commands without its name, those where no other bot has spoken since it did.
        yield ok(
            "privacy mode",
            "on: in groups, mentions, replies and /ask@NAME reach the bot; a bare /ask may not "
            "where there are other bots",
            "If it should there: @BotFather, /setprivacy, choose the bot, Disable; then remove the "
            "bot from the group and add it again, or make it an administrator there.",
        )
    if me.get("supports_guest_queries"):
        yield ok("guest mode", "on: anyone can call the bot into a chat that it isn't in")


def _check_inline(me: dict[str, Any]) -> Iterator[Finding]:
    """Yield whether quotes can be had in any chat; BotFather alone can switch that on."""
    if me.get("supports_inline_queries"):
        yield ok("inline mode", f"on: @{me.get('username')} and some words give quotes anywhere")
    else:
        yield warning(
            "inline mode",
            "off: in other chats, the bot's name and some words give nothing",
            "If they should give quotes to send: @BotFather, /setinline, choose the bot, and send "
            "what its message field is to show, such as: words to find",
        )


def _check_webhook(info: dict[str, Any]) -> Iterator[Finding]:
    """Yield whether a webhook takes the messages that polling should get."""
    if info.get("url"):
        yield warning(
            "webhook",
            "one is set: its program gets the bot's messages until `verbatim run` takes it down",
            "If another program needs this bot, give Verbatim one of its own, from @BotFather.",
        )
    else:
        yield ok("webhook", "none is set, polling works")
