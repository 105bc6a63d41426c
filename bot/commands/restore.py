"""`verbatim restore`."""

import time
from pathlib import Path

import click

from bot.endings import DONE
from bot.one_bot import only_bot_on
from bot.options import with_settings
from bot.settings import TracedSettings
from storage.restoring import restore


@click.command(name="restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--yes", is_flag=True, help="Don't ask whether it is meant.")
@with_settings
def command(traced: TracedSettings, file: Path, *, yes: bool) -> int:
    """Go back to a backup: the index, votes and counts, and what was added.

    Stop the bot first. The backup is looked at before anything is changed, and what it replaces is
    moved into a folder beside the index. Your articles folder stays as it is; `verbatim index` then
    brings the index up to date with it.
    """
    db = traced.settings.db
    if db.exists() and not yes:
        click.confirm(f"Put {file} in the place of {db}?", abort=True)
    with only_bot_on(db):
        restored = restore(db, file)
    made = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(restored.made))
    click.echo(f"{db}: as it was on {made}")
    if restored.replaced is not None:
        click.echo(f"What was there before is in {restored.replaced}")
    return DONE
