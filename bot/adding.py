"""/add: a web page by its address, or a document that comes with /add as its caption."""

import asyncio
import shutil
import tempfile
from pathlib import Path

from telegram import Document

from bot.addressing import Request
from bot.citing import label
from bot.delivery import Delivery
from bot.door import Door
from bot.freight import LARGEST_DOWN, Freight
from bot.places import place_of_answer
from bot.reasons import spoken_reason
from bot.reindex import AddedSource, Broken, Outcome
from bot.render import Voice
from bot.reply import Reply
from bot.reports import render_broken
from bot.works import Work, Works
from storage.added import document_name, label_of
from storage.fetching.addresses import web_address
from storage.fetching.reasons import FetchError
from storage.reasons import Reason
from storage.sources.folder import FORMATS, SUFFIXES


class Adding:
    """Adds sources, in the child process that writes the index."""

    def __init__(self, door: Door, works: Works, freight: Freight, delivery: Delivery) -> None:
        """Follow the commands of those whom `door` lets in."""
        self._door = door
        self._works = works
        self._freight = freight
        self._delivery = delivery

    async def add(self, request: Request) -> None:
        """Add what the command names, and tell whoever asked what came of it."""
        voice = await self._door.opens_for(request)
        if voice is None:
            return
        if self._works.is_busy:
            await self._delivery.answer(request, self._works.says_busy(voice))
            return
        document = document_of(request)
        work = (
            await self._document_work(document, voice)
            if document is not None
            else _page_work(request.words, voice)
        )
        if isinstance(work, Reply):
            await self._delivery.answer(request, work)
        elif not self._works.begins(place_of_answer(request), voice, work):
            await self._delivery.answer(request, self._works.says_busy(voice))

    async def _document_work(self, document: Document, voice: Voice) -> Work | Reply:
        """Fetch a document and return what is to be done with it, or what is wrong with it."""
        name = document_name(document.file_name or "")
        if name is None:
            return voice.says("add-format", formats=FORMATS)
        if (document.file_size or 0) > LARGEST_DOWN:
            return voice.says("add-too-large")
        data = await self._freight.fetch(document.file_id)
        if data is None:
            return voice.says("add-not-fetched")
        path = await asyncio.to_thread(_put_down, data, name)
        return Work(
            ("add", "--name", label_of(name), "--", str(path)),
            voice.says("add-document-started"),
            _tell,
            after=lambda: shutil.rmtree(path.parent, ignore_errors=True),
        )


def document_of(request: Request) -> Document | None:
    """Return the document that comes with a command, or that a bare one replies to."""
    replied = request.message.reply_to_message
    if request.message.document is None and not request.words and replied is not None:
        return replied.document
    return request.message.document


def _page_work(words: str, voice: Voice) -> Work | Reply:
    """Return what is to be done with an address, or how to give one."""
    if len(words.split()) != 1:
        return voice.says("add-how", formats=FORMATS)
    try:
        address = web_address(words if "://" in words else f"https://{words}")
    except FetchError as error:
        return _not_added(error.reason, voice)
    return Work(("add", "--", address), voice.says("add-page-started"), _tell)


def _put_down(data: bytes, name: str) -> Path:
    """Write a document where the child process finds it; its folder is to be taken away."""
    suffix = next(one for one in SUFFIXES if name.endswith(one))
    path = Path(tempfile.mkdtemp(prefix="verbatim-")) / f"document{suffix}"
    path.write_bytes(data)
    return path


def _tell(outcome: Outcome, voice: Voice) -> Reply:
    """Return what was added, or why nothing was."""
    if isinstance(outcome, AddedSource):
        return _added(outcome, voice)
    broken = outcome if isinstance(outcome, Broken) else Broken()
    if broken.unreadable:
        return _not_added(broken.reason, voice)
    return render_broken(broken, voice, stopped=False)


def _added(added: AddedSource, voice: Voice) -> Reply:
    say = voice.catalogue.say
    if added.articles == 1 and added.titles:
        what = say("quoted-word", word=label(added.titles[0]))
    else:
        what = say("added-articles", articles=added.articles, name=label(label_of(added.name)))
    said = "added-again" if added.replaced else "added-new"
    return voice.says(said, what=what, paragraphs=added.paragraphs)


def _not_added(reason: Reason | None, voice: Voice) -> Reply:
    return voice.says("add-refused", reason=spoken_reason(reason, voice.catalogue))
