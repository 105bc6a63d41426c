"""Whole conversations: the bot, with its real core and storage, over HTTP at the local Bot API."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.access import Allowance
from bot.app import serve
from bot.playground.server import LocalBotApi
from bot.settings import Settings
from bot.stock import Stock
from retrieval.answering import Answerer
from storage.answered import Answered
from storage.collection import SqliteCollection
from storage.groups import Groups
from storage.inbox import Inbox
from storage.indexing import bring_up_to_date
from storage.preferences import Preferences
from storage.questions import Questions
from storage.votes import Votes

ADMIN = 4242

ARTICLES = {
    "harbour.md": """---
title: The harbour of Ternmouth reopens
lang: en
outlet: The Tern
date: 2016-08
url: https://tern.example/harbour
---
The harbour of Ternmouth reopened on Monday after eleven weeks of work. Divers had found a crack \
in the northern breakwater in May, and the port authority closed it at once.

Rebuilding the breakwater cost four million pounds. The county paid half of the sum, and fishermen \
went without income for the whole summer.

“We never doubted that it would hold,” said Ruth Calder, who heads the port authority. She thanked \
the divers, who worked at night to use the calm hours.

The ferry to Skerry Island sails again from Friday. A single ticket costs nine pounds.
""",
    "phare.md": """---
title: Le phare de Kermor change de mains
lang: fr
outlet: L’Écho des îles
date: 2019-03-12
---
La commune de Kermor a vendu son phare à l’association Les Veilleurs pour un euro symbolique. Le \
conseil municipal a approuvé la vente à l’unanimité mardi soir.

Construit en 1863, le phare guidait les pêcheurs de sardines vers la baie. Sa lampe s’est éteinte \
en 1991, quand la balise automatique a pris le relais.

« Nous voulons rallumer la lampe avant l’hiver », promet Yann Le Goff, président de l’association. \
La restauration coûtera trois cent mille euros, financés par des dons.

Les visiteurs pourront monter les 214 marches dès le mois de juin. L’entrée sera gratuite pour les \
enfants.
""",
    "bees.txt": """City bees make more honey

Beekeepers in Dunholm counted their jars this week. Hives on the roofs of the city gave thirty \
kilograms of honey each, twice as much as hives in the fields around it.

Professor Ada Linden explains it with the long season of the parks. Gardens bloom from March to \
November, she says, while a rape field flowers for three weeks.
""",
}


@dataclass
class Running:
    """A bot at work: its settings, and what it stands on."""

    settings: Settings
    stock: Stock
    task: "asyncio.Task[None]"
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def end(self) -> None:
        """Tell the bot to stop and wait until it has."""
        self.stop.set()
        await self.task


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles/ and their index, made once."""
    home = tmp_path_factory.mktemp("indexed")
    (home / "articles").mkdir()
    for name, text in ARTICLES.items():
        (home / "articles" / name).write_text(text, encoding="utf-8")
    bring_up_to_date(home / "verbatim.db", home / "articles")
    return home


@pytest.fixture
def home(indexed: Path, tmp_path: Path) -> Path:
    """A copy of the articles and their index, for one test to change."""
    return Path(shutil.copytree(indexed, tmp_path / "home"))


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    """Telegram."""
    async with LocalBotApi(username="verbatim_bot", first_name="Verbatim", privacy=False) as server:
        yield server


@pytest.fixture
def settings(api: LocalBotApi, home: Path) -> Settings:
    """The settings of a bot at the local API."""
    return Settings(
        db=home / "verbatim.db",
        articles=home / "articles",
        admins=frozenset({ADMIN}),
        token=api.token,
        api_base=api.url,
    )


@pytest.fixture
def start() -> Callable[..., Any]:
    """Start a bot: `async with start(settings) as running`. Settings can be changed by name."""

    @asynccontextmanager
    async def running(
        settings: Settings, answers: Any = None, allowance: Allowance | None = None, **changed: Any
    ) -> AsyncIterator[Running]:
        settings = replace(settings, **changed)
        async with AsyncExitStack() as ending:
            collection = ending.enter_context(closing(SqliteCollection(settings.db)))
            stock = Stock(
                answers or Answerer(collection),
                collection,
                ending.enter_context(closing(Inbox(settings.db))),
                ending.enter_context(closing(Preferences(settings.db))),
                ending.enter_context(closing(Votes(settings.db))),
                ending.enter_context(closing(Groups(settings.db))),
                ending.enter_context(closing(Answered(settings.db))),
                ending.enter_context(
                    closing(Questions(settings.db, keeps_words=settings.keep_questions))
                ),
                allowance or Allowance(),
            )
            stop = asyncio.Event()
            task = asyncio.create_task(serve(settings, stock, stop))
            bot = Running(settings, stock, task, stop)
            try:
                yield bot
            finally:
                stop.set()
                await asyncio.wait({task})
            task.result()

    return running


@pytest.fixture
async def bot(start: Callable[..., Any], settings: Settings) -> AsyncIterator[Running]:
    """The bot, listening."""
    async with start(settings) as running:
        yield running


@pytest.fixture
def ada(api: LocalBotApi) -> Any:
    """A reader whose Telegram speaks English."""
    return api.add_user("Ada", username="ada", language_code="en")


@pytest.fixture
def bob(api: LocalBotApi) -> Any:
    """A reader whose Telegram speaks French."""
    return api.add_user("Bob", username="bob", language_code="fr-CA")


@pytest.fixture
def admin(api: LocalBotApi) -> Any:
    """The admin."""
    return api.add_user("Noor", username="noor", language_code="en", id=ADMIN)


@pytest.fixture
def group(api: LocalBotApi, ada: Any, bob: Any) -> Any:
    """A group with Ada, Bob and the bot, which has long been there and sees every message."""
    return api.add_group("Readers", members=[ada, bob], settled=True)


@pytest.fixture
def process_environment(settings: Settings) -> dict[str, str]:
    """The environment of a bot in a process of its own."""
    return {
        **os.environ,
        "VERBATIM_DB": str(settings.db),
        "VERBATIM_ARTICLES": str(settings.articles),
        "VERBATIM_ADMINS": str(ADMIN),
        "TELEGRAM_BOT_TOKEN": settings.token or "",
        "TELEGRAM_API_BASE": settings.api_base,
    }
