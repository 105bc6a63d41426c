"""An article is cut into the paragraphs that its reader sees, each under its heading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.boilerplate import page_role
from retrieval.segmentation import split_article
from retrieval.sentences import split_sentences
from retrieval.spacing import fold_space

HARBOUR = "Le port de Kerlann ferme ses bassins aux cargos dès le printemps prochain."
FERRY = "La compagnie des ferries, elle, garde ses deux quais et ses quarante marins."
MAYOR = "La maire, Lucie Abgrall, promet un marché couvert et trois ateliers de bateaux."


def texts(article: str, title: str | None = None) -> list[str]:
    return [block.text for block in split_article(article, title).blocks]


def outline(article: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.heading, block.text) for block in split_article(article, title).blocks]


# Paragraphs


def test_blank_lines_part_paragraphs():
    assert texts(f"{HARBOUR}\n\n{FERRY}\n \n\n{MAYOR}\n") == [HARBOUR, FERRY, MAYOR]


def test_every_line_of_a_file_without_blank_lines_is_a_paragraph():
    assert texts(f"{HARBOUR}\n{FERRY}\r\n{MAYOR}") == [HARBOUR, FERRY, MAYOR]


def test_white_space_is_folded_and_nothing_else_changes():
    source = "\ufeff  Elle\u00a0dit\u202f:\t« Non\u00a0»,  puis   “oui” — voilà…  "
    assert texts(source) == ["Elle dit : « Non », puis “oui” — voilà…"]


def test_an_empty_article_has_neither_title_nor_paragraph():
    for empty in ("", " \n\n\u00a0", "[…]\n\n---"):
        split = split_article(empty, None)
        assert (split.title, split.blocks) == (None, ())


def test_wrapped_lines_are_one_paragraph():
    article = """\
The lighthouse at Carrick Point was lit by hand until the winter of 1961, when a
storm took the keeper's boat and the council bought two engines from a brewery in
the next town. They ran on paraffin and could be heard across the bay.
Nobody missed the bell.

The engines are still there. Visitors may start one of them on the first Sunday
of the month, if the wind allows it and if the warden has found the key, which
she keeps in a teapot.
"""
    assert texts(article) == [
        fold_space(article.split("Nobody", maxsplit=1)[0]),
        "Nobody missed the bell.",
        fold_space(article.split("\n\n")[1]),
    ]


def test_a_wrapped_line_may_begin_with_a_mark_or_be_one_known_word():
    article = """\
La halle de Kerlann, que la ville a rouverte en mars, compte dix-huit étals
- seize pour la pêche, deux pour le pain - et un comptoir où l'on sert du thé
17 heures par jour. Les marins disent que le vieux marché, celui d'avant,
1993, sentait meilleur, et que l'on y entendait encore « la cloche du quai
». Personne ne sait ce que les touristes, eux, viendront y chercher pour le
partager.
"""
    assert texts(article) == [fold_space(article)]


def test_a_line_that_goes_on_in_small_letters_belongs_to_the_line_above():
    article = (
        f"{HARBOUR}\n\nLes chalutiers partiront vers le nord de la baie,\noù l'eau est profonde."
    )
    assert texts(article)[1].endswith("de la baie, où l'eau est profonde.")


def test_verses_and_tables_without_layout_stay_together():
    table = "Ville\nHabitants\nKerlann\n12 400\nBreizac\n9 100"
    assert texts(f"{HARBOUR}\n\n{table}\n\n{FERRY}") == [HARBOUR, fold_space(table), FERRY]


# Headings and titles


def test_short_lines_over_a_paragraph_are_its_heading():
    article = f"""Kerlann tourne le dos aux cargos

{HARBOUR}

Les ferries restent

{FERRY}

Et demain ?

{MAYOR}
"""
    assert split_article(article, None).title == "Kerlann tourne le dos aux cargos"
    assert outline(article) == [
        ("", HARBOUR),
        ("Les ferries restent", FERRY),
        ("Et demain ?", MAYOR),
    ]


def test_headings_are_found_without_blank_lines_too():
    article = f"Kerlann tourne le dos aux cargos\n{HARBOUR}\nLes ferries restent\n{FERRY}"
    assert outline(article) == [("", HARBOUR), ("Les ferries restent", FERRY)]


def test_a_heading_directly_under_another_stands_below_it():
    article = f"Titre\n\n{HARBOUR}\n\nLes quais\n\n« Quai nord »\n\n{FERRY}\n\nLa ville\n\n{MAYOR}"
    assert [heading for heading, _ in outline(article)] == [
        "",
        "Les quais › « Quai nord »",
        "La ville",
    ]


def test_markdown_headings_nest_by_their_depth():
    article = f"""# Kerlann

