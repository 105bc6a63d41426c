"""`LocalBotApi`: the server itself, and the hand that plays the people. See `bot.playground`."""

import asyncio
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any, Self

from tornado.httpserver import HTTPServer
from tornado.web import Application

from bot.playground import groups
from bot.playground.calls import CallLog, LoggedCall
from bot.playground.client import BotHandle, Chat, Registry, User
from bot.playground.commands import shown_commands
from bot.playground.control import MALFORMED
from bot.playground.errors import NothingHappenedError
from bot.playground.faults import Faults
from bot.playground.handlers import ControlHandler, FileHandler, MethodHandler, NothingHere
from bot.playground.pages import PageHandler, SentFileHandler
from bot.playground.seen import PATIENCE
from bot.playground.stage import Stage
from bot.playground.state import Account, ChatKind, Member, World
from bot.playground.state import Chat as StoredChat
from bot.playground.webhooks import Postman

_LARGEST_REQUEST = 64 * 1024 * 1024  # bytes
_BACKLOG = 128  # connections that wait to be accepted


class LocalBotApi:
    """A Bot API server on a port of this machine, with one bot to begin with."""

    def __init__(
        self,
        *,
        username: str = "playground_bot",
        first_name: str = "Playground",
        token: str = "",
        privacy: bool = True,
        any_token: bool = False,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.stage = Stage(world=World(clock=clock), takes_any_token=any_token)
        self.bot = self.add_bot(first_name, username=username, token=token, privacy=privacy)
        self.host = "127.0.0.1"
        self.port = 0
        self._registry = Registry(self.stage)
        self._server: HTTPServer | None = None
        self._postman = Postman(self.stage)
        self._work: set[asyncio.Task[Any]] = set()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.stop()

    async def start(self, port: int = 0, host: str = "127.0.0.1") -> None:
        """Listen; port 0 takes a free one. `OSError` if the port is taken."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listening = socket.create_server((host, port), family=family, backlog=_BACKLOG)
        listening.setblocking(False)
        self.host, self.port = host, listening.getsockname()[1]
        self._server = HTTPServer(
            self._application(), max_buffer_size=_LARGEST_REQUEST, max_body_size=_LARGEST_REQUEST
        )
        self._server.add_sockets([listening])

    def _application(self) -> Application:
        stage = {"stage": self.stage}
        method = stage | {"postman": self._postman, "polls": self._work}
        return Application(
            [
                (r"/bot([^/]*)/([^/]*)/?", MethodHandler, method),
                (r"/file/bot([^/]*)/(.+)", FileHandler, stage),
                (r"/control/files/(\w+)", SentFileHandler, stage),
                (r"/control/([a-z_]*)", ControlHandler, stage),
                (r"/page/([a-z_]+\.[a-z]+)", PageHandler),
                (r"/", PageHandler),
            ],
            default_handler_class=NothingHere,
            default_handler_args=stage,
            log_function=lambda _handler: None,  # an access log would hold tokens
        )

    async def stop(self) -> None:
        """Stop listening, end the long polls, close every connection."""
        await self._postman.stop()
        if self._server is None:
            return
        self._server.stop()
        for task in list(self._work):
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        await self._server.close_all_connections()
        self._server = None

    @property
    def url(self) -> str:
        """The base address of the API: what stands in front of /bot<token>/<method>."""
        own = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)  # noqa: S104 - no binding
        host = f"[{own}]" if ":" in own else own
        return f"http://{host}:{self.port}"

    @property
    def token(self) -> str:
        """The token of the first bot."""
        return self.bot.token

    @property
    def username(self) -> str:
        """The @username of the first bot, without the @."""
        return self.bot.username

    @property
    def world(self) -> World:
        """Everything there is, for what this class has no word for."""
        return self.stage.world

    @property
    def faults(self) -> Faults:
        """The faults in force; `add` one."""
        return self.stage.faults

    @property
    def calls(self) -> CallLog:
        """What bots called."""
        return self.stage.calls

    async def wait_for_calls(
        self,
        method: str,
        times: int = 1,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - how long a test is patient
    ) -> list[LoggedCall]:
        """Return the calls of a method once `times` have ended; those of getUpdates once begun."""

        def look() -> list[LoggedCall] | None:
            is_poll = method.lower() == "getupdates"
            calls = [call for call in self.calls.of(method) if call.finished or is_poll]
            return calls if len(calls) >= times else None

        found = await self.calls.changed.first(look, timeout)
        if found is None:
            raise NothingHappenedError(
                f"{method} was called {len(self.calls.of(method))} times within {timeout} s, "
                f"not {times}."
            )
        return found

    def add_bot(
        self,
        first_name: str,
        *,
        username: str,
        token: str = "",
        privacy: bool = True,
        inline: bool = True,
        inline_feedback: bool = False,
    ) -> BotHandle:
        """Register another bot, as BotFather would."""
        account = Account(0, first_name, username=username)
        bot = self.stage.add_bot(account, token, privacy=privacy)
        bot.inline, bot.inline_feedback = inline, inline_feedback
        return BotHandle(bot)

    def add_user(
        self,
        first_name: str,
        *,
        username: str = "",
        language_code: str = "",
        last_name: str = "",
        id: int = 0,  # noqa: A002 - Telegram's own word
    ) -> User:
        """Register a person; an id is made up unless it is given."""
        account = Account(id, first_name, False, last_name, username, language_code)
        return User(self.stage, self.stage.add_user(account), self._registry)

    def add_group(
        self,
        title: str,
        *,
        members: Sequence[User] = (),
        admins: Sequence[User] = (),
        kind: ChatKind = "supergroup",
        forum: bool = False,
        username: str = "",
        bots: Sequence[BotHandle] | None = None,
        bot_is_admin: bool = False,
        settled: bool = False,
        id: int = 0,  # noqa: A002 - Telegram's own word
    ) -> Chat:
        """Create a group; `kind` "group" is a basic one. The first bot is in it unless `bots` says.

        The first of `admins`, or of `members`, is its creator. Bots hear of coming into it, unless
        it is `settled`: then they have long been there.
        """
        stored = StoredChat(id, kind, title=title, username=username, is_forum=forum)
        return self._add_chat(
            stored, members, admins, bots, bot_is_admin=bot_is_admin, settled=settled
        )

    def add_channel(
        self,
        title: str,
        *,
        admins: Sequence[User] = (),
        members: Sequence[User] = (),
        discussion: Chat | None = None,
        username: str = "",
        bots: Sequence[BotHandle] = (),
    ) -> Chat:
        """Create a channel; its posts are forwarded into `discussion`. Bots in it are admins."""
        stored = StoredChat(0, "channel", title=title, username=username)
        if discussion is not None:
            stored.linked, discussion.stored.linked = discussion.stored, stored
        return self._add_chat(stored, members, admins, bots, bot_is_admin=True)

    def _add_chat(
        self,
        stored: StoredChat,
        members: Sequence[User],
        admins: Sequence[User],
        bots: Sequence[BotHandle] | None,
        *,
        bot_is_admin: bool,
        settled: bool = False,
    ) -> Chat:
        people = [Member(user.account, "administrator") for user in admins]
        people += [Member(user.account) for user in members if user not in admins]
        if people:
            people[0] = Member(people[0].account, "creator")
        status = "administrator" if bot_is_admin else "member"
        for handle in (self.bot,) if bots is None else bots:
            people.append(Member(handle.stored.account, status))
        return self._registry.chat(groups.add_group(self.world, stored, people, settled=settled))

    def allow_guests(self, bot: BotHandle | None = None) -> None:
        """Let a bot be called into chats that it isn't in, as BotFather would."""
        (bot or self.bot).stored.takes_guest_queries = True

    def put_update(self, update: dict[str, Any], bot: BotHandle | None = None) -> int:
        """Queue any update, well formed or not; return its id."""
        return (bot or self.bot).stored.updates.put_raw(update)

    def put_malformed_update(self, bot: BotHandle | None = None) -> int:
        """Queue an update that is JSON but that no library can make sense of; return its id."""
        return self.put_update(dict(MALFORMED), bot)

    def commands_shown_to(
        self, user: User, chat: Chat | None = None, bot: BotHandle | None = None
    ) -> list[dict[str, Any]]:
        """Return the command menu that a person sees, by Telegram's order of scopes."""
        place = (chat or user.chat_with(bot)).stored
        language = user.account.language_code
        return shown_commands((bot or self.bot).stored, place, user.id, language)

    def forget_inline_cache(self) -> None:
        """Let the next inline query reach the bot."""
        self.stage.queries.cache.clear()
