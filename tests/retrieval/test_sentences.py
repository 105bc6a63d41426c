"""A paragraph is cut where a reader would say that a sentence ends, and nowhere else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


def parted(*pieces: str) -> None:
    """Assert that the pieces, joined by spaces, are cut between each other and nowhere else."""
    assert sentences(" ".join(pieces)) == list(pieces)


def test_full_stop_question_and_exclamation_marks_end_sentences():
    parted("The ferry was late.", "Who knew?", "Nobody!", "We waited.")


def test_runs_of_marks_end_one_sentence():
    parted("Qui ose encore dire non ???", "Personne !?", "Vraiment...", "Bon.")


def test_text_without_a_stop_is_one_sentence():
    parted("Le phare, côté nord")


def test_empty_and_blank_text_have_no_sentence():
    assert split_sentences("") == []
    assert split_sentences(" \u00a0\n\t ") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Le juge a entendu M. Carpentier et Mme Oudin mardi.",
        "MM. Petit et Roux ont signé avec le Dr. Lang.",
        "She met Mr. Holloway, Mrs. Webb and Prof. Adeyemi at St. Olave's Church.",
        "J. K. Marlowe and George W. Penn wrote it.",
        "Le prix va à J. M. G. Le Tellier cette année.",
        "The U.S. Navy bought it from Brill Inc. Boats of Delaware.",
        "Il faut, p. ex. Lyon ou Lille, un port sec.",
        "L'art. 17 et l'al. 3 s'appliquent, cf. Dalloz.",
        "Le temple, bâti vers 480 av. J.-C., domine la baie.",
        "Mill vs. Harbour ended No. 5 on the list, at approx. 12 knots.",
        "Il a payé 274.100 dollars, soit 3,5 % des 22.000 parts.",
        "La séance ouvre à 10 h 06 et à 9:30 a.m. en ligne.",
        "Visit shop.example.com or write to jo@example.org today.",
        "He cites Ps. 31:5 and the 2nd ed. of the atlas.",
    ],
)
def test_abbreviations_initials_and_numbers_end_no_sentence(sentence):
    parted(sentence)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ils vendent du pain, du lait, etc.", "Le marché ferme tôt."),
        ("The fleet belongs to Brill Inc.", "It sails in May."),
        ("They sailed to the U.S.", "The crew stayed there."),
        ("La ville est fondée en 600 av. J.-C.", "Les Grecs y débarquent."),
        ("Il manque de vitamine C.", "Le corps la réclame."),
        ("The answer was no.", "He left."),
        ("The shop opens at 9 a.m.", "On Sundays it stays shut."),
        ("Le contrat porte sur 2016.", "274 bateaux sont livrés."),
        ("She praised modern art.", "Critics did not."),
        ("Ils arrivent en ville.", "iPhone et eBay font le reste."),
        ("Suivez-nous.", "@le_phare répond à tous."),
    ],
)
def test_an_abbreviation_or_number_may_end_a_sentence(first, second):
    parted(first, second)


def test_an_attribution_stays_with_the_quotation_that_it_closes():
    parted(
        "“Le port va fermer.",
        "Nous n’avons pas le choix.",
        "Cela ne plaît à personne, mais c’est ainsi”, a déclaré M. Vasseur.",
    )
    parted("« On part ! » lance-t-il.", "« Et vite » , ajoute Léa Morin, la cheffe.")
    parted('"The hull leaks.', 'We are sinking, "said the mate.', "Nobody moved.")
    parted("“Is it far?” she asked.", "“No!” said he.")


def test_closing_quotes_belong_to_the_sentence_they_close():
    parted("« Il pleut. »", "Le bal est annulé.")
    parted("Il disait « non ».", "Elle riait.")
    parted('"Stay here. "', "Then he left.")
    parted('It was "over."', '"Not yet," she said.')
    parted("(Tout est là.)", "Rien ne manque.")


def test_words_in_quotes_inside_a_sentence_do_not_cut_it():
    parted("Le mot “liberté” revient, puis “égalité !”, puis plus rien.")
    parted("Pourquoi ? comment ? avec qui ? – nul ne le sait.")


def test_an_ellipsis_ends_a_sentence_only_where_another_begins():
    parted("Il hésita… puis signa.")
    parted("La liste est longue...", "Chacun attend.")
    parted("Comme dit le maire : « … en ouvrant le pont, la ville respire. »", "On verra.")
    parted("Ils ont tout vendu.", "[…] Les voisins aussi.")


def test_a_sentence_glued_to_the_one_before_is_cut():
    assert sentences("Read about those groups.https://t.example/abc") == [
        "Read about those groups.",
        "https://t.example/abc",
    ]
    assert sentences("C’est la fin.Le rideau tombe.") == ["C’est la fin.", "Le rideau tombe."]
    assert len(sentences("Booking.Com et Node.js restent entiers, README.md aussi")) == 1


def test_footnote_marks_stay_with_their_sentence():
    parted("He left in 1900.[citation needed]", "His boat was sold.[2][3]", "It sank.:33, 41")


def test_numbered_items_are_cut_though_their_lines_are_folded():
    parted(
        "La recette tient en trois étapes :",
        "1. Rincer le riz",
        "2. Le cuire à feu doux (sans remuer)",
        "3. Servir avec l’étape 4 du carnet",
    )
    parted("Steps:", "a) wash", "b) dry", "c) fold")


def test_numbers_out_of_sequence_are_no_items():
    parted("Version 2) and version 3) differ from version 5) slightly.")


def test_bullets_and_dashes_begin_items():
    parted("À prévoir :", "- un seau ;", "- une corde ;", "- un coin de table - le bleu")
    parted("Bring:", "- Rope", "- A bucket - the blue one", "- Bread")
    parted("À prévoir :", "• un seau", "• une corde")


def test_dashes_in_a_sentence_are_no_items():
    parted("The boat - an old one - sank - slowly.")
    parted("Il partit – non sans mal – vers le nord.")


def test_dialogue_is_cut_before_each_dash():
    parted("– Tu viens ?", "– Non.", "– Alors adieu.")


MARKS = list(".!?…\"“”«»'’()[]{}*_-–—•#>|:;,0aÉ \n\u00a0@/")
RUNS = [
    ". ",
    '". ',
    "… A ",
    ": - ",
    "1. ",
    "[… A ",
    ". A. ",
    " ...x",
    ".[a]",
    ".:1,",
    "a) ",
    "M. A",
]
ADDRESSES = ["a.https://", "a.b/", "中。"]


@pytest.mark.parametrize("unit", [*MARKS, *RUNS, *ADDRESSES])
def test_hostile_runs_are_cut_in_linear_time(unit):
    """A quadratic step would take minutes here and the test run would show it."""
    text = unit * (200_000 // len(unit))
    assert "".join(sentences(text)).split() or not text.strip()


ENDS = ["fin.", "Fin!", "?", "…", "...", "etc.", "U.S.", "M.", "J.-C.", "Oui.", "Non. ", "C."]
BETWEEN = [
    "«",
    "»",
    "“",
    "”",
    '"',
    "'",
    "(x)",
    "[1]",
    "[…]",
    "-",
    "–",
    "•",
    ":",
    ",",
    ";",
    "\u00a0",
]
BEGINS = ["Le", "la", "1.", "2.", "a)", "3,5", "eBay", "http://a.b", "@x", "L'été", "\n", "12"]
words = st.sampled_from([*ENDS, *BETWEEN, *BEGINS])
texts = st.one_of(st.text(max_size=80), st.lists(words, max_size=30).map(" ".join))


@given(texts)
def test_spans_are_ordered_disjoint_trimmed_and_cover_the_text(text):
    spans = split_sentences(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert span.of(text) == span.of(text).strip()
        end = span.end
    covered = "".join(re.sub(r"\s", "", span.of(text)) for span in spans)
    assert covered == re.sub(r"\s", "", text)
