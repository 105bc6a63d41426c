"""What the program says, in every language it speaks, as Fluent messages.

`fr.ftl` holds the bot's messages in French, `terminal.fr.ftl` those that only a terminal shows.
Another language is another such file, `de.ftl` for German. What it doesn't say yet (and, without
`terminal.de.ftl`, what a terminal shows) is said in English.
"""

import re
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

FALLBACK = "en"
_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(path.stem for path in _FOLDER.glob("??.ftl")))

_VALUE = re.compile(r"\{ \$(\w+) \}")
_FLUENT = frozenset("{}\\")  # what makes more than plain text of a message


class _Plain(NamedTuple):
    """A message of one line: values of these names stand between the texts."""

    texts: list[str]
    names: list[str]


class Catalogue:
    """The sentences of one language."""

    def __init__(self, lang: str) -> None:
        """Read the catalogue of `lang`, one of `LANGUAGES`."""
        self.lang = lang
        self._sources = [path.read_text(encoding="utf-8") for path in sources_of(lang)]
        self._plain: dict[str, _Plain | None] = {}  # found before; looking takes a while

    def say(self, message_id: str, **values: str | float) -> str:
        """Return a message as plain text, with `values` filled in.

        :raises KeyError: no message has that id, or one of its values is missing.
        """
        plain = self.say_plainly(message_id, **values)
        if plain is not None:
            return plain
        if self.lang != FALLBACK and not self._bundle.has_message(message_id):
            return catalogue_for(FALLBACK).say(message_id, **values)
        pattern = self._bundle.get_message(message_id).value
        if pattern is None:
            raise KeyError(f"{message_id} in {self.lang} says nothing")
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise KeyError(f"{message_id} in {self.lang}: {errors[0]}")
        return str(text)

    def say_plainly(self, message_id: str, **values: str | float) -> str | None:
        """Return a message of one line in which texts are filled in; None for any other.

        It takes no Fluent, which brings all of Babel's import with it: most answers that the
        command line gives can do without.
        """
        if message_id not in self._plain:
            self._plain[message_id] = self._find_plain(message_id)
        plain = self._plain[message_id]
        if plain is None:
            return None
        filled = [values.get(name) for name in plain.names]
        said = [text for pair in zip(plain.texts, [*filled, ""], strict=True) for text in pair]
        return "".join(map(str, said)) if all(isinstance(text, str) for text in said) else None

    def _find_plain(self, message_id: str) -> "_Plain | None":
        line = re.compile(rf"^{re.escape(message_id)} = (.+)\n(?! )", re.MULTILINE)
        found = next(filter(None, map(line.search, self._sources)), None)
        parts = _VALUE.split(found[1]) if found else [""]
        plain = _Plain(parts[::2], parts[1::2])
        return plain if found and not any(set(text) & _FLUENT for text in plain.texts) else None

    @cached_property
    def _bundle(self) -> "FluentBundle":
        from fluent.runtime import FluentBundle, FluentResource  # noqa: PLC0415 - see above

        # No isolation marks around values: they would stand invisibly inside quotes and links.
        bundle = FluentBundle([self.lang], use_isolating=False)
        for source in self._sources:
            bundle.add_resource(FluentResource(source))
        return bundle


def catalogue_for(lang: str | None) -> Catalogue:
    """Return the catalogue for a language tag ("fr", "fr-CA", None); English for unknown ones."""
    code = (lang or "").replace("_", "-").split("-")[0].lower()
    return _catalogue(code if code in LANGUAGES else FALLBACK)


def own_name(lang: str) -> str:
    """Return what a language is called by those who speak it."""
    return catalogue_for(lang).say("language-name")


@cache
def _catalogue(lang: str) -> Catalogue:
    return Catalogue(lang)


def sources_of(lang: str) -> list[Path]:
    """Return the files that hold the messages in `lang`."""
    return [_FOLDER / f"{lang}.ftl", *sorted(_FOLDER.glob(f"*.{lang}.ftl"))]
