"""`python -m bot.playground`: the local Bot API server on its own, for any bot."""

import asyncio
import contextlib
import signal

import click

from bot.playground.cast import add_cast
from bot.playground.server import LocalBotApi


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8081, show_default=True, help="Port; 0 takes a free one.")
@click.option("--privacy/--no-privacy", default=True, help="Privacy mode of the first bot.")
def main(host: str, port: int, *, privacy: bool) -> None:
    """Serve the Bot API on this machine until Ctrl-C. Any token is taken."""
    try:
        asyncio.run(serve(host, port, privacy=privacy))
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port} ({error.strerror or error}); choose another --port"
        ) from error


async def serve(host: str, port: int, *, privacy: bool = True) -> None:
    """Run a server until the process is asked to end."""
    asked_to_end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # where a loop has no signal handlers
            loop.add_signal_handler(number, asked_to_end.set)
    api = LocalBotApi(privacy=privacy, any_token=True)
    await api.start(port, host)
    add_cast(api)
    try:
        click.echo(f"Bot API: {api.url}   control: {api.url}/control/state")
        click.echo(f"Open {api.url}/ in a browser to talk to your bot.")
        click.echo(f"A token to use: {api.token} (any other is taken too)")
        await asked_to_end.wait()
    finally:
        await api.stop()


if __name__ == "__main__":
    main()
