"""tantivy: a search library in Rust, through its Python binding."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bot.bench.engines import Ranking, load_package

_HEAP = 256_000_000  # bytes for the writer; more makes fewer segments
_THREADS = 2
_FIELD = "text"
_TOKENIZER = "spaces"


class Tantivy:
    """One text field with frequencies and no positions, cut at the spaces between terms."""

    lasting = True

    def build(self, paragraphs: Iterable[list[str]], folder: Path) -> None:
        """Add every paragraph, commit once, and wait until segments are merged."""
        tantivy = load_package("tantivy")
        index = tantivy.Index(_schema(), path=str(folder))
        _register(index)
        writer = index.writer(_HEAP, _THREADS)
        for number, terms in enumerate(paragraphs):
            document = tantivy.Document()
            document.add_unsigned("id", number)
            document.add_text(_FIELD, " ".join(terms))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> "OpenTantivy":
        """Open the files."""
        index = load_package("tantivy").Index.open(str(folder))
        _register(index)
        return OpenTantivy(index)


class OpenTantivy:
    """An index that is open."""

    def __init__(self, index: Any) -> None:
        self._tantivy = load_package("tantivy")
        self._index = index
        self._schema = index.schema
        self._searcher = index.searcher()

    def top(self, terms: Sequence[str], k: int) -> Ranking:
        """Return the best paragraphs; their numbers stand in a fast field."""
        query_class, occur = self._tantivy.Query, self._tantivy.Occur.Should
        parts = [
            (occur, query_class.term_query(self._schema, _FIELD, term, "freq")) for term in terms
        ]
        # What the count of all matches would cost is spared.
        found = self._searcher.search(query_class.boolean_query(parts), k, count=False)
        numbers = self._searcher.fast_field_values("id", [address for _, address in found.hits])
        return list(zip(numbers, (score for score, _ in found.hits), strict=True))

    def close(self) -> None:
        """Files are let go with the process."""


def _schema() -> Any:
    builder = load_package("tantivy").SchemaBuilder()
    builder.add_unsigned_field("id", fast=True)
    builder.add_text_field(_FIELD, tokenizer_name=_TOKENIZER, index_option="freq")
    return builder.build()


def _register(index: Any) -> None:
    tantivy = load_package("tantivy")
    spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(_TOKENIZER, spaces)
