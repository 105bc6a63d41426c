"""How much each example counts.

For the ranker, a question as people ask it in a chat counts as much as several of an
encyclopaedia's. For the confidence, sets count and not questions: those of all kinds of questions
that people ask have two thirds of the weight together, each of them the same; those of facts alone
have the rest. Within a set the unanswerable have one share, whether they are few or many.
"""

from collections.abc import Sequence

from retrieval.training.examples import Example
from retrieval.training.lessons import REMOVED

OWN_WEIGHT = 3.0
PEOPLES_SHARE = 2 / 3
UNANSWERABLE_SHARE = 0.35

_PLAIN = ("fact", "none", REMOVED)  # kinds that every set has


def weigh_for_ranker(example: Example) -> float:
    """Return the weight of an example that has a right sentence."""
    return 1.0 if example.question.kind == "fact" else OWN_WEIGHT


def weigh_for_confidence(examples: Sequence[Example]) -> list[float]:
    """Return the weight of each example; 1 on average."""
    groups: dict[tuple[str, bool], int] = {}
    for example in examples:
        group = example.set_name, example.question.answerable
        groups[group] = groups.get(group, 0) + 1
    peoples = {e.set_name for e in examples if e.question.kind not in _PLAIN}
    others = {name for name, _ in groups} - peoples
    share = PEOPLES_SHARE if peoples and others else 1.0
    of_set = dict.fromkeys(peoples, share / max(1, len(peoples)))
    of_set |= dict.fromkeys(others, (1 - share or 1.0) / max(1, len(others)))
    weights = {
        (name, answerable): of_set[name] * _share(answerable) / count * len(examples)
        for (name, answerable), count in groups.items()
    }
    return [weights[e.set_name, e.question.answerable] for e in examples]


def _share(answerable: bool) -> float:
    return 1 - UNANSWERABLE_SHARE if answerable else UNANSWERABLE_SHARE
