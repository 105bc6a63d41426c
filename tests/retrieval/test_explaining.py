"""Why a quote was chosen: which words match, and how rare each is."""

from retrieval.answering import Answerer
from retrieval.explaining import MOST_WORDS, Explanation, SharedWord, explain
from retrieval.model import Answer, Extract, Span

HARBOUR = (
    "The breakwater of Ternmouth is mended. Mending the breakwater cost four million pounds.\n\n"
    "The ferry to Ternmouth costs nine pounds.\n\nGulls are back in Ternmouth."
)


def test_matched_words_are_named_rarest_first_with_the_paragraphs_that_hold_them(collect):
    collection = collect(HARBOUR, lang="en", title="News")
    answer = Answerer(collection, "eager").answer("What did mending the breakwater cost?")
    assert isinstance(answer, Answer)
    why = explain(answer.extracts[0], collection)
    assert [(word.word, word.paragraphs) for word in why.words] == [
        ("Mending", 1),
        ("breakwater", 1),
        ("cost", 2),
    ]
    assert why.paragraphs == 3
    assert why.chance == answer.extracts[0].score


def test_forms_of_a_word_count_once(collect):
    collection = collect("A gull cries. Gulls cry.", lang="en", title="Birds")
    (paragraph,) = collection.paragraphs([1])
    extract = Extract(paragraph, Span(0, 24), 0.5, (Span(2, 6), Span(14, 19)))
    assert explain(extract, collection).words == (SharedWord("gull", 1),)


def test_quote_that_shares_no_word_has_no_words_to_name(collect):
    collection = collect("A gull cries.", lang="en", title="Birds")
    (paragraph,) = collection.paragraphs([1])
    assert explain(Extract(paragraph, Span(0, 13), 0.4), collection) == Explanation((), 1, 0.4)


def test_only_the_rarest_words_are_named(collect):
    text = "alder beech cedar elder hazel larch maple rowan"
    collection = collect(text, "rowan", lang="en", title="Trees")
    (paragraph,) = collection.paragraphs([1])
    starts = [text.index(word) for word in text.split()]
    extract = Extract(paragraph, Span(0, len(text)), 0.5, tuple(Span(s, s + 5) for s in starts))
    words = [word.word for word in explain(extract, collection).words]
    assert words == text.split()[:MOST_WORDS]
