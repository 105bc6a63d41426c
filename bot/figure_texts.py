"""How much was asked, and how well it was answered, as messages to an admin. Pure."""

from collections.abc import Mapping, Sequence

from bot.citing import MOST_OF_A_LABEL_IN_A_LIST, label, spoken_date
from bot.locales import Catalogue
from bot.render import Voice
from bot.reply import MOST_UNITS, Reply, in_plain_words, units
from storage.questions import Figures, Gap


def figure_lines(figures: Figures, titles: Mapping[str, str], catalogue: Catalogue) -> str:
    """Return the figures as text; `titles` are those of the articles that are still there."""
    say = catalogue.say
    lines = [say("stats-title", days=len(figures.days)), "", _questions(figures, catalogue)]
    if figures.p50 is not None and figures.p95 is not None:
        half, most = _whole(figures.p50), _whole(figures.p95)
        lines.append(say("stats-speed", half=half, most=most))
    if figures.helpful or figures.unhelpful:
        lines.append(say("stats-votes", helpful=figures.helpful, unhelpful=figures.unhelpful))
    quoted = [(titles[key], times) for key, times in figures.articles if key in titles]
    if quoted:
        lines += ["", say("stats-articles")]
    for title, times in quoted:
        shown = label(title, MOST_OF_A_LABEL_IN_A_LIST)
        lines.append(say("stats-article", title=shown, times=times))
    return "\n".join(lines)


def render_gaps(gaps: Sequence[Gap], voice: Voice) -> Reply:
    """Return the questions without an answer, as many as fit into a message."""
    if not gaps:
        return voice.says("gaps-none")
    say = voice.catalogue.say
    lines = [say("gaps-title"), ""]
    room = MOST_UNITS - units("\n".join(lines))
    for gap in gaps:
        last = spoken_date(gap.last, voice.catalogue)
        line = say("gap", words=label(gap.words), times=gap.times, last=last)
        room -= units(line) + 1
        if room < 0:
            break
        lines.append(line)
    return in_plain_words("\n".join(lines))


def _questions(figures: Figures, catalogue: Catalogue) -> str:
    if not figures.questions:
        return catalogue.say("stats-no-questions")
    return catalogue.say(
        "stats-questions",
        questions=figures.questions,
        refused=figures.refused,
        percent=round(100 * figures.refused / figures.questions),
    )


def _whole(ms: float) -> int:
    return max(1, round(ms))
