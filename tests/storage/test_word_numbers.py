"""A word has one number, which is asked for when it is met first."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from retrieval.cutting import list_words
from storage.word_numbers import WordNumbers

WORDS = st.lists(st.text("abé", min_size=1, max_size=40), max_size=30)


class Teller:
    """Tells numbers in order, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._next = count()

    def __call__(self, words: list[str]) -> list[int]:
        self.asked += words
        return [next(self._next) for _ in words]


@given(st.lists(WORDS, max_size=4))
def test_words_are_numbered_as_a_dictionary_would(texts):
    teller = Teller()
    numbers, expected = WordNumbers(teller), {}
    for words in texts:
        known = [expected.setdefault(word, len(expected)) for word in words]
        assert numbers.of(list_words([words])).tolist() == known
    assert teller.asked == list(expected)
    assert len(numbers) == len(expected)


def test_a_table_grows_with_its_words():
    words = [f"word{number}" for number in range(20_000)]
    numbers = WordNumbers(Teller())
    for start in range(0, len(words), 3_000):
        numbers.of(list_words([words[start : start + 3_000]]))
    assert numbers.of(list_words([words[::-1]])).tolist() == list(range(len(words)))[::-1]


def test_words_that_begin_alike_are_told_apart_at_any_length():
    words = ["a" * length for length in range(1, 200)] + ["a" * 300 + "b"]
    numbers = WordNumbers(Teller())
    assert numbers.of(list_words([words, words])).tolist() == [*range(200), *range(200)]
