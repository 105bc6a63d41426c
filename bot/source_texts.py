"""What the index is made from, as messages to an admin. Pure: values in, replies out."""

import time

from bot.admin_views import ConfirmedView, RemovalsView, RemovalView, SourcesView
from bot.citing import MOST_OF_A_LABEL_IN_A_LIST, label, spoken_date
from bot.linking import mark_of
from bot.locales import Catalogue
from bot.passages import leafing
from bot.refusals import spoken_refusal
from bot.render import Voice
from bot.reply import Button, Reply, in_plain_words, in_rows
from bot.views import View
from storage.fetching.reasons import FetchError
from storage.inventory import AddedState, Inventory

A_PAGE = 8  # sources, each with a button where one is to be picked
_MOST_OF_A_PROBLEM = 200  # code points


def render_sources(inventory: Inventory, page: int, voice: Voice) -> Reply:
    """Return page `page` (from 0, the nearest there is) of everything that is read."""
    say = voice.catalogue.say
    lines = [say("sources-title"), "", say("sources-folder", **_folder(inventory))]
    if inventory.troubled:
        lines.append(say("sources-folder-troubled", troubled=inventory.troubled))
    if inventory.last_run is not None:
        lines.append(
            say("sources-last-run", when=spoken_moment(inventory.last_run, voice.catalogue))
        )
    page, pages = _nearest(page, len(inventory.added))
    lines += ["", say("sources-added") if inventory.added else say("sources-none-added")]
    for number, state in _on_page(inventory, page):
        lines += _lines(number, state, voice.catalogue)
    if pages > 1:
        lines += ["", say("articles-page", page=page + 1, pages=pages)]
    leaves = leafing(page, pages, lambda to: SourcesView(voice.lang, to), voice)
    return in_plain_words("\n".join(lines), *leaves)


def render_removals(inventory: Inventory, page: int, voice: Voice) -> Reply:
    """Return page `page` (from 0, the nearest there is) of what can be removed, as buttons."""
    if not inventory.added:
        return voice.says("remove-nothing")
    page, pages = _nearest(page, len(inventory.added))
    rows = [
        (Button(f"{number}. {_short(state)}", _removal(state, voice)),)
        for number, state in _on_page(inventory, page)
    ]
    leaves = leafing(page, pages, lambda to: RemovalsView(voice.lang, to), voice)
    text = in_plain_words(voice.catalogue.say("remove-which")).html
    return Reply(text, in_rows(*rows, leaves))


def render_removal(state: AddedState, voice: Voice) -> Reply:
    """Return the question whether a source is to be removed."""
    say = voice.catalogue.say
    sure = say("remove-sure", source=label(state.source.label), articles=state.articles)
    remove = Button(say("button-remove"), ConfirmedView(voice.lang, mark_of(state.source.name)))
    keep = Button(say("button-keep"), RemovalsView(voice.lang, 0))
    return in_plain_words(sure, remove, keep)


def spoken_moment(seconds: int, catalogue: Catalogue) -> str:
    """Return a moment, in seconds since 1970, as people say it."""
    moment = time.gmtime(seconds)
    day = spoken_date(time.strftime("%Y-%m-%d", moment), catalogue)
    return catalogue.say("moment", day=day, time=time.strftime("%H:%M", moment))


def _folder(inventory: Inventory) -> dict[str, float]:
    return {"articles": inventory.articles, "files": inventory.files}


def _lines(number: int, state: AddedState, catalogue: Catalogue) -> list[str]:
    """Return what there is to say of one source, and what is wrong with it."""
    when = spoken_date(time.strftime("%Y-%m-%d", time.gmtime(state.source.fetched)), catalogue)
    said = "source-page" if state.source.is_page else "source-document"
    lines = [
        catalogue.say(
            said,
            number=str(number),
            name=label(state.source.label),
            articles=state.articles,
            when=when,
        )
    ]
    if state.source.problem:
        why = spoken_refusal(FetchError.restored(state.source.problem), catalogue)
        lines.append(catalogue.say("source-problem", why=why))
    elif state.problems:
        why = label(state.problems[0], _MOST_OF_A_PROBLEM)
        lines.append(catalogue.say("source-problem", why=why))
    return lines


def _short(state: AddedState) -> str:
    """Return a source's name for a button, without what all addresses begin with."""
    name = state.source.label.removeprefix("https://").removeprefix("http://")
    return label(name, MOST_OF_A_LABEL_IN_A_LIST // 2)


def _removal(state: AddedState, voice: Voice) -> View:
    return RemovalView(voice.lang, mark_of(state.source.name))


def _on_page(inventory: Inventory, page: int) -> list[tuple[int, AddedState]]:
    first = page * A_PAGE
    return list(enumerate(inventory.added[first : first + A_PAGE], first + 1))


def _nearest(page: int, total: int) -> tuple[int, int]:
    """Return the nearest page that there is, and how many pages there are."""
    pages = max(1, -(-total // A_PAGE))
    return max(0, min(page, pages - 1)), pages
