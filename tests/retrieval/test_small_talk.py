"""Thanks and greetings are told from questions."""

import time

import pytest

from retrieval.small_talk import Talk, is_small_talk, kind_of_talk

SMALL_TALK = [
    "merci",
    "Merci beaucoup !",
    "Super, merci 👍",
    "bonjour à tous",
    "Salut, ça va ?",
    "Bonne soirée et à demain !",
    "MERCI !!!",
    "ok",
    "hahaha",
    "mdrrr",
    "thanks a lot",
    "Thank you so much for your help",
    "hello",
    "Good morning everyone",
    "lol",
    "xD",
    "bye, see you soon",
]
QUESTIONS = [
    "Merci de me dire qui dirige le port",
    "Bonjour, quel est le prix du pain ?",
    "Salut ! C'est où l'écluse ?",
    "How much?",
    "Et le soir ?",
    "Combien ?",
    "Thanks, and who runs the harbour?",
    "hello, ferry prices?",
    "Who thanked the mayor?",
    "When?",
    "Which one?",
    "What happened the morning after?",
]


@pytest.mark.parametrize("text", SMALL_TALK)
def test_thanks_greetings_and_laughter_ask_nothing(text):
    assert is_small_talk(text)


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_among_courtesies_is_a_question(text):
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text", ["How soon?", "Le Monde", "Demain ?", "ok mais pourquoi ?", "merci, et où ?"]
)
def test_words_of_greetings_make_questions_too(text):
    assert not is_small_talk(text)


@pytest.mark.parametrize("text", ["", " ", "?", "🚢", "\0"])
def test_a_message_without_words_is_not_small_talk(text):
    assert not is_small_talk(text)


def test_endless_laughter_is_recognised_in_no_time():
    started = time.process_time()
    for _ in range(10):
        assert not is_small_talk(" ".join(["llllllo" * 9] * 3))
    assert time.process_time() - started < 0.5  # seconds of work; it takes thousandths


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bonjour !", Talk.GREETING),
        ("hi there", Talk.GREETING),
        ("Super, merci beaucoup", Talk.THANKS),
        ("Bonne soirée et à demain !", Talk.GOODBYE),
        ("lol", Talk.OTHER),
        ("t'es nul", Talk.COMPLAINT),
        ("You suck!", Talk.COMPLAINT),
        ("Ce n’est pas ma question", Talk.COMPLAINT),
        ("Je ne comprends pas", Talk.COMPLAINT),
        ("Plus de détails stp", Talk.ABOUT_ANSWER),
        ("la source ?", Talk.ABOUT_ANSWER),
        ("Tu es sûr ?", Talk.ABOUT_ANSWER),
        ("another answer", Talk.ABOUT_ANSWER),
        ("tell me more", Talk.ABOUT_ANSWER),
        ("Bonjour, j'ai une question", Talk.INVITATION),
        ("can I ask you something?", Talk.INVITATION),
        ("Bonjour, que sais-tu faire ?", Talk.ABOUT_ME),
        ("Comment tu t'appelles ?", Talk.ABOUT_ME),
        ("help", Talk.ABOUT_ME),
        ("are you a robot?", Talk.ABOUT_ME),
        ("De quoi parlent tes articles ?", Talk.ABOUT_ARTICLES),
        ("what articles do you have", Talk.ABOUT_ARTICLES),
        ("Peux-tu me résumer l'article sur le port, stp ?", Talk.BEYOND),
        ("tell me a joke", Talk.BEYOND),
    ],
)
def test_what_is_said_to_the_bot_is_told_apart(text, kind):
    assert kind_of_talk(text) is kind


@pytest.mark.parametrize(
    "text",
    [
        "De quoi parle l'article sur le port ?",
        "Comment ça marche ?",
        "Pourquoi ?",
        "Quelle est la source du fleuve ?",
        "D'autres ports ?",
        "More ferries?",
        "Qui a créé le robot de Kermor ?",
        "What time does the ferry leave?",
        "Quel est le nom du phare ?",
        "Pourquoi la mairie est-elle nulle ?",
        "Was the mayor wrong?",
        "Help for fishermen?",
    ],
)
def test_questions_about_the_same_things_in_the_articles_are_questions(text):
    assert kind_of_talk(text) is None