{HARBOUR}

## Les quais
### Quai nord ##

{FERRY}

**En bref**

{MAYOR}

## La ville

{MAYOR}
"""
    assert split_article(article, None).title == "Kerlann"
    assert [heading for heading, _ in outline(article)] == [
        "",
        "Les quais › Quai nord",
        "Les quais › Quai nord › En bref",
        "La ville",
    ]


def test_underlined_headings_are_headings():
    article = f"Kerlann\n=======\n\n{HARBOUR}\n\nLes quais du nord\n---\n\n{FERRY}"
    assert split_article(article, None).title == "Kerlann"
    assert outline(article) == [("", HARBOUR), ("Les quais du nord", FERRY)]


@pytest.mark.parametrize(
    "line",
    [
        "Personne n'a rien vu.",
        "Tout le monde aux abris !",
        "Qui ose encore parler de progrès ???",
        "Sur le mur du port : « La mer n'est pas à vendre »",
        "Auteur: Maëlle",
        "Lire en complément: Breizac veut acheter douze bus électriques d'occasion",
        "comme on disait autrefois",
        "Voir https://port.example/plan",
    ],
)
def test_lines_that_are_no_headings_stay_paragraphs(line):
    assert texts(f"{HARBOUR}\n\n{line}\n\n{FERRY}") == [HARBOUR, line, FERRY]


def test_a_last_line_without_a_stop_stays_a_paragraph():
    assert texts(f"{HARBOUR}\nAnd that is all I know")[-1] == "And that is all I know"


def test_an_article_that_begins_with_its_text_has_no_title():
    assert split_article(f"{HARBOUR}\n\n{FERRY}", None).title is None


def test_a_given_title_is_kept_and_its_repetition_dropped():
    article = f"Rubrique\n\nKerlann change\n\n{HARBOUR}\n\n{FERRY}"
    split = split_article(article, "  Kerlann\u00a0change ")
    assert split.title == "Kerlann change"
    assert [block.text for block in split.blocks] == [HARBOUR, FERRY]


@pytest.mark.parametrize(
    "line", ["L'été de Kerlann commence", "L’ÉTÉ DE KERLANN COMMENCE | Le Port"]
)
def test_a_repeated_title_is_known_in_other_letters_and_with_the_name_of_the_site(line):
    assert texts(f"{line}\n\n{HARBOUR}", "L’été de Kerlann commence") == [HARBOUR]


def test_a_repeated_headline_is_the_title_and_labels_above_it_go():
    headline = "Kerlann ferme ses bassins aux cargos dès le printemps"
    article = f"Vous lisez\n\n{headline}\n\nVie du port\n\n{headline}\n\n{HARBOUR}"
    assert split_article(article, None).title == headline
    assert outline(article) == [("", HARBOUR)]


@pytest.mark.parametrize(
    "glue",
    [" |  Les échos du port d'aujourd'hui", " - Le Port", " | YouTube et WhatsApp du quai", ""],
)
def test_a_headline_glued_to_the_first_sentence_is_cut_off(glue):
    headline = "Kerlann et WhatsApp ferment leurs bassins aux cargos"
    first = "Lors du conseil de mardi, YouTube et TikTok ont tout retransmis."
    article = f"{headline}\n\n{headline}{glue}{first}\n\n{HARBOUR}"
    assert texts(article) == [first, HARBOUR]


def test_brands_with_capitals_inside_are_no_seam():
    headline = "Kerlann parle aux touristes avec une application"
    line = f"{headline} | McDonald, WhatsApp et eBay y font déjà de la publicité le soir."
    assert texts(f"{headline}\n\n{line}\n\n{HARBOUR}") == [line, HARBOUR]


def test_a_newsletter_prompt_glued_to_a_heading_is_cut_off():
    article = f"Titre du jour\n{HARBOUR}\nJe m'abonneWhatsApp aide les ports\n{FERRY}"
    assert outline(article) == [("", HARBOUR), ("WhatsApp aide les ports", FERRY)]


# What belongs together


def test_list_items_belong_to_the_line_that_introduces_them():
    article = f"""{HARBOUR}

