"""Getting to know the bot and its articles: /start, /help, /privacy, /articles, /article N."""

from bot.addressing import Press, Request
from bot.delivery import Delivery
from bot.library import Library, ListPage, Passage
from bot.linking import ToArticle, ToParagraph, read_start
from bot.menus import Menus
from bot.passages import OpenArticle, render_article, render_gone, render_list, render_passage
from bot.readers import Readers
from bot.render import Voice
from bot.reply import Reply, in_plain_words
from bot.views import ArticleView, ListView, PassageView


class Browsing:
    """Shows articles and paragraphs, and says what the bot is."""

    def __init__(
        self,
        library: Library,
        readers: Readers,
        delivery: Delivery,
        menus: Menus,
        admins: frozenset[int],
        *,
        inline: bool,
        keeps_questions: bool,
    ) -> None:
        """Read from `library`; `admins` are shown their commands, too.

        `inline`: quotes can be had in any chat, which is told only where it is so.
        `keeps_questions`: the words of those without an answer are kept, which is told.
        """
        self._library = library
        self._readers = readers
        self._delivery = delivery
        self._menus = menus
        self._admins = admins
        self._inline = inline
        self._keeps_questions = keeps_questions

    async def start(self, request: Request) -> None:
        """Welcome a newcomer, or show what a link of ours leads to."""
        voice = await self._readers.voice_for(request)
        match read_start(request.words):
            case ToParagraph() as target:
                reply = await self._linked_paragraph(target, voice)
            case ToArticle(mark):
                reply = _opened(await self._library.article_with(mark), 0, voice)
            case None:
                reply = voice.says("welcome", articles=await self._library.count())
        await self._delivery.answer(request, reply)
        if request.private and request.user_id in self._admins:
            await self._menus.set_for_admin(request.message.chat.id)

    async def help(self, request: Request) -> None:
        """Say what the bot can do, to an admin also what only they can have done."""
        voice = await self._readers.voice_for(request)
        say, name = voice.catalogue.say, voice.bot_name
        inline = "\n" + say("help-inline", name=name) if self._inline else ""
        text = f"{say('help', name=name)}{inline}\n\n{say('help-commands')}"
        if request.private and request.user_id in self._admins:
            text += "\n" + say("help-admin")
        await self._delivery.answer(request, in_plain_words(text))

    async def privacy(self, request: Request) -> None:
        """Say what is kept of a reader."""
        voice = await self._readers.voice_for(request)
        say = voice.catalogue.say
        if self._keeps_questions:
            questions, counts = say("privacy-questions-kept"), say("privacy-counts-and-gaps")
        else:
            questions, counts = say("privacy-questions-not-kept"), say("privacy-counts")
        await self._delivery.answer(
            request, voice.says("privacy", questions=questions, counts=counts)
        )

    async def articles(self, request: Request) -> None:
        """List the articles."""
        voice = await self._readers.voice_for(request)
        page = await self._library.list_page(0)
        await self._delivery.answer(request, _listed(page, voice))

    async def article(self, request: Request) -> None:
        """Open the article of this number at its beginning."""
        voice = await self._readers.voice_for(request)
        number = int(request.words) if is_number(request.words) else 0
        opened = await self._library.article(number)
        if opened is not None:
            reply = render_article(opened, 0, voice)
        else:
            reply = voice.says("article-unknown", total=await self._library.count())
        await self._delivery.answer(request, reply)

    async def turn_list(self, press: Press, view: ListView) -> None:
        """Show another page of the list in the same message."""
        page = await self._library.list_page(view.page)
        reply = _listed(page, self._readers.voice_in(view.lang))
        await self._delivery.edit(press.chat.id, press.message_id, reply)
        await self._delivery.acknowledge(press.query_id)

    async def turn_article(self, press: Press, view: ArticleView) -> None:
        """Show another page of an article in the same message."""
        opened = await self._library.article_with(view.mark)
        if opened is None:
            await self._say_gone(press, "article-gone")
            return
        reply = render_article(opened, view.page, self._readers.voice_in(view.lang))
        await self._delivery.edit(press.chat.id, press.message_id, reply)
        await self._delivery.acknowledge(press.query_id)

    async def turn_passage(self, press: Press, view: PassageView) -> None:
        """Show another paragraph in the same message."""
        passage = await self._library.passage(view.key)
        if passage is None:
            await self._say_gone(press, "passage-gone")
            return
        reply = _shown(passage, self._readers.voice_in(view.lang))
        await self._delivery.edit(press.chat.id, press.message_id, reply)
        await self._delivery.acknowledge(press.query_id)

    async def _linked_paragraph(self, target: ToParagraph, voice: Voice) -> Reply:
        """Return the paragraph; once it is gone, that, with the article if that is left."""
        passage = await self._library.passage(target.key)
        if passage is not None:
            return _shown(passage, voice)
        left = await self._library.article_with(target.mark) if target.mark else None
        return render_gone(left.article if left else None, voice)

    async def _say_gone(self, press: Press, message_id: str) -> None:
        """Tell the person who pressed, and nobody else, that there is nothing to show any more."""
        voice = await self._readers.voice_of(press.user)
        gone = voice.catalogue.say(message_id)
        await self._delivery.acknowledge(press.query_id, gone, alert=True)


def is_number(words: str) -> bool:
    """Whether words are a number that one can count to."""
    return words.isascii() and words.isdecimal() and len(words) < 10


def _shown(passage: Passage, voice: Voice) -> Reply:
    return render_passage(passage.paragraph, passage.neighbour(-1), passage.neighbour(1), voice)


def _opened(opened: OpenArticle | None, page: int, voice: Voice) -> Reply:
    return render_article(opened, page, voice) if opened else voice.says("article-gone")


def _listed(page: ListPage, voice: Voice) -> Reply:
    return render_list(page.listed, page.page, page.total, voice)
