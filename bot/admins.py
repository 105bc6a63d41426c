"""The admins' parts, put together: their commands, their buttons, and how they end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from telegram.ext import ExtBot

from bot.adding import Adding
from bot.addressing import Press, Request
from bot.admin import Administering
from bot.admin_views import ConfirmedView, RemovalsView, RemovalView, SourcesView
from bot.backing_up import BackingUp
from bot.delivery import Delivery
from bot.door import Door
from bot.figuring import Figuring
from bot.freight import Freight
from bot.library import Library
from bot.readers import Readers
from bot.reindex import Reindexer
from bot.settings import Settings
from bot.sourcing import Sourcing
from bot.tally import Tally
from bot.works import Works


@dataclass(frozen=True, slots=True)
class Admins:
    """What admins may have done, by command and by button."""

    commands: dict[str, Callable[[Request], Awaitable[None]]]
    buttons: dict[type, Callable[[Press, Any], Awaitable[None]]]
    works: Works
    backing_up: BackingUp

    async def close(self) -> None:
        """Break off what is being done, and tell whoever asked for it."""
        await self.works.close()
        await self.backing_up.close()


def assemble_admins(
    settings: Settings,
    bot: ExtBot[None],
    *,
    delivery: Delivery,
    readers: Readers,
    library: Library,
    tally: Tally,
) -> Admins:
    """Put the admins' parts together; nothing starts yet."""
    door = Door(settings.admins, readers, delivery)
    works = Works(Reindexer(settings.db, settings.articles), delivery)
    freight = Freight(bot, delivery)

    administering = Administering(door, works, delivery)
    adding = Adding(door, works, freight, delivery)
    sourcing = Sourcing(settings.db, door, works, readers, delivery)
    figuring = Figuring(door, tally, library, freight, delivery)
    backing_up = BackingUp(settings.db, door, freight, delivery)
    return Admins(
        commands={
            "add": adding.add,
            "remove": sourcing.remove,
            "sources": sourcing.sources,
            "stats": figuring.stats,
            "gaps": figuring.gaps,
            "backup": backing_up.backup,
            "reindex": administering.reindex,
        },
        buttons={
            SourcesView: sourcing.turn_sources,
            RemovalsView: sourcing.turn_removals,
            RemovalView: sourcing.ask_removal,
            ConfirmedView: sourcing.confirm_removal,
        },
        works=works,
        backing_up=backing_up,
    )
