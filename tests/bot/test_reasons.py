"""Why something can't be read or done: each reason in each language."""

import re

import pytest

from bot.locales import LANGUAGES, catalogue_for
from bot.reasons import spoken_reason
from storage.reasons import Reason, ReasonedError
from storage.sources.flaws import Flaw
from storage.telling import FAMILIES, as_json, from_json

KINDS = [kind for family in FAMILIES for kind in family]
# Whole numbers where the sentence has a plural form; texts anywhere else do.
NUMBERS = {"articles": 2, "number": 2}


def example(kind):
    """Return a reason of this kind, with everything that its English names."""
    named = re.findall(r"{(\w+)}", kind.told)
    return Reason(kind, {name: NUMBERS.get(name, f"<{name}>") for name in named})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_has_its_own_sentence(lang):
    said = [catalogue_for(lang).say(kind.code, **example(kind).details) for kind in KINDS]
    assert all(said)


@pytest.mark.parametrize("kind", KINDS)
def test_reason_that_is_stored_or_sent_comes_back_as_it_was(kind):
    reason = example(kind).at(3).keeping()
    assert from_json(as_json(reason)) == reason


def test_reason_tells_the_line_and_what_stays():
    reason = ReasonedError(Flaw.NOT_JSON, 2000, detail="Expecting value", column=7).reason.keeping()
    assert str(reason) == (
        "line 2000: not JSON (Expecting value, column 7). What was indexed from it before stays."
    )
    said = spoken_reason(reason, catalogue_for("fr"))
    assert re.sub("[\u00a0\u202f]", " ", said) == (
        "Ligne 2 000 – Ce n’est pas du JSON (à partir du caractère 7). "
        "Je garde ce que j’y avais lu avant."
    )


def test_sentence_of_an_older_version_is_shown_as_it_is():
    assert spoken_reason(from_json("line 2: no"), catalogue_for("fr")) == "line 2: no"


def test_what_others_have_written_fits_into_a_line():
    reason = Reason(Flaw.NO_TEXT_IN, {"article": "a\n\u202eb" * 1_000})
    said = spoken_reason(reason, catalogue_for("en"))
    assert len(said) <= 500
    assert not {"\n", "\u202e"} & set(said)
