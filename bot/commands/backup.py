"""`verbatim backup`."""

from pathlib import Path

import click

from bot.endings import DONE, ending_on_sigterm
from bot.options import with_settings
from bot.settings import TracedSettings
from storage.backup import back_up, backup_name


@click.command(name="backup")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@with_settings
def command(traced: TracedSettings, file: Path | None) -> int:
    """Copy the index, votes and counts, and what was added, into one .zip file.

    The copy is consistent, though the bot runs on and the index is being brought up to date. Your
    articles folder is not in it. Without a name, the file is called after the date; in a folder, if
    you name one. `verbatim restore` goes back to it.
    """
    target = file or Path()
    if target.is_dir():
        target /= backup_name()
    if target.exists():
        raise click.UsageError(f"{target} is there already: name another file.")
    with ending_on_sigterm():
        size = back_up(traced.settings.db, target)
    click.echo(f"{target}: {size / 1e6:,.1f} MB")
    return DONE
