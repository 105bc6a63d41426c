"""`verbatim check`."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from bot.checking import (
    Finding,
    Verdict,
    check_admins,
    check_articles,
    check_database,
    check_synonyms,
    problem,
)
from bot.checking_telegram import check_telegram
from bot.endings import DONE, FAILED, ending_on_sigterm
from bot.options import with_overrides
from bot.settings import TracedSettings, trace_settings
from bot.upkeep import rebuild_for_people
from bot.wrapping import harmless
from retrieval.errors import SettingsError

_COLOURS = {Verdict.OK: "green", Verdict.WARNING: "yellow", Verdict.PROBLEM: "red"}


@click.command(name="check")
@click.option(
    "--rebuild", is_flag=True, help="First make the index anew from the paragraphs that it holds."
)
@with_overrides
def command(overrides: Mapping[str, Path | None], *, rebuild: bool) -> int:
    """Tell what is wrong with the set-up, and how to mend it; exit code 1 if there is a problem.

    Shows every setting and where it comes from, then looks at the articles folder, the database,
    the token, privacy mode and webhooks. The token itself is never shown. An index is verified
    against its paragraphs: counts, lengths, postings, keys.
    """
    try:
        traced = trace_settings(overrides, os.environ, Path())
    except SettingsError as error:
        findings = [problem("settings", str(error), "Mend it, then run `verbatim check` again.")]
    else:
        if rebuild:
            with ending_on_sigterm():
                click.echo(f"{rebuild_for_people(traced.settings.db)}\n")
        for line in show_settings(traced):
            click.echo(line)
        click.echo()
        findings = look_around(traced)
    for finding in findings:
        click.echo(show_finding(finding))
    return FAILED if any(one.verdict is Verdict.PROBLEM for one in findings) else DONE


def look_around(traced: TracedSettings) -> list[Finding]:
    """Return every finding, those that need no network first."""
    settings = traced.settings
    return [
        *check_articles(settings.articles),
        *check_synonyms(settings.synonyms),
        *check_database(settings),
        *check_admins(settings),
        *check_telegram(settings),
    ]


def show_settings(traced: TracedSettings) -> Iterable[str]:
    """Yield a line a setting: its name, its value, and what gave it."""
    for name, origin in traced.origins.items():
        value = harmless(_show_value(name, getattr(traced.settings, name)))
        yield f"{name:<14} {value:<32} ({origin})"


def _show_value(name: str, value: object) -> str:
    if value is None:
        return "all" if name == "allowed_chats" else "none"
    if name == "token":
        return "set, not shown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, frozenset):
        return ", ".join(str(one) for one in sorted(value)) or "none"
    return str(value)


def show_finding(finding: Finding) -> str:
    """Return a finding as a row of the table, with the mending step under it."""
    verdict = click.style(f"{finding.verdict.value:<8}", fg=_COLOURS[finding.verdict])
    row = f"{verdict} {finding.subject:<13} {harmless(finding.found)}"
    return f"{row}\n{'':<22} → {harmless(finding.mend)}" if finding.mend else row
