"""One call of a Bot API method: who calls, with what, in which world."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.parameters import Parameters
from bot.playground.queries import Queries
from bot.playground.state import Bot, World


@dataclass(frozen=True, slots=True)
class Call:
    """What a method works on. `name` is the method's, in lower case."""

    name: str
    world: World
    queries: Queries
    bot: Bot
    parameters: Parameters


Result = Any  # whatever JSON can hold
Method = Callable[[Call], Result | Awaitable[Result]]