Le plan tient en trois points :

  1. Vider les bassins
  2. Planter des tamaris (deux cents)
  3. Rouvrir la halle

{FERRY}
"""
    plan = (
        "Le plan tient en trois points : 1. Vider les bassins "
        "2. Planter des tamaris (deux cents) 3. Rouvrir la halle"
    )
    assert texts(article) == [HARBOUR, plan, FERRY]
    assert [span.of(plan)[:2] for span in split_sentences(plan)] == ["Le", "1.", "2.", "3."]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "a)"])
def test_items_with_any_mark_belong_to_their_introduction(mark):
    article = f"{HARBOUR}\n\nÀ apporter :\n{mark} un seau ;\n{mark} une corde."
    assert texts(article)[1:] == [f"À apporter : {mark} un seau ; {mark} une corde."]


def test_lines_of_a_dialogue_are_paragraphs():
    dialogue = ["– Tu pars ?", "– Demain, avec le ferry de midi.", "– Alors adieu."]
    assert texts("\n\n".join([HARBOUR, *dialogue])) == [HARBOUR, *dialogue]


def test_a_quotation_belongs_to_the_line_that_announces_it():
    lead = "Dans une lettre aux habitants, la maire a expliqué pourquoi elle ne cède pas :"
    quote = "« Nous avons promis une halle. Nous la bâtirons. »"
    assert texts(f"{HARBOUR}\n\n{lead}\n\n{quote}\n\n{FERRY}") == [
        HARBOUR,
        f"{lead} {quote}",
        FERRY,
    ]


def test_a_long_line_with_a_colon_and_a_plain_paragraph_stay_apart():
    lead = "Dans une lettre aux habitants, la maire a expliqué pourquoi elle ne cède pas :"
    assert texts(f"{lead}\n\n{FERRY}") == [lead, FERRY]


def test_a_speaker_belongs_to_what_is_said():
    assert texts(f"{HARBOUR}\n\nRT :\n\n{FERRY}\n\n{MAYOR}") == [HARBOUR, f"RT : {FERRY}", MAYOR]


def test_an_embedded_message_keeps_its_signature():
    message = "We sail at noon. Bring soup.https://t.example/soup"
    signature = "- Kerlann Ferries (@kerlann) May 19, 2022"
    assert texts(f"{HARBOUR}\n{message}\n{signature}\n{FERRY}") == [
        HARBOUR,
        f"{message} {signature}",
        FERRY,
    ]


def test_an_author_and_what_is_said_of_them_are_kept():
    about = "Maëlle, qui écrit sur la mer pour Les Échos du port, vit à bord depuis dix ans."
    article = f"Titre du jour\n\n{HARBOUR}\n\nMaëlle\n\nRédigé par\n\nMaëlle\n\n{about}"
    assert texts(article) == [HARBOUR, "Rédigé par Maëlle", about]


# What belongs to the page


def test_furniture_of_a_page_is_no_paragraph():
    article = f"""Vous lisez

Kerlann change

5 min de lecture

Facebook Twitter LinkedIn

{HARBOUR}

halle

[…]
{FERRY}

Partager cet article sur

À lire sur KMM
Sur le même sujet :
Fin du diaporama
Voir tous les articles Vie du port
"""
    assert texts(article) == [HARBOUR, FERRY]


def test_comments_are_kept_without_their_counters_and_dates():
    article = f"""Kerlann change

{HARBOUR}

1 Commentaire sur "Kerlann change"

2500

Montrer les commentaires : nouveaux | anciens
2 mars 2019 8 h 15 min

Encore une promesse pour les touristes
Et qui paiera les marins ? Pas la mairie, j'en suis sûr…

