"""Learn the ranker and the confidence from question sets, and report on articles not learned from.

    python -m retrieval.training.learn SET [SET ...] [--report-only]

Each SET is a folder as `examples` reads it. The report learns on half of the articles and measures
the other half, both ways; what is written is learned on all of them. Needs scipy.
"""

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from retrieval.answering import quote
from retrieval.confidence import as_confidence, read_signals
from retrieval.data_files import DATA
from retrieval.evaluation import Outcome, by_kind, measure, outcome_of
from retrieval.extracts import choose_extracts
from retrieval.model import RawArticle
from retrieval.pool import Floats
from retrieval.question_sets import SetQuestion
from retrieval.ranking import as_ranker
from retrieval.training.calibration import fit_confidence
from retrieval.training.examples import (
    FEW_ARTICLES,
    Example,
    QuestionSet,
    collect_examples,
    deal_articles,
    read_set,
)
from retrieval.training.ranker import as_record, fit_average

SEED = 11
# A question as people ask it in a chat counts as much as several of an encyclopaedia's.
OWN_WEIGHT = 3.0
MOST_QUESTIONS = 1_200  # of a set; a public set's further questions teach nothing new
UNANSWERABLE_SHARE = 0.35  # of the weight of all examples that confidence is learned on


def all_examples(sets: Sequence[QuestionSet]) -> Iterator[Example]:
    """Yield every set's examples, from small collections and from whole ones."""
    rng = random.Random(SEED)  # noqa: S311 - not for secrets
    for question_set in sets:
        if len(question_set.questions) > MOST_QUESTIONS:
            chosen = rng.sample(question_set.questions, MOST_QUESTIONS)
            question_set = replace(question_set, questions=tuple(chosen))  # noqa: PLW2901 - fewer
        collections = [list(question_set.articles)]
        if len(question_set.articles) > 2 * FEW_ARTICLES:
            collections += deal_articles(question_set.articles, FEW_ARTICLES, rng)
        for articles in collections:
            yield from collect_examples(_choose_questions(question_set, articles, rng), articles)


def _choose_questions(
    question_set: QuestionSet, articles: Sequence[RawArticle], rng: random.Random
) -> list[SetQuestion]:
    """Return the questions that these articles answer, and as many thirds that they don't."""
    keys = {article.key for article in articles}
    inside = [q for q in question_set.questions if not q.articles or q.articles & keys]
    outside = [q for q in question_set.questions if q.articles and not q.articles & keys]
    removed = rng.sample(outside, min(len(outside), len(inside) // 3))
    return inside + [replace(q, answerable=False, kind="removed") for q in removed]


def learn(examples: Sequence[Example]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the ranker and the confidence as they are stored."""
    names = tuple(examples[0].candidates.features)
    ranker_record = as_record(names, fit_average(examples, names, _weight))
    ranker = as_ranker(ranker_record)
    signals, right = [], []
    for example in examples:
        scores = ranker.score(example.candidates.features, example.candidates.kind)
        signals.append(read_signals(example.candidates, scores))
        right.append(_first_is_right(example, scores))
    answerable = [example.question.answerable for example in examples]
    return ranker_record, fit_confidence(signals, right, answerable, _balanced(examples))


def _weight(example: Example) -> float:
    return 1.0 if example.question.kind == "fact" else OWN_WEIGHT


def _balanced(examples: Sequence[Example]) -> list[float]:
    """Return weights under which unanswerable questions have their fixed share."""
    answerable = [example.question.answerable for example in examples]
    ratio = UNANSWERABLE_SHARE / (1 - UNANSWERABLE_SHARE)
    ratio *= sum(answerable) / max(1, len(answerable) - sum(answerable))
    return [
        _weight(example) * (1.0 if yes else ratio)
        for example, yes in zip(examples, answerable, strict=True)
    ]


def _first_is_right(example: Example, scores: Floats) -> bool:
    candidates = example.candidates
    first = choose_extracts(candidates.query, candidates.pool, scores, 1.0)[0]
    return example.question.answerable and example.question.is_answered_by(first)


def report(examples: Sequence[Example]) -> None:
    """Print the measures by kind of articles that were not learned from, both halves together."""
    halves: tuple[list[Example], list[Example]] = ([], [])
    for example in examples:
        halves[hashlib.sha256(example.article.encode()).digest()[0] % 2].append(example)
    outcomes: list[Outcome] = []
    for learned_from, measured_on in (halves, halves[::-1]):
        ranker, confidence = learn(learned_from)
        models = as_ranker(ranker), as_confidence(confidence)
        outcomes += [
            outcome_of(example.question, quote(example.candidates, *models))
            for example in measured_on
        ]
    for kind, group in {**by_kind(outcomes), "all": outcomes}.items():
        sys.stdout.write(f"{kind:12s} {measure(group)}\n")


def main() -> None:
    """Report on held-out articles, then learn from all and write the weights."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("sets", metavar="SET", nargs="+")
    parser.add_argument("--report-only", action="store_true")
    options = parser.parse_args()
    examples = list(all_examples([read_set(place) for place in options.sets]))
    report(examples)
    if options.report_only:
        return
    for name, record in zip(("ranker", "confidence"), learn(examples), strict=True):
        text = json.dumps(record, indent=1) + "\n"
        (DATA / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
