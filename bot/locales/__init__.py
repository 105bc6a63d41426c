"""What the program says, in every language it speaks, as Fluent messages.

`fr.ftl` holds the bot's messages in French, `terminal.fr.ftl` those that only a terminal shows.
Another language is another pair of such files and its code in `LANGUAGES`.
"""

from functools import cache
from pathlib import Path

LANGUAGES = ("en", "fr")
FALLBACK = "en"


class Catalogue:
    """The sentences of one language."""

    def __init__(self, lang: str) -> None:
        """Read the catalogue of `lang`, one of `LANGUAGES`."""
        # Fluent brings all of Babel's import with it, which the command line can do without.
        from fluent.runtime import FluentBundle, FluentResource  # noqa: PLC0415

        self.lang = lang
        # No isolation marks around values: they would stand invisibly inside quotes and links.
        self._bundle = FluentBundle([lang], use_isolating=False)
        for path in sources_of(lang):
            self._bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))

    def say(self, message_id: str, **values: str | float) -> str:
        """Return a message as plain text, with `values` filled in.

        :raises KeyError: no message has that id, or one of its values is missing.
        """
        pattern = self._bundle.get_message(message_id).value
        if pattern is None:
            raise KeyError(f"{message_id} in {self.lang} says nothing")
        text, errors = self._bundle.format_pattern(pattern, values)
        if errors:
            raise KeyError(f"{message_id} in {self.lang}: {errors[0]}")
        return str(text)


def catalogue_for(lang: str | None) -> Catalogue:
    """Return the catalogue for a language tag ("fr", "fr-CA", None); English for unknown ones."""
    code = (lang or "").replace("_", "-").split("-")[0].lower()
    return _catalogue(code if code in LANGUAGES else FALLBACK)


@cache
def _catalogue(lang: str) -> Catalogue:
    return Catalogue(lang)


def sources_of(lang: str) -> list[Path]:
    """Return the files that hold the messages in `lang`."""
    folder = Path(__file__).parent
    return [folder / f"{lang}.ftl", *sorted(folder.glob(f"*.{lang}.ftl"))]
