"""A conversation in the terminal: a line in, an answer out, the question before kept in mind."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TextIO

from bot.batch import Ask
from bot.hinting import Say
from bot.locales import LANGUAGES, catalogue_for
from bot.terminal import show_result
from bot.wrapping import Screen, harmless, write_lines
from retrieval.model import Article, NoAnswer, Reason

PROMPT = "> "
LONGEST_TITLE = 60  # code points of a title in an example question


@dataclass(slots=True)
class Conversation:
    """One person's questions, one after another. `before` is the last one; "" at the start."""

    ask: Ask
    list_articles: Callable[[], str]
    verify: Callable[[str], str]
    screen: Screen
    say: Say
    before: str = ""
    ended: bool = False

    def reply(self, line: str) -> str:
        """Return what to show after a line: an answer, a command's text, "" for an empty line."""
        line = line.strip()
        if not line:
            return ""
        if line.startswith("/"):
            return self._obey(line)
        return self._answer(line)

    def _answer(self, question: str) -> str:
        result = self.ask(question, self.before)
        if not isinstance(result, NoAnswer) or result.reason is not Reason.SMALL_TALK:
            self.before = question
        return show_result(result, self.screen, self.say)

    def _obey(self, line: str) -> str:
        command, _, question = line.partition(" ")
        match command.lower():
            case "/quit" | "/exit":
                self.ended = True
                return ""
            case "/articles":
                return self.list_articles()
            case "/help" | "/start":
                return self.say("terminal-help")
            case "/verify":
                return self.verify(question)
            case "/ask" if question.strip():
                return self._answer(question.strip())
        return self.say("terminal-unknown-command", command=harmless(command))


def greet(articles: Sequence[Article], folder: str, screen: Screen, say: Say) -> str:
    """Return what a conversation opens with: what this is, and a question in each language."""
    lines = [say("terminal-welcome", articles=len(articles), folder=folder)]
    if articles:
        lines.append(say("terminal-examples"))
        lines += [f"· {example_in(lang, articles)}" for lang in LANGUAGES]
    lines.append(say("terminal-leave"))
    return "\n".join(write_lines(line, screen) for line in lines)


def example_in(lang: str, articles: Sequence[Article]) -> str:
    """Return a question in `lang` that an article answers, one in that language if there is any."""
    article = next((one for one in articles if one.lang == lang), articles[0])
    title = shorten(harmless(article.title or article.key), LONGEST_TITLE, placeholder=" …")
    return catalogue_for(lang).say("terminal-example", title=title)


def read_lines(stream: TextIO, *, prompted: bool) -> Iterator[str]:
    """Yield the lines that a person types after a prompt, or that a pipe brings, until the end."""
    if not prompted:
        yield from stream
        return
    import readline  # noqa: F401, PLC0415 - lets people edit their line and recall the ones before

    while True:
        try:
            yield input(PROMPT)
        except EOFError:
            return
