"""A chart of runs as SVG: a panel a run, a pair of bars an engine, on a logarithmic scale.

`python -m bot.bench.chart CHART.svg RUN.json ...` draws runs that `verbatim bench --json` wrote.
"""

import json
import math
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from bot.bench.engines import NAMES
from bot.bench.material import KINDS
from bot.bench.table import show_ms

Result = dict[str, Any]

_WIDTH, _LEFT, _GAP = 900, 110, 18  # pixels
_TOP, _ROW, _BAR = 64, 40, 14
_LABEL = 44  # pixels that a bar leaves for its figure
_FEWEST_MS = 0.01  # where the scale begins, at the latest
_COLOURS = {"content": "#1f5f8b", "all": "#c98b2b"}
_LOOKS = 'font-family="sans-serif" font-size="12" role="img"'
_TITLE = "Match the best 10 paragraphs: median milliseconds, logarithmic; shorter is faster"


def draw(runs: Sequence[Result]) -> str:
    """Return an SVG of at least one run, the smallest collection to the left."""
    runs = sorted(runs, key=lambda run: int(run["collection"]["paragraphs"]))
    names = [name for name in NAMES if any(name in run["engines"] for run in runs)]
    height = _TOP + _ROW * len(names) + 12
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" {_LOOKS}>',
            f"<title>{_TITLE}</title>",
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
            _text(12, 20, _TITLE, weight="bold"),
            *_legend(),
            *(_text(12, _TOP + _ROW * row + 19, name) for row, name in enumerate(names)),
            *_panels(runs, names),
            "</svg>\n",
        ]
    )


def _legend() -> Iterator[str]:
    x = _WIDTH - 220
    for kind in KINDS:
        yield f'<rect x="{x}" y="32" width="10" height="10" fill="{_COLOURS[kind]}"/>'
        yield _text(x + 14, 41, f"{kind} words")
        x += 120


def _panels(runs: Sequence[Result], names: Sequence[str]) -> Iterator[str]:
    width = (_WIDTH - _LEFT - _GAP) / len(runs)
    scale = _Scale(runs, width - _GAP - _LABEL)
    for place, run in enumerate(runs):
        left = _LEFT + place * width
        size = f"{run['collection']['paragraphs']:,} paragraphs"
        yield _text(left, _TOP - 8, size, weight="bold")
        for row, name in enumerate(names):
            yield from _bars(run["engines"].get(name), left, _TOP + _ROW * row, scale)


def _bars(engine: Result | None, left: float, top: float, scale: "_Scale") -> Iterator[str]:
    if engine is None:
        yield _text(left, top + 19, "–")
        return
    for kind in KINDS:
        milliseconds = engine[kind]["search"]["p50"]
        length = scale.length(milliseconds)
        yield (
            f'<rect x="{left:.1f}" y="{top}" width="{length:.1f}" height="{_BAR}" '
            f'fill="{_COLOURS[kind]}"/>'
        )
        yield _text(left + length + 4, top + _BAR - 3, show_ms(milliseconds), size=11)
        top += _BAR + 2


class _Scale:
    """One scale for all panels."""

    def __init__(self, runs: Sequence[Result], width: float) -> None:
        times = [
            engine[kind]["search"]["p50"]
            for run in runs
            for engine in run["engines"].values()
            for kind in KINDS
        ]
        self._least = min(_FEWEST_MS, min(times) / 2)
        self._unit = width / math.log10(max(times) / self._least)

    def length(self, milliseconds: float) -> float:
        return self._unit * math.log10(milliseconds / self._least)


def _text(x: float, y: float, text: str, weight: str = "normal", size: int = 12) -> str:
    return (
        f'<text x="{x:.1f}" y="{y}" font-size="{size}" font-weight="{weight}">{escape(text)}</text>'
    )


if __name__ == "__main__":
    chart, *files = map(Path, sys.argv[1:])
    chart.write_text(draw([json.loads(file.read_text("utf-8")) for file in files]), "utf-8")
