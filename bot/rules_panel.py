"""A group's settings as a message with buttons. Pure: values in, replies out."""

from collections.abc import Sequence

from bot.citing import label
from bot.group_register import length_of
from bot.linking import mark_of
from bot.locales import LANGUAGES, own_name
from bot.render import Voice
from bot.reply import Button, Reply, in_plain_words, in_rows
from bot.views import Length, Rule, RuleView
from storage.groups import Group

OUTLETS_A_PAGE = 8
_LONGEST_NAME = 40  # code points of an outlet's name that a button shows
_MOST_NAMED = 5  # outlets that the summary names
_LENGTHS = {
    Length.USUAL: ("rules-length-usual", "button-length-usual"),
    Length.BRIEF: ("rules-length-brief", "button-length-brief"),
    Length.FULL: ("rules-length-full", "button-length-full"),
}


def render_rules(group: Group, outlets: Sequence[str], voice: Voice) -> Reply:
    """Return what is set, and buttons to set it otherwise; `outlets` are all there are."""
    say = voice.catalogue.say
    rows = in_rows(
        (_language("", say("button-language-readers"), group, voice),),
        tuple(_language(lang, own_name(lang), group, voice) for lang in LANGUAGES),
        tuple(_lengths(group, voice)),
        (_button(say("button-outlets"), Rule.OUTLETS, "0", voice),) if len(outlets) > 1 else (),
        (_button(say("button-done"), Rule.DONE, "", voice),),
    )
    return Reply(in_plain_words(rules_in_words(group, voice)).html, rows)


def rules_in_words(group: Group, voice: Voice) -> str:
    """Return how a group is answered, as lines of plain text."""
    say = voice.catalogue.say
    language = own_name(group.lang) if group.lang else say("rules-language-readers")
    lines = (
        say("rules-title"),
        "",
        say("rules-language", language=language),
        say("rules-length", length=say(_LENGTHS[length_of(group)][0])),
        say("rules-outlets", outlets=_named(group.outlets, voice)),
    )
    return "\n".join(lines)


def render_outlets(group: Group, outlets: Sequence[str], page: int, voice: Voice) -> Reply:
    """Return a page (from 0; the nearest there is) of the outlets to choose from."""
    say = voice.catalogue.say
    last = max(0, -(-len(outlets) // OUTLETS_A_PAGE) - 1)
    page = max(0, min(page, last))
    shown = outlets[page * OUTLETS_A_PAGE : (page + 1) * OUTLETS_A_PAGE]
    choices = [(_choice(name, page, group, voice),) for name in shown]
    everything = _ticked(say("button-all-outlets"), chosen=not group.outlets)
    leaves = (("button-previous", page - 1), ("button-following", page + 1))
    leafing = tuple(
        _button(say(name), Rule.OUTLETS, str(to), voice) for name, to in leaves if 0 <= to <= last
    )
    rows = in_rows(
        (_button(everything, Rule.ALL_OUTLETS, str(page), voice),),
        *choices,
        leafing,
        (_button(say("button-back"), Rule.OPEN, "", voice),),
    )
    return Reply(in_plain_words(say("rules-choose-outlets")).html, rows)


def outlet_mark(page: int, outlet: str) -> str:
    """Return what stands for an outlet on a page in a button, short whatever its name is."""
    return f"{page}.{mark_of(outlet)}"


def _choice(outlet: str, page: int, group: Group, voice: Voice) -> Button:
    text = _ticked(outlet, chosen=outlet in group.outlets)
    return _button(text, Rule.OUTLET, outlet_mark(page, outlet), voice)


def _language(lang: str, name: str, group: Group, voice: Voice) -> Button:
    return _button(_ticked(name, chosen=group.lang == lang), Rule.LANGUAGE, lang, voice)


def _lengths(group: Group, voice: Voice) -> list[Button]:
    now = length_of(group)
    return [
        _button(
            _ticked(voice.catalogue.say(name), chosen=one is now), Rule.LENGTH, one.value, voice
        )
        for one, (_, name) in _LENGTHS.items()
    ]


def _named(outlets: Sequence[str], voice: Voice) -> str:
    if not outlets:
        return voice.catalogue.say("rules-outlets-all")
    named = [label(name, _LONGEST_NAME) for name in outlets[:_MOST_NAMED]]
    return ", ".join(named) + (" …" if len(outlets) > _MOST_NAMED else "")


def _ticked(text: str, *, chosen: bool) -> str:
    shown = label(text, _LONGEST_NAME)
    return f"✓ {shown}" if chosen else shown


def _button(text: str, rule: Rule, value: str, voice: Voice) -> Button:
    return Button(text, RuleView(voice.lang, rule, value))
