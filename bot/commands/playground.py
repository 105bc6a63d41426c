"""`verbatim playground`."""

import asyncio
import dataclasses
import errno
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

import click

from bot.app import run_bot
from bot.options import with_caution
from bot.playground.cast import Cast, add_cast
from bot.playground.server import LocalBotApi
from bot.settings import Settings, TracedSettings
from bot.upkeep import make_current
from retrieval.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Ground:
    """A local Bot API that listens: its address, its bot's token, and its people."""

    address: str
    token: str
    cast: Cast


@click.command(name="playground")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8081,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@with_caution
def command(traced: TracedSettings, port: int, host: str) -> int:
    """Start the bot behind a local stand-in for Telegram: no token, no network.

    The stand-in speaks the Bot API on this machine, and at the same address it shows a page in
    which you play the people: Alice in private, Bob and Carol in a group, an admin. Nothing is
    kept when it ends. Ctrl-C ends it.
    """
    if not host.strip():  # which the system takes for every address of this machine
        raise click.BadParameter(
            "it is empty; 0.0.0.0 opens it to every machine", None, None, "--host"
        )
    settings = traced.settings
    if traced.articles_given or not settings.db.exists():
        make_current(settings.db, settings.articles)
    with local_api(port, host) as ground:
        click.echo(how_to_talk(ground))
        return run_bot(settings_for(ground, settings))


def settings_for(ground: Ground, settings: Settings) -> Settings:
    """Return the settings with which a bot lives on the playground; one of the people is admin."""
    return dataclasses.replace(
        settings,
        token=ground.token,
        api_base=ground.address,
        admins=settings.admins | {ground.cast.admin.id},
        allowed_chats=None,
    )


def how_to_talk(ground: Ground) -> str:
    """Return what one has to know to write to the bot and to read its answers."""
    return f"""\
Open {ground.address}/ in a browser to talk to the bot. Ctrl-C ends it.
Programs write and read over HTTP, as Alice for instance:

  curl {ground.address}/control/messages -d user={ground.cast.alice.id} -d text="Hello"
  curl "{ground.address}/control/messages?user={ground.cast.alice.id}"
"""


@contextmanager
def local_api(port: int, host: str) -> Iterator[Ground]:
    """Serve the local Bot API in a thread of its own: the bot runs just as it does on Telegram.

    :raises SettingsError: the port is taken, or there is no such host.
    """
    opened: Future[tuple[Ground, asyncio.AbstractEventLoop, asyncio.Event]] = Future()
    thread = threading.Thread(
        target=asyncio.run, args=[_serve(port, host, opened)], name="local API"
    )
    thread.start()
    try:
        ground, loop, stop = opened.result()
    except OSError as error:
        thread.join()
        raise SettingsError(_why_not(port, host, error)) from error
    except BaseException:
        thread.join()
        raise
    try:
        yield ground
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()


def _why_not(port: int, host: str, error: OSError) -> str:
    """Return which option is to be changed where nothing can be listened to."""
    reason = error.strerror or error
    if error.errno not in (errno.EADDRINUSE, errno.EACCES):
        return f"--host {host}: {reason}; name an address of this machine"
    return f"--port {port}: {reason}; choose another, or 0 for any"


async def _serve(
    port: int, host: str, opened: "Future[tuple[Ground, asyncio.AbstractEventLoop, asyncio.Event]]"
) -> None:
    """Listen, hand out what was opened, and go on until told to stop."""
    api = LocalBotApi(username="verbatim_bot", first_name="Verbatim")
    try:
        await api.start(port, host)
    except BaseException as error:  # noqa: BLE001 - whoever waits for `opened` raises it
        opened.set_exception(error)
        return
    cast = add_cast(api)
    stop = asyncio.Event()
    opened.set_result((Ground(api.url, api.token, cast), asyncio.get_running_loop(), stop))
    await stop.wait()
    await api.stop()