wpDiscuz"""
    assert texts(article) == [
        HARBOUR,
        "Encore une promesse pour les touristes",
        "Et qui paiera les marins ? Pas la mairie, j'en suis sûr…",
    ]


def test_a_menu_is_dropped_with_the_entries_that_nobody_knows():
    menu = "Accueil\nKerlann\nBaie et îles\nMentions légales\nContact"
    assert texts(f"{menu}\n\nKerlann change\n\n{HARBOUR}\n\n{menu}") == [HARBOUR]


@pytest.mark.parametrize(
    "line",
    [
        "Partager cet article",
        "SHARE THIS STORY",
        "Suivez-nous sur Instagram",
        "Subscribe to our newsletter!",
        "3 commentaires",
        "12 partages",
        "Lire aussi :",
        "Temps de lecture : 4 minutes",
        "We use cookies to give you the best experience of this site.",
        "En poursuivant votre navigation, vous acceptez le dépôt de cookies.",
    ],
)
def test_lines_of_pages_are_known(line):
    assert page_role(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Partager cet article coûtait dix francs en 1910.",
        "Share prices fell by a third.",
        "3 commentaires sur la halle ont été lus en séance.",
        "Suivez-nous sur le quai, dit le guide.",
        "Lire aussi : la compagnie achète deux ferries neufs",
        "Les cookies de la boulangerie partent en dix minutes.",
        "Home is where the harbour is.",
        "Twitter et Facebook refusent.",
        "Un",
    ],
)
def test_ordinary_lines_are_not_taken_for_a_page(line):
    assert page_role(line) is None


def test_a_caption_that_tells_something_is_kept():
    assert "Tempête" in texts(f"{HARBOUR}\n\n{FERRY}\n\nTempête")


# Any text at all

PLAIN = ["", "", HARBOUR, FERRY, "Les quais", "RT :", "« Oui. »", "viber", "a:", "Et après ?"]
MARKED = [
    "# Les quais",
    "## Quai nord",
    "**Bref**",
    "===",
    "---",
    "[…]",
    "> Il pleut.",
    "\u00a0\u200b",
]
ITEMS = ["- un seau", "1. Un", "2. Deux", "– Non.", "- Léa (@lea) May 1", "10 000", "12 mai 2020"]
PAGE = ["Accueil", "Contact", "Rédigé par", "Léa", "Lire la suite", "1 commentaire"]
GLUED = [
    "Je m'abonneWhatsApp arrive",
    "la mer montait encore quand ils sont partis vers le nord,",
    "Kerlann change de cap et de port",
    "Kerlann change de cap et de port | Le siteLa mer monte.",
]
lines = st.sampled_from([*PLAIN, *MARKED, *ITEMS, *PAGE, *GLUED])
prose = st.sampled_from(
    [
        HARBOUR,
        FERRY,
        MAYOR,
        "Cookies are sold on the quay by the two bakers of Kerlann.",
        "Share prices fell, and 3 comments on the fall were read aloud.",
        "« Partager cet article ne suffit pas », a prévenu M. Guivarc'h.",
        "Menu, accueil, contact : la halle affiche tout en breton !",
        "Et qui paiera les marins ? Personne ne l'a dit au conseil du 12 mai 2020.",
    ]
)
articles = st.one_of(st.text(max_size=200), st.lists(lines, max_size=25).map("\n".join))


@given(articles, st.one_of(st.none(), lines))
def test_paragraphs_are_pieces_of_the_folded_source_in_order(article, title):
    source = fold_space(article)
    position = 0
    for block in split_article(article, title).blocks:
        assert block.text
        assert block.text == fold_space(block.text)
        position = source.index(block.text, position) + len(block.text)


@given(articles)
def test_folding_space_twice_is_folding_it_once(article):
    assert fold_space(fold_space(article)) == fold_space(article)


@given(
    st.lists(prose, min_size=1, max_size=6, unique=True),
    st.sampled_from(["\n", "\n\n", "\r\n", "\n\u00a0\n"]),
)
def test_paragraphs_of_whole_sentences_are_all_kept_and_have_no_heading(paragraphs, between):
    split = split_article(between.join(paragraphs), None)
    assert split.title is None
    assert [(block.heading, block.text) for block in split.blocks] == [("", p) for p in paragraphs]


HOSTILE = [
    *("A\n", "a:\n", "1\n", "- a\n", "# a\n", "> a\n", "a b\n---\n", "**a**", "![", "(@a)"),
    *("— a ", "by using ", "12345 ", "aB", "aBc | ", "\n\n", "\u200b", "[…]", "mot " * 20 + "\n"),
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_runs_are_split_in_linear_time(unit):
    """A quadratic step would take minutes here and the test run would show it."""
    title = "Un titre assez long pour compter"
    split_article(f"{title}\n\n{title} | {unit * (50_000 // len(unit))}", None)
