"""The measures as one JSON object, for machines."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.quality.asking import Report, Run
from bot.quality.tables import SHARES, failures_of, what_went_wrong
from retrieval.evaluation import Outcome, by_group, measure
from retrieval.reliability import measure_reliability
from retrieval.resampling import differences, intervals_of


def as_json(report: Report, *, intervals: bool, failures: bool) -> str:
    """Return everything that was measured; bins of calibration are Verbatim's alone.

    {"engines": {NAME: {"groups": {GROUP: measures}, "ms": {"p50", "p99"}, "intervals"}},
    "calibration", "removal", "losses": {HOW: points}, "differences": {PEER: intervals},
    "failures"}; the last ones where they were asked for.
    """
    described: dict[str, Any] = {
        "engines": {run.name: _describe(run, intervals=intervals) for run in report.runs},
        "calibration": asdict(measure_reliability(report.ours.outcomes)),
    }
    if report.removal:
        described["removal"] = asdict(report.removal)
    if report.losses:
        described["losses"] = _as_dicts(report.losses)
    if intervals and report.peers:
        described["differences"] = {
            peer.name: _as_dicts(differences(report.ours.outcomes, peer.outcomes))
            for peer in report.peers
        }
    if failures:
        described["failures"] = [_describe_failure(o) for o in failures_of(report.ours.outcomes)]
    return json.dumps(described, indent=1, ensure_ascii=False)


def _describe(run: Run, *, intervals: bool) -> dict[str, Any]:
    groups = {name: asdict(measure(found)) for name, found in by_group(run.outcomes).items()}
    times = {f"p{share}": round(run.percentile(share), 3) for share in SHARES}
    described = {"groups": groups, "ms": times}
    return (
        described | {"intervals": _as_dicts(intervals_of(run.outcomes))} if intervals else described
    )


def _as_dicts(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: asdict(value) for name, value in found.items()}


def _describe_failure(outcome: Outcome) -> dict[str, Any]:
    question = outcome.question
    return {
        "id": question.id,
        "kind": question.kind,
        "question": question.text,
        "context": question.context,
        "what": what_went_wrong(outcome),
        "confidence": outcome.confidence,
        "quote": outcome.quote,
        "expected": list(question.answers),
    }
