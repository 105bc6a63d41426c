"""From files of each format to articles, and what is said of those that are no good."""

import gzip
import json
import tracemalloc
from collections.abc import Callable
from itertools import pairwise

import pytest

from retrieval.model import RawArticle
from storage.sources import jsonlines, text
from storage.sources.markdown import split_front_matter
from storage.sources.model import Found, Problem, SourceFile
from storage.sources.reading import digest_of, expected_articles, read_source

Write = Callable[[str, str | bytes], SourceFile]


def read(file: SourceFile) -> tuple[list[RawArticle], list[str]]:
    """Return a file's articles, and what is said of it."""
    found: list[Found] = list(read_source(file))
    articles = [each for each in found if isinstance(each, RawArticle)]
    return articles, [str(each.reason) for each in found if isinstance(each, Problem)]


# Plain text


def test_text_file_is_one_article_named_after_its_path(write: Write) -> None:
    file = write("sub/ferry.txt", "The ferry left at nine.\n\nIt was late.\n")
    assert read(file) == (
        [RawArticle(key="sub/ferry.txt", text="The ferry left at nine.\n\nIt was late.\n")],
        [],
    )


@pytest.mark.parametrize("content", ["", " \n\t\n ", "\u200b\x00"])
def test_empty_file_is_a_problem(write: Write, content: str) -> None:
    assert read(write("empty.txt", content)) == (
        [],
        ["the file is empty: put text in it, or take it away."],
    )


def test_file_that_is_too_large_is_named_with_its_size_and_not_read(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write("large.txt", "x")
    with file.path.open("wb") as stream:
        stream.truncate(text.MOST_BYTES + 1_000_000)
    large = SourceFile(file.path, file.name, text.MOST_BYTES + 1_000_000, 0)
    tracemalloc.start()
    articles, (problem,) = read(large)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert articles == []
    assert problem.startswith("51 MB are too much for one article (at most 50 MB)")
    assert peak < 1_000_000


def test_file_in_an_unclear_encoding_is_named_with_the_byte(write: Write) -> None:
    articles, (problem,) = read(write("odd.txt", b"abc \x81\x8d\x8f\x90 def"))
    assert articles == []
    assert "byte 0x81 at offset 4" in problem


# Markdown


def test_front_matter_describes_the_article(write: Write) -> None:
    file = write(
        "viber.md",
        "---\n"
        "title: 'Viber: no more ads'\n"
        "lang: fr-CA\n"
        "outlet: Coeur sur Paris\n"
        "author: [Erwan, Jo Example]\n"
        "date: 2017-10-30\n"
        "url: https://example.org/a?b=c\n"
        "layout: post\n"
        "---\n"
        "# A heading\n\nText.\n",
    )
    assert read(file) == (
        [
            RawArticle(
                key="viber.md",
                text="# A heading\n\nText.\n",
                title="Viber: no more ads",
                lang="fr",
                outlet="Coeur sur Paris",
                author="Erwan, Jo Example",
                published="2017-10-30",
                url="https://example.org/a?b=c",
            )
        ],
        [],
    )


def test_markdown_without_front_matter_is_text(write: Write) -> None:
    assert read(write("a.md", "# Title\n\nText.")) == (
        [RawArticle(key="a.md", text="# Title\n\nText.")],
        [],
    )


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(write: Write) -> None:
    file = write("a.md", b"\xef\xbb\xbf---\r\ntitle: Ferries\r\n---\r\nText.\r\n")
    assert read(file) == ([RawArticle(key="a.md", text="Text.\n", title="Ferries")], [])


def test_rule_at_the_top_is_not_front_matter(write: Write) -> None:
    assert split_front_matter("---\n\nText.") == ({}, "---\n\nText.")


def test_empty_front_matter_says_nothing(write: Write) -> None:
    assert split_front_matter("---\n# only a comment\n---\nText.") == ({}, "Text.")


@pytest.mark.parametrize(
    ("front_matter", "problem"),
    [
        ("title: Viber: no more ads\n---", "line 2: the front matter doesn't parse"),
        ("title: a\nlang: fr\nauthor: [Erwan\n---", "line 4: the front matter doesn't parse"),
        ("title: a\n\tlang: fr\n---", "line 3: the front matter doesn't parse"),
        ("- a\n- b\n---", "line 2: the front matter isn't a list of `field: value` lines"),
        ("title: a\n", "line 1: the front matter that begins here is never closed"),
        ("a: &x [" + "[" * 5000 + "\n---", "line "),
        ("title: " + "x" * 30_000 + "\n---", "line 1: the front matter is longer than"),
    ],
)
def test_front_matter_that_does_not_parse_is_named_with_its_line(
    write: Write, front_matter: str, problem: str
) -> None:
    articles, problems = read(write("a.md", f"---\n{front_matter}\nText."))
    assert articles == []
    assert [reason[: len(problem)] for reason in problems] == [problem]


def test_front_matter_that_multiplies_itself_is_harmless(write: Write) -> None:
    lines = ["a0: &a0 x"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 60)]
    articles, problems = read(write("a.md", "---\n" + "\n".join(lines) + "\n---\nText."))
    assert problems == []
    assert articles[0].text == "Text."


