"""Has a chart drawn by a process of its own; none where what draws it isn't installed."""

import asyncio
import json
import logging
import os
import sys

from bot.citing import spoken_date
from bot.locales import Catalogue
from bot.reindex import environment
from storage.questions import Figures

log = logging.getLogger(__name__)

_SECONDS = 30.0


async def draw_chart(figures: Figures, catalogue: Catalogue) -> bytes | None:
    """Return a chart of each day's questions as a PNG; None where it can't be drawn."""
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.stats_chart",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment(os.environ),
    )
    try:
        told = json.dumps(chart_of(figures, catalogue)).encode()
        picture, complaint = await asyncio.wait_for(child.communicate(told), _SECONDS)
    except TimeoutError:
        child.kill()
        await child.wait()
        log.warning("The chart took too long to draw")
        return None
    if child.returncode == 0:
        return picture
    log.info("No chart was drawn: %s", complaint[-500:].decode("utf-8", "replace"))
    return None


def chart_of(figures: Figures, catalogue: Catalogue) -> dict[str, object]:
    """Return what the chart shows, and its words."""
    return {
        "days": [spoken_date(day.date, catalogue).rsplit(" ", 1)[0] for day in figures.days],
        "answered": [day.questions - day.refused for day in figures.days],
        "refused": [day.refused for day in figures.days],
        "title": catalogue.say("chart-title"),
        "answered_label": catalogue.say("chart-answered"),
        "refused_label": catalogue.say("chart-refused"),
    }
