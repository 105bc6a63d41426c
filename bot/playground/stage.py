"""Everything that one server holds: the world, what waits in it, its faults and its log."""

import string
from dataclasses import dataclass, field

from bot.playground.calls import CallLog
from bot.playground.errors import ImpossibleError
from bot.playground.faults import Faults
from bot.playground.queries import Queries
from bot.playground.state import Account, Bot, World

_LETTERS = string.ascii_letters + string.digits + "_-"
_FIRST_BOT_ID = 7_000_000_000
_FIRST_USER_ID = 500_000_000


@dataclass(slots=True, eq=False)
class Stage:
    """The state of a server. With `takes_any_token`, an unknown token makes up a bot for itself."""

    world: World = field(default_factory=World)
    queries: Queries = field(default_factory=Queries)
    faults: Faults = field(default_factory=Faults)
    calls: CallLog = field(default_factory=CallLog)
    takes_any_token: bool = False

    def add_bot(self, account: Account, token: str = "", *, privacy: bool = True) -> Bot:
        """Register a bot; without a token, it gets an id and a token of its own."""
        world = self.world
        number = token.partition(":")[0]
        if token and not (number.isdecimal() and len(token) > len(number) + 1):
            raise ImpossibleError(
                "A bot token is digits, a colon and a secret, as BotFather's are."
            )
        account.id = int(number) if number else _FIRST_BOT_ID + next(world.numbers)
        if account.id in world.accounts:
            raise ImpossibleError(f"The id {account.id} is taken; give the bot another token.")
        account.is_bot = True
        secret = "".join(world.random.choices(_LETTERS, k=33))
        bot = Bot(account, token or f"{account.id}:AA{secret}", privacy=privacy)
        # a bot may remember which updates it has handled: those of another server are others
        bot.updates.next_id = int(world.clock())
        world.accounts[account.id] = account
        world.bots[account.id] = bot
        world.mark_cast_changed()
        return bot

    def add_user(self, account: Account) -> Account:
        """Register a person; an id of 0 is replaced by a free one."""
        world = self.world
        if account.id == 0:
            account.id = _FIRST_USER_ID + next(world.numbers)
        if account.id in world.accounts:
            raise ImpossibleError(f"The id {account.id} is taken; give the person another one.")
        world.accounts[account.id] = account
        world.mark_cast_changed()
        return account

    def bot_of_token(self, token: str) -> Bot | None:
        """Return the bot with this token, made up on the spot where any token is taken."""
        bot = self.world.bot_with(token)
        number = token.partition(":")[0]
        if bot is not None or not self.takes_any_token or int(number or "0") in self.world.accounts:
            return bot
        return self.add_bot(Account(0, "Bot", username=f"bot{number}_bot"), token)

    @property
    def tokens(self) -> list[str]:
        """All tokens, to strike out of what is logged."""
        return [bot.token for bot in self.world.bots.values()]
