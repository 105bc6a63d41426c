"""Learn ranker and confidence from question sets; report on stories that were not learned from.

    python -m retrieval.training.learn SET [SET ...] [--report-only]

Each SET is a folder as `examples` reads it. The report learns on half of the stories and measures
the other half, both ways; what is written is learned on all of them. Needs scipy.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from retrieval.answering import quote
from retrieval.confidence import as_confidence, read_signals
from retrieval.data_files import DATA
from retrieval.evaluation import Outcome, by_kind, measure, outcome_of
from retrieval.extracts import choose_extracts
from retrieval.pool import Floats
from retrieval.ranking import as_ranker
from retrieval.scoring import score
from retrieval.training.calibration import fit_confidence
from retrieval.training.examples import Example, read_set
from retrieval.training.lessons import REMOVED, give_lessons
from retrieval.training.ranker import as_record, fit_average
from retrieval.training.weighing import weigh_for_confidence, weigh_for_ranker


def learn_ranker(examples: Sequence[Example]) -> dict[str, Any]:
    """Return the ranker as it is stored."""
    names = tuple(examples[0].candidates.features)
    return as_record(names, fit_average(examples, names, weigh_for_ranker))


def learn_confidence(examples: Sequence[Example]) -> dict[str, Any]:
    """Return the confidence as it is stored."""
    scored = list(score_by_others(examples))
    return fit_confidence(
        [read_signals(example.candidates, scores) for example, scores in scored],
        [_first_is_right(example, scores) for example, scores in scored],
        [example.question.answerable for example, _ in scored],
        weigh_for_confidence([example for example, _ in scored]),
    )


def score_by_others(examples: Sequence[Example]) -> Iterator[tuple[Example, Floats]]:
    """Yield every example with scores by a ranker that was learned from other stories.

    A ranker's scores of what it was learned from look surer than they are.
    """
    for measured, others in halves(examples, "scores"):
        ranker = as_ranker(learn_ranker(others))
        for example in measured:
            yield example, ranker.score(example.candidates.features, example.candidates.kind)


def halves(
    examples: Sequence[Example], purpose: str
) -> Iterator[tuple[list[Example], list[Example]]]:
    """Yield each half of the examples with the other: always the same stories for one purpose."""
    parts: tuple[list[Example], list[Example]] = ([], [])
    for example in examples:
        digest = hashlib.sha256(f"{purpose} {example.story}".encode()).digest()
        parts[digest[0] % 2].append(example)
    yield parts
    yield parts[::-1]


def _first_is_right(example: Example, scores: Floats) -> bool:
    candidates = example.candidates
    first = choose_extracts(candidates.query, candidates.pool, scores, 1.0)[0]
    return example.question.answerable and example.question.is_answered_by(first)


def report(examples: Sequence[Example]) -> None:
    """Print the measures of stories that were not learned from, by kind and by set.

    Of a set also those without near misses, and without questions whose article was taken out.
    """
    outcomes: list[tuple[str, Outcome]] = []
    for measured, others in halves(examples, "report"):
        ranker, model = as_ranker(learn_ranker(others)), as_confidence(learn_confidence(others))
        for example in measured:
            reply = quote(example.candidates, score(example.candidates, ranker), model)
            outcomes.append((example.set_name, outcome_of(example.question, reply)))
    rows = by_kind(outcome for _, outcome in outcomes)
    for name in sorted({name for name, _ in outcomes}):
        own = rows[name] = [outcome for of_set, outcome in outcomes if of_set == name]
        for kind in ("none", REMOVED):
            told = [o for o in own if o.question.answerable or o.question.kind == kind]
            rows[f"{name}, {kind}"] = told
    for name, group in {**rows, "all": [outcome for _, outcome in outcomes]}.items():
        sys.stdout.write(f"{name:20s} {measure(group)}\n")


def main() -> None:
    """Report on held-out stories, then learn from all and write the weights."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("sets", metavar="SET", nargs="+")
    parser.add_argument("--report-only", action="store_true")
    options = parser.parse_args()
    examples = list(give_lessons([read_set(place) for place in options.sets]))
    report(examples)
    if options.report_only:
        return
    for name, learn in (("ranker", learn_ranker), ("confidence", learn_confidence)):
        text = json.dumps(learn(examples), indent=1) + "\n"
        (DATA / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
