"""How a reindex is going, and how it went, as messages to an admin. Pure."""

from bot.citing import label
from bot.locales import Catalogue
from bot.reasons import spoken_reason
from bot.reindex import Broken, Progress
from bot.render import Voice
from bot.reply import MOST_UNITS, Reply, in_plain_words, units
from storage.summary import Summary

_STAGES = {
    "upgrading": "reindex-upgrading",
    "fetching": "reindex-fetching",
    "reading": "reindex-reading",
    "indexing": "reindex-indexing",
}
_ROOM_FOR_THE_REST = 100  # units, for the line that counts the failures left out


def render_progress(progress: Progress, voice: Voice) -> Reply:
    """Return how far a reindex is: done of total, rate, time left."""
    say = voice.catalogue.say
    stage = say(_STAGES.get(progress.stage, "reindex-reading"))
    if not progress.total:
        return in_plain_words(stage)
    percent = 100 * progress.done // progress.total
    text = say(
        "reindex-progress",
        stage=stage,
        done=progress.done,
        total=progress.total,
        percent=percent,
    )
    if progress.done and progress.seconds > 0:
        rate = progress.done / progress.seconds
        left = spoken_duration((progress.total - progress.done) / rate, voice.catalogue)
        shown = round(rate) if rate >= 10 else round(rate, 1)
        text += "\n" + say("reindex-rate", rate=shown, left=left)
    return in_plain_words(text)


def render_done(done: Summary, voice: Voice) -> Reply:
    """Return what a reindex changed, how long it took, and each file that failed and why."""
    say = voice.catalogue.say
    lines = [
        say("reindex-done", elapsed=spoken_duration(done.seconds, voice.catalogue)),
        say(
            "reindex-counts",
            new=done.new,
            changed=done.changed,
            removed=done.removed,
            unchanged=done.unchanged,
        ),
        say("reindex-collection", articles=done.articles, paragraphs=done.paragraphs),
    ]
    if done.failed:
        lines += ["", say("reindex-failures", failed=len(done.failed))]
        lines += _failures(done, voice.catalogue, MOST_UNITS - units("\n".join(lines)))
    return in_plain_words("\n".join(lines))


def render_broken(broken: Broken, voice: Voice, *, stopped: bool) -> Reply:
    """Return why a reindex came to nothing; `stopped`: because the bot itself is ending."""
    if stopped:
        return voice.says("reindex-stopped")
    if broken.busy:
        return voice.says("reindex-busy")
    return voice.says("reindex-failed", reason=spoken_reason(broken.reason, voice.catalogue))


def spoken_duration(seconds: float, catalogue: Catalogue) -> str:
    """Return a duration as people say it; whole seconds, at least one."""
    whole = max(1, round(seconds))
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return catalogue.say("duration", hours=hours, minutes=minutes, seconds=rest)


def _failures(done: Summary, catalogue: Catalogue, room: int) -> list[str]:
    """Return a line for each failure, as many as fit, and how many more there are."""
    lines: list[str] = []
    for at, failed in enumerate(done.failed):
        source, reason = label(failed.source), spoken_reason(failed.reason, catalogue, 300)
        line = catalogue.say("reindex-failure", source=source, reason=reason)
        room -= units(line) + 1
        if room < _ROOM_FOR_THE_REST:
            lines.append(catalogue.say("reindex-more-failures", more=len(done.failed) - at))
            break
        lines.append(line)
    return lines