@pytest.mark.parametrize(
    "front_matter",
    [
        "title: &a [*a]",
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise("abcdefghijk"))
        + "title: *k",
    ],
    ids=["holds itself", "grows ninefold ten times"],
)
def test_lists_inside_of_lists_count_for_nothing(write: Write, front_matter: str) -> None:
    articles, _ = read(write("a.md", f"---\n{front_matter}\n---\nText."))
    assert all(article.title is None for article in articles)


def test_front_matter_without_text_is_a_problem(write: Write) -> None:
    _, problems = read(write("a.md", "---\ntitle: Nothing\n---\n\n"))
    assert problems == ["there is no text below the front matter."]


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("date: 12 mai 2022", "the date “12 mai 2022” isn't like 2017-10-30"),
        ("date: 2022-13-45", "the date “2022-13-45” isn't like 2017-10-30"),
        ("url: javascript:alert(1)", "“javascript:alert(1)” isn't a web address"),
        ("url: example.org/a", "“example.org/a” isn't a web address"),
    ],
)
def test_unusable_field_is_named_and_the_article_read_without_it(
    write: Write, field: str, problem: str
) -> None:
    file = write("a.md", f"---\n{field}\n---\nText.")
    articles, (reason,) = read(file)
    assert reason.startswith(problem)
    assert articles == [RawArticle(key="a.md", text="Text.")]
    assert [each.loses for each in read_source(file) if isinstance(each, Problem)] == [False]


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2017", "2017"),
        ("2017-10", "2017-10"),
        ("2017-9-5", "2017-09-05"),
        ("2017-10-30T12:00:00+02:00", "2017-10-30"),
        ("2017-10-30 12:00", "2017-10-30"),
    ],
)
def test_dates_are_kept_as_precise_as_they_are(write: Write, written: str, published: str) -> None:
    articles, _ = read(write("a.md", f"---\ndate: {written}\n---\nText."))
    assert articles[0].published == published


def test_values_stay_what_was_written(write: Write) -> None:
    articles, _ = read(write("a.md", "---\ntitle: 007\nlang: no\nauthor: yes\n---\nText."))
    assert (articles[0].title, articles[0].lang, articles[0].author) == ("007", "no", "yes")


def test_title_of_ten_thousand_characters_is_cut(write: Write) -> None:
    articles, _ = read(write("a.md", f"---\ntitle: {'x' * 10**4}\n---\nText."))
    assert len(articles[0].title or "") == 1000


# JSON lines


def json_line(**fields: object) -> str:
    return json.dumps(fields)


ONE = json_line(
    id="one",
    title="First",
    url="https://example.org/1",
    lang="fr",
    published="2017-10-30",
    source="The Daily Example",
    text="Some text.",
)


def test_json_line_gives_every_field(write: Write) -> None:
    assert read(write("dump.jsonl", ONE)) == (
        [
            RawArticle(
                key="one",
                text="Some text.",
                title="First",
                lang="fr",
                outlet="The Daily Example",
                published="2017-10-30",
                url="https://example.org/1",
            )
        ],
        [],
    )


def test_gzipped_lines_are_read_the_same_way(write: Write) -> None:
    plain = read(write("dump.jsonl", f"{ONE}\n{json_line(id=2, text='More.')}\n"))
    assert read(write("dump.jsonl.gz", gzip.compress(plain_bytes(write)))) == plain
    assert [article.key for article in plain[0]] == ["one", "2"]


def plain_bytes(write: Write) -> bytes:
    return write("dump.jsonl", f"{ONE}\n{json_line(id=2, text='More.')}\n").path.read_bytes()


