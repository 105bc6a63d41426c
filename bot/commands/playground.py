"""`verbatim playground`."""

import asyncio
import dataclasses
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

import click

from bot.app import run_bot
from bot.options import with_caution
from bot.playground.server import LocalBotApi
from bot.settings import Settings, TracedSettings
from bot.upkeep import make_current
from retrieval.errors import SettingsError

READER, ADMIN = 101, 102  # ids of the two people


@dataclass(frozen=True, slots=True)
class Ground:
    """A local Bot API that listens: its address, its bot's token, and the group of its people."""

    address: str
    token: str
    group: int


@click.command(name="playground")
@click.option("--port", default=8081, show_default=True, help="Port; 0 takes a free one.")
@with_caution
def command(traced: TracedSettings, port: int) -> int:
    """Start the bot behind a local stand-in for Telegram: no token, no network.

    The stand-in speaks the Bot API on this machine. Two people and a group are there; what they
    write and read goes over plain HTTP, see the lines that this prints when it starts. Nothing is
    kept when it ends. Ctrl-C ends it.
    """
    settings = traced.settings
    if traced.articles_given or not settings.db.exists():
        make_current(settings.db, settings.articles)
    with local_api(port) as ground:
        click.echo(how_to_talk(ground))
        return run_bot(settings_for(ground, settings))


def settings_for(ground: Ground, settings: Settings) -> Settings:
    """Return the settings with which a bot lives on the playground; one of the people is admin."""
    return dataclasses.replace(
        settings,
        token=ground.token,
        api_base=ground.address,
        admins=settings.admins | {ADMIN},
        allowed_chats=None,
    )


def how_to_talk(ground: Ground) -> str:
    """Return what one has to know to write to the bot and to read its answers."""
    control = f"{ground.address}/control"
    return f"""\
The bot lives on a local stand-in for Telegram at {ground.address}. Ctrl-C ends it.
Ada ({READER}) writes to it in private, then reads what was said:

  curl {control}/messages -d user={READER} -d text="What do the articles say?"
  curl "{control}/messages?user={READER}"

Sam ({ADMIN}) is its admin and may send /reindex. In their group, add the group's number:

  curl {control}/messages -d user={READER} -d chat={ground.group} -d text="/ask What else?"
  curl "{control}/messages?chat={ground.group}"

{control}/state shows who and what there is."""


@contextmanager
def local_api(port: int) -> Iterator[Ground]:
    """Serve the local Bot API in a thread of its own: the bot runs just as it does on Telegram.

    :raises SettingsError: the port is taken.
    """
    opened: Future[tuple[Ground, asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    thread = threading.Thread(target=asyncio.run, args=[_serve(port, opened)], name="local API")
    thread.start()
    try:
        ground, loop, stop = opened.result()
    except OSError as error:
        thread.join()
        reason = error.strerror or error
        raise SettingsError(f"--port {port}: {reason}; choose another, or 0 for any") from error
    try:
        yield ground
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


async def _serve(
    port: int, opened: "Future[tuple[Ground, asyncio.AbstractEventLoop, asyncio.Event]]"
) -> None:
    """Listen, hand out what was opened, and go on until told to stop."""
    api = LocalBotApi()
    try:
        await api.start(port)
    except OSError as error:
        opened.set_exception(error)
        return
    people = [
        api.add_user("Ada", username="ada", id=READER),
        api.add_user("Sam", username="sam", id=ADMIN),
    ]
    group = api.add_group("Readers", members=people)
    stop = asyncio.Event()
    opened.set_result((Ground(api.url, api.token, group.id), asyncio.get_running_loop(), stop))
    await stop.wait()
    await api.stop()
