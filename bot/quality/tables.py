"""The measures as tables that a terminal shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from bot.quality.asking import Report, Run
from bot.wrapping import Screen, write_lines
from retrieval.evaluation import Outcome, Scores, by_group, measure
from retrieval.reliability import Bin, measure_reliability
from retrieval.removal import Removal
from retrieval.resampling import Interval, differences, intervals_of
from retrieval.spoiling import Loss

TITLES = {
    "questions": "asked",
    "success_at_1": "success@1",
    "success_at_5": "success@5",
    "mrr_at_10": "MRR@10",
    "answer_at_1": "answer@1",
    "answer_at_3": "answer@3",
    "article_at_1": "article@1",
    "length": "length",
    "wrong_refusals": "wrong refusals",
    "false_answers": "false answers",
    "answering_precision": "answering precision",
    "answering_recall": "answering recall",
    "refusing_precision": "refusing precision",
    "refusing_recall": "refusing recall",
    "right_when_answered": "right when answered",
    "auroc": "AUROC",
}
FINDING = tuple(TITLES)[:8]
_REFUSING = ("wrong_refusals", "false_answers", "right_when_answered", "auroc")
_LOSING = ("success_at_1", "answer_at_1", "answer_at_3")
_IN_UNITS = {"auroc", "mrr_at_10"}  # from 0 to 1; the others are percent, or characters
SHARES = (50, 99)  # percentiles of the time a question takes
_BAR = 40  # columns of the reliability diagram
NONE = "–"

Row = Sequence[str]


def lay_out(header: Row, rows: Sequence[Row]) -> str:
    """Return a table: the first column to the left, the others to the right, two spaces between."""
    table = [header, *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    )


def show(name: str, value: float | None) -> str:
    """Return a measure as it is shown: percent with one decimal, or a part of 1 with three."""
    if value is None:
        return NONE
    if isinstance(value, int):
        return str(value)
    return f"{value:.3f}" if name in _IN_UNITS else f"{value:.1f}"


def show_finding(groups: Mapping[str, Scores]) -> str:
    """Return what was found, a row a group."""
    rows = [
        [group, *(show(name, getattr(scores, name)) for name in FINDING)]
        for group, scores in groups.items()
    ]
    return lay_out(["", *(TITLES[name] for name in FINDING)], rows)


def show_refusing(groups: Mapping[str, Scores]) -> str:
    """Return what was answered and refused, a row a group; precision and recall side by side."""
    rows = [
        [
            group,
            *(show(name, getattr(s, name)) for name in _REFUSING),
            _both(s.answering_precision, s.answering_recall),
            _both(s.refusing_precision, s.refusing_recall),
        ]
        for group, s in groups.items()
    ]
    titles = (TITLES[name] for name in _REFUSING)
    return lay_out(["", *titles, "answering prec. / recall", "refusing prec. / recall"], rows)


def _both(precision: float | None, recall: float | None) -> str:
    return f"{show('', precision):>5s} / {show('', recall):>5s}"


def show_side_by_side(report: Report) -> str:
    """Return every measure of all questions, and the time a question takes, a column an engine."""
    columns = [asdict(measure(run.outcomes)) for run in report.runs]
    rows = [
        [title, *(show(name, column[name]) for column in columns)] for name, title in TITLES.items()
    ]
    times = [
        [f"ms a question, p{share}", *(f"{run.percentile(share):.1f}" for run in report.runs)]
        for share in SHARES
    ]
    return lay_out(["", *(run.name for run in report.runs)], [*rows, *times])


def show_groups_side_by_side(runs: Sequence[Run]) -> str:
    """Return success@1 and answer@1 of every group, a column an engine."""
    columns = [
        {group: measure(found) for group, found in by_group(run.outcomes).items()} for run in runs
    ]
    rows = [
        [
            group,
            *(_both(found[group].success_at_1, found[group].answer_at_1) for found in columns),
        ]
        for group in columns[0]
    ]
    return lay_out(["success@1 / answer@1", *(run.name for run in runs)], rows)


def show_time(run: Run) -> str:
    """Return how long a question takes."""
    times = (f"p{share} {run.percentile(share):.1f}" for share in SHARES)
    return f"ms a question: {', '.join(times)}"


def show_intervals(report: Report) -> str:
    """Return the main measures with their intervals, and how far we are above each peer."""
    columns = [intervals_of(report.ours.outcomes)]
    columns += [differences(report.ours.outcomes, peer.outcomes) for peer in report.peers]
    rows = [
        [TITLES[name], *(_interval(name, column[name]) for column in columns)]
        for name in columns[0]
    ]
    titles = [f"above {peer.name}" for peer in report.peers]
    return lay_out(["95 % of resamples in", report.ours.name, *titles], rows)


def _interval(name: str, found: Interval) -> str:
    value, low, high = (show(name, part) for part in (found.value, found.low, found.high))
    return f"{value} [{low}, {high}]"


def show_removal(found: Removal) -> str:
    """Return what refusing does where the articles that answer are taken out."""
    refused = f"5 % are refused wrongly (confidence {found.threshold:.2f})"
    rows = [
        ["AUROC of the confidence, there or taken out", show("auroc", found.auroc)],
        [
            f"false answers where {refused}",
            f"{found.false_answers_at_5:.1f}",
        ],
        ["false answers as the program decides", f"{found.false_answers:.1f}"],
        ["wrong refusals as the program decides", f"{found.wrong_refusals:.1f}"],
    ]
    return lay_out([f"with the articles that answer taken out ({found.questions} asked)", ""], rows)


def show_losses(losses: Mapping[str, Loss]) -> str:
    """Return what questions lose that are asked spoilt, a row a way of spoiling."""
    rows = [
        [
            f"with {how} ({loss.questions} asked)",
            *(show(name, getattr(loss, name)) for name in _LOSING),
        ]
        for how, loss in losses.items()
    ]
    return lay_out(["points lost", *(TITLES[name] for name in _LOSING)], rows)


def show_calibration(outcomes: Sequence[Outcome]) -> str:
    """Return a reliability diagram: a bar is the share answered, a mark the mean confidence."""
    found = measure_reliability(outcomes)
    rows = [[*_bin_cells(one), _bin_bar(one)] for one in found.bins]
    table = lay_out(["confidence", "questions", "mean", "right", "0".ljust(_BAR - 1) + "1"], rows)
    return f"{table}\nexpected calibration error: {found.error:.3f}"


def _bin_cells(one: Bin) -> Iterator[str]:
    yield f"{one.low:.1f} to {one.high:.1f}"
    yield str(one.questions)
    for value in (one.confidence, one.right):
        yield NONE if value is None else f"{value:.2f}"


def _bin_bar(one: Bin) -> str:
    if one.confidence is None or one.right is None:
        return "".ljust(_BAR)
    bar = list(("█" * round(one.right * _BAR)).ljust(_BAR))
    bar[min(int(one.confidence * _BAR), _BAR - 1)] = "|"
    return "".join(bar)


def failures_of(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return what went wrong: no answer first, an answer where there is none, a wrong refusal."""
    return [
        o
        for o in outcomes
        if (o.question.answerable and (o.answer_rank != 1 or o.refused))
        or not (o.question.answerable or o.refused)
    ]


def show_failures(outcomes: Sequence[Outcome], screen: Screen) -> str:
    """Return every failure: what was asked, what was quoted, what was expected."""
    return "\n\n".join(_show_failure(outcome, screen) for outcome in failures_of(outcomes))


def _show_failure(outcome: Outcome, screen: Screen) -> str:
    question = outcome.question
    asked = f"{question.context} → {question.text}" if question.context else question.text
    lines = [
        write_lines(f"{question.kind} {question.id}: {asked}", screen),
        write_lines(f"{what_went_wrong(outcome)} (confidence {outcome.confidence:.2f})", screen),
        write_lines(f"quoted: {outcome.quote or NONE}", screen, indent="  "),
    ]
    if question.answerable:
        expected = " | ".join(question.answers)
        lines.append(write_lines(f"expected: {expected}", screen, indent="  "))
    return "\n".join(lines)


def what_went_wrong(outcome: Outcome) -> str:
    """Return in a few words why an outcome is a failure."""
    if not outcome.question.answerable:
        return "false answer"
    refused = "wrong refusal, " if outcome.refused else ""
    return refused + (f"answered at rank {outcome.answer_rank or NONE}")
