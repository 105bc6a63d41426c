"""What the bot works with: the core, the collection, and its own state; opened and closed."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field

from bot.access import Allowance
from bot.library import Answers, Articles
from bot.one_bot import only_bot_on
from bot.settings import Settings
from retrieval.answering import Answerer
from retrieval.concepts import load_concepts_with
from storage.answered import Answered
from storage.collection import SqliteCollection
from storage.groups import Groups
from storage.inbox import Inbox
from storage.preferences import Preferences
from storage.questions import Questions
from storage.votes import Votes


@dataclass(frozen=True, slots=True)
class Stock:
    """What the bot works with: the core, the collection, and its own state."""

    answers: Answers
    articles: Articles
    inbox: Inbox
    preferences: Preferences
    votes: Votes
    groups: Groups
    answered: Answered
    questions: Questions
    allowance: Allowance = field(default_factory=Allowance)


@contextmanager
def opened_stock(settings: Settings) -> Iterator[Stock]:
    """Open everything, for the only bot on this database.

    :raises VerbatimError: no database, another bot at work on it, or synonyms that can't be read.
    """
    concepts = load_concepts_with(settings.synonyms)
    with ExitStack() as opened:
        collection = opened.enter_context(closing(SqliteCollection(settings.db)))
        with collection.snapshot():
            pass  # it can be read: better told now than to the first person who asks
        opened.enter_context(only_bot_on(settings.db))
        kept = Questions(settings.db, keeps_words=settings.keep_questions)
        yield Stock(
            Answerer(collection, settings.caution, concepts),
            collection,
            opened.enter_context(closing(Inbox(settings.db))),
            opened.enter_context(closing(Preferences(settings.db))),
            opened.enter_context(closing(Votes(settings.db))),
            opened.enter_context(closing(Groups(settings.db))),
            opened.enter_context(closing(Answered(settings.db))),
            opened.enter_context(closing(kept)),
        )
