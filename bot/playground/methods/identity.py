"""Methods about the bot's own account and session."""

from bot.playground.methods.calling import Call, Method
from bot.playground.presenting import me_json
from bot.playground.state import Json


def get_me(call: Call) -> Json:
    """Return who the bot is."""
    return me_json(call.bot)


def log_out(_call: Call) -> bool:
    """Leave the server; there is no other to go to, so nothing happens."""
    return True


METHODS: dict[str, Method] = {"getme": get_me, "logout": log_out, "close": log_out}
