"""`verbatim bench`."""

import json
import tempfile
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from bot.bench.chart import draw
from bot.bench.engines import NAMES
from bot.bench.making import recipe_for
from bot.bench.material import lay_out
from bot.bench.running import PARTS, measure
from bot.bench.table import show_run
from bot.bench.telegram import measure_telegram
from bot.bench.telegram_table import show_telegram
from bot.endings import DONE, FAILED

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command(name="bench")
@click.option(
    "--paragraphs",
    type=click.IntRange(min=100),
    default=10_000,
    show_default=True,
    metavar="N",
    help="How large a collection to make.",
)
@click.option("--peers", is_flag=True, help="Measure other engines too; side by side.")
@click.option("--telegram", is_flag=True, help="Measure the whole bot at a local Bot API instead.")
@click.option(
    "--collection",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Splice the paragraphs of a question set; made-up words otherwise.",
)
@click.option(
    "--only",
    type=click.Choice([*NAMES, *PARTS]),
    multiple=True,
    metavar="NAME",
    help="Measure this alone, an engine or a part, and keep the other figures of --json.",
)
@click.option("--work", type=_FOLDER, metavar="DIR", help="Keep collection and indexes here.")
@click.option("--json", "json_file", type=_FILE, metavar="FILE", help="Write the figures here.")
@click.option("--chart", type=_FILE, metavar="FILE", help="Draw an SVG of them here.")
def command(
    paragraphs: int,
    collection: Path | None,
    work: Path | None,
    json_file: Path | None,
    chart: Path | None,
    *,
    only: tuple[str, ...],
    peers: bool,
    telegram: bool,
) -> int:
    """Measure speed, memory and disk on a collection of N paragraphs that is made for it.

    Every measurement runs in a process of its own. Our best ten are compared with rank-bm25's,
    score by score, as long as its index fits into memory: exit code 1 where they differ. Peers get
    the same analysed terms; those that aren't installed are named: `make bench` installs them.

    With --only, --work and --json, a long run can be made in pieces: engines by their names, and
    index, answer, cold, update and reindex. An index that lies in --work is asked, not built.

    With --telegram, people ask the bot on one core: 20 questions a second, then many at once.
    """
    recipe = recipe_for(collection)
    place = nullcontext(work) if work else tempfile.TemporaryDirectory(prefix="verbatim-bench-")
    with place as folder:
        _tell(f"making {paragraphs:,} paragraphs")
        material = lay_out(recipe, paragraphs, Path(folder))
        if telegram:
            run = measure_telegram(material, _tell)
        else:
            before = _read(json_file) if only else None
            run = measure(material, peers=peers, tell=_tell, only=only, before=before)
    if json_file:
        json_file.write_text(json.dumps(run, indent=1) + "\n", "utf-8")
    if chart and not telegram:
        chart.write_text(draw([run]), "utf-8")
    click.echo(show_telegram(run) if telegram else show_run(run))
    return FAILED if any(run.get("exactness", {}).values()) else DONE


def _tell(what: str) -> None:
    click.echo(f"… {what}", err=True)


def _read(json_file: Path | None) -> dict[str, Any] | None:
    """Return the figures of the pieces before, None where there are none."""
    if json_file is None or not json_file.exists():
        return None
    found: dict[str, Any] = json.loads(json_file.read_text("utf-8"))
    return found
