"""French and English are told apart, in the shortest questions too."""

import pytest

from retrieval.language import detect_language, french_evidence

ENGLISH = [
    "Who runs the harbour?",
    "Where?",
    "What is it?",
    "And in 2016?",
    "how much",
    "tell me about the bridge",
    "whats the cost of the bridge",
    "price of bread",
    "Is it free?",
    "Which brands left?",
    "hey whats up with the ferry",
    "can i visit",
    "Any news on Twitter and RT?",
    "The lock was rebuilt in nine weeks, and the first barge went through on a Sunday.",
    "Marie Dupont et Cie, a Paris firm, sold its shares to the town council.",
]
FRENCH = [
    "Qui dirige le port ?",
    "Où ?",
    "C'est quoi ?",
    "Et en 2016 ?",
    "combien",
    "parle moi du pont",
    "cest quoi le prix du pont",
    "prix du pain",
    "C'est gratuit ?",
    "Quelles marques sont parties ?",
    "jack dorsey cest qui",
    "on peut visiter",
    "Des nouvelles de Twitter et RT ?",
    "L'écluse a été refaite en neuf semaines, et la première péniche y est passée un dimanche.",
    "« Never again », a dit le patron du pub, mais il rouvre lundi avec un menu de fish and chips.",
]


@pytest.mark.parametrize("default", ["fr", "en"])
@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english_whatever_the_default(text, default):
    assert detect_language(text, default) == "en"


@pytest.mark.parametrize("default", ["fr", "en"])
@pytest.mark.parametrize("text", FRENCH)
def test_french_is_french_whatever_the_default(text, default):
    assert detect_language(text, default) == "fr"


@pytest.mark.parametrize("text", ["", "Viber", "Getty Images ?", "1823", "🚢", "\0\ud800"])
def test_a_text_without_evidence_is_in_the_default_language(text):
    assert french_evidence(text) == 0
    assert detect_language(text, "fr") == "fr"
    assert detect_language(text, "en") == "en"


@pytest.mark.parametrize(
    "text", ["prix WhatsApp", "salaire Elizabeth", "budget marketing", "parking gratuit"]
)
def test_a_name_or_a_borrowed_word_makes_no_question_english(text):
    assert detect_language(text, "fr") == "fr"


def test_evidence_grows_with_the_text_up_to_its_first_part():
    once = "Le port est fermé. "
    assert 0 < french_evidence(once) < french_evidence(once * 5)
    assert french_evidence(once * 1_000) == french_evidence(once * 2_000)