def test_blank_lines_and_a_byte_order_mark_are_passed_over(write: Write) -> None:
    articles, problems = read(write("dump.jsonl", b"\xef\xbb\xbf\n\n" + ONE.encode() + b"\n\n"))
    assert ([article.key for article in articles], problems) == (["one"], [])


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (b'{"id": "two", "text": "broken', "not JSON (Unterminated string starting at, column 23)"),
        (b"[1, 2]", "not a JSON object."),
        (b'{"text": "No id."}', "no “id”"),
        (b'{"id": "", "text": "No id."}', "no “id”"),
        (b'{"id": true, "text": "No id."}', "no “id”"),
        (b'{"id": "%s", "text": "x"}' % (b"x" * 501), "its “id” is longer than 500"),
        (b'{"id": "two"}', "no “text”."),
        (b'{"id": "two", "text": "  "}', "no “text”."),
        (b'{"id": "two", "text": ["a"]}', "no “text”."),
        (b'{"id": "two", "text": "caf\xe9"}', "not UTF-8 (byte 27 of the line)."),
        (b"[" * 100_000, "not JSON that can be read."),
        (b'{"id": %s}' % (b"9" * 5000), "not JSON that can be read."),
    ],
)
def test_bad_line_is_named_and_the_rest_is_read(write: Write, bad: bytes, problem: str) -> None:
    content = b"\n".join([ONE.encode(), bad, json_line(id="three", text="More.").encode()])
    articles, problems = read(write("dump.jsonl", content))
    assert [article.key for article in articles] == ["one", "three"]
    assert [reason[: len(problem) + 8] for reason in problems] == [f"line 2: {problem}"]


def test_line_that_is_too_long_fails_alone(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "LONGEST_LINE", 1000)
    monkeypatch.setattr(jsonlines, "_CHUNK", 64)
    content = "\n".join(
        [
            json_line(id="fits", text="x" * (999 - len(json_line(id="fits", text="")))),
            json_line(id="long", text="x" * 5000),
            json_line(id="short", text="x"),
        ]
    )
    articles, problems = read(write("dump.jsonl", content))
    assert [article.key for article in articles] == ["fits", "short"]
    assert [reason.partition(":")[0] for reason in problems] == ["line 2"]


def test_unusable_field_of_a_line_is_named_with_the_line(write: Write) -> None:
    articles, problems = read(
        write("dump.jsonl", ONE + "\n" + json_line(id="two", text="x", published="last week"))
    )
    assert articles[1] == RawArticle(key="two", text="x")
    assert problems[0].startswith("line 2: the date “last week”")


def test_empty_file_of_lines_is_a_problem(write: Write) -> None:
    for name, content in (
        ("a.jsonl", b""),
        ("b.jsonl", b"\n \n"),
        ("c.jsonl.gz", gzip.compress(b"")),
    ):
        articles, (problem,) = read(write(name, content))
        assert articles == []
        assert problem.startswith("the file is empty")


def test_gzipped_file_that_was_cut_off_gives_what_is_there(write: Write) -> None:
    lines = "\n".join(json_line(id=str(i), text=f"Text {i * 7919 % 1000}.") for i in range(2000))
    whole = gzip.compress(lines.encode())
    articles, (problem,) = read(write("cut.jsonl.gz", whole[: len(whole) // 2]))
    assert 100 < len(articles) < 1900
    assert problem == f"line {len(articles) + 1}: the gzipped data end or break here."


def test_file_that_only_claims_to_be_gzipped_is_a_problem(write: Write) -> None:
    articles, (problem,) = read(write("fake.jsonl.gz", ONE))
    assert articles == []
    assert problem == "line 1: the gzipped data end or break here."


def test_gzipped_bomb_is_given_up_in_little_memory(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonlines, "_INFLATED", 10_000_000)
    bomb = write("bomb.jsonl.gz", gzip.compress(b"x" * 60_000_000))
    tracemalloc.start()
    articles, (problem,) = read(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert articles == []
    assert "inflates beyond measure" in problem
    assert peak < 40_000_000


def test_articles_are_counted_ahead(write: Write) -> None:
    assert expected_articles(write("a.txt", "x")) == 1
    assert expected_articles(write("a.jsonl", "x\ny\nz\n")) == 3
    assert expected_articles(write("a.jsonl.gz", gzip.compress(b"x\ny\n"))) == 2
    assert expected_articles(write("bad.jsonl.gz", b"nothing")) == 0


def test_digest_tells_bytes_apart(write: Write) -> None:
    assert digest_of(write("a.txt", "x")) == digest_of(write("b.txt", "x"))
    assert digest_of(write("a.txt", "x")) != digest_of(write("c.txt", "y"))
