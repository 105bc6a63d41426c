"""Methods that set where updates are delivered."""

import re
from urllib.parse import urlsplit

from bot.playground.errors import bad_request
from bot.playground.methods.calling import Call, Method
from bot.playground.state import Json, Webhook
from bot.playground.updates import listed

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_LONGEST_SECRET = 256


def set_webhook(call: Call) -> bool:
    """Deliver updates by POST from now on; plain http is taken too, as a local server does."""
    url = call.parameters.text("url").strip()
    if not url:
        return delete_webhook(call)
    secret = call.parameters.text("secret_token")
    if len(secret) > _LONGEST_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    call.bot.updates.allow(call.parameters.structure("allowed_updates", "allowed updates"))
    _drop_pending(call)
    call.bot.webhook = Webhook(
        url=_checked_url(url),
        secret_token=secret,
        max_connections=call.parameters.integer("max_connections", 40, low=1, high=100),
        has_certificate="certificate" in call.parameters.files,
    )
    _announce(call)
    return True


def _checked_url(url: str) -> str:
    written = url if "://" in url else f"https://{url}"
    try:
        parts = urlsplit(written)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise bad_request("invalid webhook URL specified")
    return written


def delete_webhook(call: Call) -> bool:
    """Go back to getUpdates."""
    call.bot.webhook = None
    _drop_pending(call)
    _announce(call)
    return True


def _drop_pending(call: Call) -> None:
    if call.parameters.flag("drop_pending_updates"):
        call.bot.updates.waiting.clear()


def _announce(call: Call) -> None:
    call.bot.webhook_changed.notify()
    call.bot.updates.arrived.notify()


def get_webhook_info(call: Call) -> Json:
    """Return where updates go, how many wait, and what went wrong last."""
    bot, webhook = call.bot, call.bot.webhook
    result: Json = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": webhook.has_certificate if webhook else False,
        "pending_update_count": len(bot.updates),
    }
    if webhook is not None:
        result["max_connections"] = webhook.max_connections
        if webhook.last_error:
            result["last_error_date"] = webhook.last_error_date
            result["last_error_message"] = webhook.last_error
    if kinds := listed(bot.updates.allowed):
        result["allowed_updates"] = kinds
    return result


METHODS: dict[str, Method] = {
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
