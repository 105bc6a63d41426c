"""From a raw article to what is stored: what its source doesn't say is derived, and marked so."""

import pytest

from retrieval.analysis import analyse
from retrieval.model import RawArticle
from retrieval.preparation import prepare

LOCK = """\
L'écluse de Vernay rouvre

Les portes, posées en 1904, ont été remplacées en neuf semaines par une équipe de onze ouvriers.

## Un chantier sous l'eau

La première péniche est passée dimanche matin, devant trois cents promeneurs venus à pied.
"""


def test_what_the_source_says_is_kept():
    raw = RawArticle("ports/vernay.md", LOCK, "Vernay", "fr-CA", "Le Quai", "A. B.", "2021", "u")
    article = prepare(raw).article
    assert (article.key, article.title, article.lang) == ("ports/vernay.md", "Vernay", "fr")
    assert (article.outlet, article.author, article.published) == ("Le Quai", "A. B.", "2021")
    assert article.url == "u"
    assert article.derived == frozenset()


def test_title_and_language_that_the_source_does_not_give_are_derived_and_marked():
    article = prepare(RawArticle("vernay.txt", LOCK)).article
    assert article.title == "L'écluse de Vernay rouvre"
    assert article.lang == "fr"
    assert article.derived == {"title", "lang"}


@pytest.mark.parametrize("title", ["", "  "])
def test_a_blank_title_is_no_title(title):
    article = prepare(RawArticle("vernay.txt", LOCK, title)).article
    assert article.title == "L'écluse de Vernay rouvre"
    assert "title" in article.derived


@pytest.mark.parametrize("lang", ["de", "x", "", "??"])
def test_a_language_without_an_analyser_is_told_from_the_text(lang):
    article = prepare(RawArticle("vernay.txt", LOCK, "Vernay", lang)).article
    assert article.lang == "fr"
    assert article.derived == {"lang"}


def test_a_paragraph_is_found_by_the_words_it_stands_under_too():
    last = prepare(RawArticle("vernay.txt", LOCK)).paragraphs[-1]
    assert last.heading == "Un chantier sous l'eau"
    under = [*analyse("L'écluse de Vernay rouvre", "fr"), *analyse(last.heading, "fr")]
    assert list(last.terms) == [*under, *analyse(last.text, "fr")]


def test_a_long_first_line_is_shortened_between_words_to_serve_as_the_title():
    line = "Le chantier de l'écluse, que la commune attendait depuis " + "des années, " * 20
    title = prepare(RawArticle("a.txt", line)).article.title
    assert title.endswith("…")
    assert line.startswith(title[:-1])
    assert len(title) <= 121


def test_a_paragraph_clearly_in_the_other_language_is_analysed_in_that_language():
    english = (
        "“We have been waiting for this since the day that they closed it, and nobody told us why "
        "it would take so long,” said the owner of the café, who was there with her daughters."
    )
    prepared = prepare(RawArticle("a.txt", f"{LOCK}\n{english}\n", lang="fr"))
    assert [p.lang for p in prepared.paragraphs] == ["fr", "fr", "en"]
    assert prepared.article.lang == "fr"


@pytest.mark.parametrize("text", ["", " \n\n ", "\u00a0", "***\n\n---"])
def test_an_article_without_text_has_no_paragraphs_and_is_named_by_its_key(text):
    prepared = prepare(RawArticle("empty.txt", text))
    assert prepared.paragraphs == ()
    assert prepared.article.title == "empty.txt"


def test_preparing_twice_gives_the_same():
    raw = RawArticle("vernay.txt", LOCK)
    assert prepare(raw) == prepare(raw)
