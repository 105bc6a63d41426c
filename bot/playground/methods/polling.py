"""getUpdates: the long poll."""

from bot.playground.errors import conflict
from bot.playground.methods.calling import Call, Method
from bot.playground.state import Json

_LONGEST_WAIT = 50  # seconds
_WEBHOOK_IS_SET = (
    "can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_ANOTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


async def get_updates(call: Call) -> list[Json]:
    """Confirm what is before `offset` and return what follows, waiting up to `timeout` seconds.

    A later call ends an earlier one that still waits, and so does setting a webhook: a 409.
    """
    bot, parameters = call.bot, call.parameters
    if bot.webhook is not None:
        raise conflict(_WEBHOOK_IS_SET)
    queue = bot.updates
    offset = parameters.integer("offset")
    limit = parameters.integer("limit", 100, low=1, high=100)
    timeout = parameters.integer("timeout", 0, low=0, high=_LONGEST_WAIT)
    queue.allow(parameters.structure("allowed_updates", "allowed updates"))
    queue.polls += 1
    turn = queue.polls
    queue.arrived.notify()  # an earlier poll notices that its turn is over
    queue.confirm_before(offset)

    def look() -> list[Json] | None:
        if queue.polls != turn:
            raise conflict(_ANOTHER_POLL)
        if bot.webhook is not None:
            raise conflict("terminated by setWebhook request")
        return queue.first(limit) or None

    return await queue.arrived.first(look, timeout) or []


METHODS: dict[str, Method] = {"getupdates": get_updates}
