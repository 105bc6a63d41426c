"""/reindex: what admins can have done with the articles as a whole, in private."""

from bot.addressing import Request
from bot.delivery import Delivery
from bot.door import Door
from bot.places import place_of_answer
from bot.reindex import INDEX, Broken, Outcome
from bot.render import Voice
from bot.reply import Reply
from bot.reports import render_broken, render_done
from bot.works import Work, Works
from storage.summary import Summary


class Administering:
    """Has all articles read again."""

    def __init__(self, door: Door, works: Works, delivery: Delivery) -> None:
        """Follow the commands of those whom `door` lets in."""
        self._door = door
        self._works = works
        self._delivery = delivery

    async def reindex(self, request: Request) -> None:
        """Begin to read all articles again, and report to whoever asked; answers go on."""
        voice = await self._door.opens_for(request)
        if voice is None:
            return
        started, over = voice.says("reindex-started"), voice.says("reindex-reading-over")
        work = Work(INDEX, started, _tell, over)
        if not self._works.begins(place_of_answer(request), voice, work):
            await self._delivery.answer(request, self._works.says_busy(voice))


def _tell(outcome: Outcome, voice: Voice) -> Reply:
    if isinstance(outcome, Summary):
        return render_done(outcome, voice)
    broken = outcome if isinstance(outcome, Broken) else Broken()
    return render_broken(broken, voice, stopped=False)
