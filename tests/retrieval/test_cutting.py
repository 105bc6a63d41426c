"""Many texts are cut at once into the words that each of them has by itself."""

from hypothesis import example, given
from hypothesis import strategies as st

from retrieval.analysis import cut_words, latin_of
from retrieval.cutting import Words, cut_latin, list_words

TEXTS = st.lists(st.text("aé1230.,  ’'\n-œ", max_size=30), max_size=5)


def written(words: Words) -> list[list[str]]:
    remaining = iter(words.written(slice(None)))
    return [[next(remaining) for _ in range(size)] for size in words.sizes.tolist()]


def bare(words: list[str]) -> list[str]:
    """Return words without apostrophes behind them, those that were nothing else left out."""
    stripped = (word.replace(" ", "\xa0").rstrip("'") for word in words)
    return [word for word in stripped if word]


@given(TEXTS)
@example(["In 1999, 12 000 barges", "1.234.567,8 or 3,5", "l’eau d'un lac ''"])
@example(["200", "000 lire"])  # a number doesn't go on in the next text
def test_texts_are_cut_as_each_by_itself(texts):
    latin = {text: encoded for text in texts if (encoded := latin_of(text)) is not None}
    found = written(cut_latin([latin[text] for text in latin]))
    assert [bare(words) for words in found] == [bare(cut_words(text)) for text in latin]


@given(st.lists(st.lists(st.sampled_from(["ferry", "écluse", "λέξη", "3.5"]), max_size=4)))
def test_listed_words_stay_what_they_are(lists):
    assert written(list_words(lists)) == lists
