"""/stats and /gaps: how much is asked, how well it is answered, and what the articles lack."""

from bot.addressing import Request
from bot.delivery import Delivery, place_of_answer
from bot.door import Door
from bot.drawing import draw_chart
from bot.figure_texts import figure_lines, render_gaps
from bot.freight import MOST_OF_A_CAPTION, Freight
from bot.library import Library
from bot.reply import in_plain_words, units
from bot.tally import Tally


class Figuring:
    """Tells admins what was counted."""

    def __init__(
        self, door: Door, tally: Tally, library: Library, freight: Freight, delivery: Delivery
    ) -> None:
        """Tell what `tally` has, to those whom `door` lets in."""
        self._door = door
        self._tally = tally
        self._library = library
        self._freight = freight
        self._delivery = delivery

    async def stats(self, request: Request) -> None:
        """Tell the figures of thirty days, with a chart where one can be drawn."""
        voice = await self._door.opens_for(request)
        if voice is None:
            return
        figures = await self._tally.figures()
        titles = await self._library.titles([key for key, _ in figures.articles])
        text = figure_lines(figures, titles, voice.catalogue)
        chart = await draw_chart(figures, voice.catalogue) if figures.questions else None
        if chart is not None:
            fits = units(text) <= MOST_OF_A_CAPTION
            place = place_of_answer(request)
            sent = await self._freight.send_picture(place, chart, text if fits else "")
            if sent and fits:
                return
        elif figures.questions:
            text += "\n\n" + voice.catalogue.say("stats-no-chart")
        await self._delivery.answer(request, in_plain_words(text))

    async def gaps(self, request: Request) -> None:
        """Tell the questions without an answer, where the operator keeps them."""
        voice = await self._door.opens_for(request)
        if voice is None:
            return
        if not self._tally.keeps_words:
            await self._delivery.answer(request, voice.says("gaps-off"))
            return
        await self._delivery.answer(request, render_gaps(await self._tally.gaps(), voice))
