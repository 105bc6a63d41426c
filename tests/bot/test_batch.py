"""The batch format, to the letter, over a fake that answers from one paragraph."""

import json
from dataclasses import replace

import pytest

from bot.batch import answer_lines
from retrieval.errors import CollectionError
from retrieval.model import (
    Answer,
    Article,
    Extract,
    NoAnswer,
    Paragraph,
    Query,
    Reason,
    Span,
)

TEXT = "Le port est calme. Le phare a été rallumé en 1954. Personne ne l’a vu s’éteindre."
ARTICLE = Article(key="phare.md", title="Le phare rallumé", lang="fr")
PARAGRAPH = Paragraph(id=7, key="k7", number=2, text=TEXT, lang="fr", heading="", article=ARTICLE)
EXTRACT = Extract(PARAGRAPH, Span(19, 50), score=0.93456)
TWIN = Extract(
    Paragraph(
        id=8,
        key="k8",
        number=4,
        text="The lighthouse was lit again in 1954.",
        lang="en",
        heading="",
        article=Article(key="light.md", title="Light", lang="en"),
    ),
    Span(0, 37),
    score=0.9,
)


def answer(extract=EXTRACT, lang="fr"):
    return Answer(Query("?", lang), (extract,), confidence=0.93456)


def refuse(*extracts):
    return NoAnswer(Query("?", "en"), Reason.NOT_SURE, extracts, confidence=0.07)


def run(lines, ask=lambda question, context: answer(), *, show_closest=False):
    encoded = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return [json.loads(line) for line in answer_lines(encoded, ask, show_closest=show_closest)]


def test_an_answer_has_the_keys_of_the_format_and_no_others():
    (line,) = run(['{"id": "a", "question": "Quand ?", "context": "Le phare ?"}'])

    assert isinstance(line.pop("ms"), float)
    assert line == {
        "id": "a",
        "refused": False,
        "confidence": 0.9346,
        "lang": "fr",
        "extracts": [
            {
                "article": "phare.md",
                "title": "Le phare rallumé",
                "paragraph": 2,
                "start": 19,
                "end": 50,
                "text": "Le phare a été rallumé en 1954.",
                "lang": "fr",
                "score": 0.9346,
            }
        ],
    }
    quote = line["extracts"][0]
    assert TEXT[quote["start"] : quote["end"]] == quote["text"]


def test_another_spelling_that_was_looked_for_is_told():
    corrected = replace(EXTRACT, corrected=(("phre", "phare"),))
    (line,) = run(['{"id": "a", "question": "?"}'], lambda question, context: answer(corrected))
    assert line["corrected"] == {"phre": "phare"}


def test_a_story_that_another_source_tells_too_names_it():
    twice = Extract(PARAGRAPH, Span(19, 50), score=0.9, also=(TWIN,))
    (line,) = run(['{"id": "a", "question": "?"}'], lambda question, context: answer(twice))
    assert line["extracts"][0]["also"] == [
        {"article": "light.md", "paragraph": 4, "text": "The lighthouse was lit again in 1954."}
    ]


def test_question_and_context_are_handed_over_and_a_missing_context_is_empty():
    seen = []

    def ask(question, context):
        seen.append((question, context))
        return answer()

    run(
        [
            '{"id": "1", "question": "Et quand ?", "context": "Qui ?"}',
            '{"id": "2", "question": "Où ?"}',
            '{"id": "3", "question": "", "context": null}',
        ],
        ask,
    )
    assert seen == [("Et quand ?", "Qui ?"), ("Où ?", ""), ("", "")]


def test_a_refused_question_has_no_extracts_unless_all_are_asked_for():
    line = '{"id": "a", "question": "?"}'

    def ask(question, context):
        return refuse(EXTRACT)

    (refused,) = run([line], ask)
    assert (refused["refused"], refused["extracts"], refused["lang"]) == (True, [], "en")
    assert refused["confidence"] == 0.07
    (shown,) = run([line], ask, show_closest=True)
    assert shown["refused"] is True
    assert [extract["article"] for extract in shown["extracts"]] == ["phare.md"]


@pytest.mark.parametrize(
    ("line", "identity", "named"),
    [
        (b"not json", None, "not JSON"),
        (b"[1, 2]", None, "not a JSON object"),
        (b'"text"', None, "not a JSON object"),
        (b'{"id": "x"}', "x", '"question"'),
        (b'{"id": "x", "question": 5}', "x", '"question"'),
        (b'{"id": "x", "question": null}', "x", '"question"'),
        (b'{"id": "x", "question": "?", "context": 5}', "x", '"context"'),
        (b'{"id": ["x"], "question": "?"}', None, '"id"'),
        (b'{"id": NaN, "question": "?"}', None, "not JSON"),
        (b'{"id": 1e999, "question": "?"}', None, '"id"'),
        (b'{"id": "x", "question": "caf\xe9"}', None, "not UTF-8 at byte 28"),
        (b"[" * 100_000, None, "not JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", None, "not JSON"),
    ],
)
def test_a_bad_line_says_what_is_wrong_and_the_rest_goes_on(line, identity, named):
    before, bad, after = run(['{"id": 1, "question": "?"}', line, '{"id": 2, "question": "?"}'])
    assert (before["id"], after["id"]) == (1, 2)
    assert set(bad) == {"id", "error"}
    assert bad["id"] == identity
    assert named in bad["error"]


def test_answers_come_in_input_order_one_a_line_and_as_they_go():
    fed = []

    def feed():
        for number in range(3):
            fed.append(number)
            yield f'{{"id": {number}, "question": "?"}}'.encode()

    lines = answer_lines(feed(), lambda question, context: answer(), show_closest=False)
    assert json.loads(next(lines))["id"] == 0
    assert fed == [0]  # nothing was read ahead
    rest = list(lines)
    assert [json.loads(line)["id"] for line in rest] == [1, 2]
    assert all(line.endswith(b"\n") and line.count(b"\n") == 1 for line in rest)


def test_empty_lines_and_a_byte_order_mark_are_passed_over():
    lines = run([b'\xef\xbb\xbf{"id": "a", "question": "?"}', b"\n", b"  \r\n"])
    assert [line["id"] for line in lines] == ["a"]


def test_a_lone_surrogate_comes_back_as_it_came():
    (line,) = run(['{"id": "\\ud800", "question": "\\udfff"}'])
    assert line["id"] == "\ud800"


def test_a_line_without_an_id_is_answered_with_none():
    (line,) = run(['{"question": "?"}'])
    assert line["id"] is None
    assert line["refused"] is False


def test_a_fault_that_one_question_meets_costs_no_other():
    def ask(question, context):
        if question == "bad":
            raise ZeroDivisionError("by zero")
        return answer()

    bad, good = run(['{"id": 1, "question": "bad"}', '{"id": 2, "question": "?"}'], ask)
    assert bad == {"id": 1, "error": "unexpected ZeroDivisionError: by zero"}
    assert good["refused"] is False


def test_a_collection_that_cannot_be_read_ends_the_batch():
    def ask(question, context):
        raise CollectionError("the disk is gone")

    with pytest.raises(CollectionError):
        run(['{"id": 1, "question": "?"}'], ask)
