"""/settings: a group's administrators decide how the bot answers there."""

from typing import Any

from bot.addressing import Press, Request
from bot.administrators import Administrators
from bot.delivery import Delivery
from bot.group_register import GroupRegister
from bot.library import Library
from bot.locales import LANGUAGES
from bot.readers import Readers
from bot.render import Voice
from bot.reply import Reply, in_plain_words
from bot.rules_panel import outlet_mark, render_outlets, render_rules, rules_in_words
from bot.views import Length, Rule, RuleView
from storage.groups import Group

_LENGTHS = frozenset(length.value for length in Length)
_ON_OUTLETS = (Rule.OUTLETS, Rule.OUTLET, Rule.ALL_OUTLETS)


class Ruling:
    """Shows a group's settings, and changes them for its administrators alone."""

    def __init__(
        self,
        library: Library,
        readers: Readers,
        groups: GroupRegister,
        administrators: Administrators,
        delivery: Delivery,
    ) -> None:
        """Offer the outlets of `library`, and keep what is chosen in `groups`."""
        self._library = library
        self._readers = readers
        self._groups = groups
        self._administrators = administrators
        self._delivery = delivery

    async def settings(self, request: Request) -> None:
        """Show the settings to an administrator.

        A bare /settings of somebody else may be meant for another bot, and is left to it.
        """
        voice = await self._readers.voice_for(request)
        if request.private:
            await self._delivery.answer(request, voice.says("rules-in-groups"))
        elif await self._administrators.sent(request):
            group = await self._groups.group(request.message.chat.id)
            panel = render_rules(group, await self._library.outlets(), voice)
            await self._delivery.answer(request, panel)
        elif request.named:
            await self._delivery.answer(request, voice.says("rules-for-administrators"))

    async def press(self, press: Press, view: RuleView) -> None:
        """Do what a button says, if an administrator of the group pressed it just now."""
        if not await self._administrators.include(press.chat.id, press.user):
            voice = await self._readers.voice_of(press.user)
            refusal = voice.catalogue.say("rules-for-administrators")
            await self._delivery.acknowledge(press.query_id, refusal, alert=True)
            return
        outlets = await self._library.outlets()
        before = await self._groups.group(press.chat.id)
        changes = changes_of(view, before, outlets)
        group = before
        if changes:
            group = await self._groups.change(press.chat.id, **changes)
        voice = await self._readers.voice_among(press.chat.id, press.user)
        await self._delivery.edit(
            press.chat.id, press.message_id, _panel(view, group, outlets, voice)
        )
        await self._delivery.acknowledge(press.query_id)


def changes_of(view: RuleView, group: Group, outlets: tuple[str, ...]) -> dict[str, Any]:
    """Return what a button changes in a group, by the names of its fields; nothing if it doesn't.

    The first outlet chosen is the only one searched; when the last is given up, all are again.
    """
    match view:
        case RuleView(rule=Rule.LANGUAGE, value=lang) if lang in ("", *LANGUAGES):
            return {"lang": lang}
        case RuleView(rule=Rule.LENGTH, value=length) if length in _LENGTHS:
            return {"length": length}
        case RuleView(rule=Rule.ALL_OUTLETS):
            return {"outlets": ()}
        case RuleView(rule=Rule.OUTLET, value=value):
            page = _page(view)
            toggled = {name for name in outlets if outlet_mark(page, name) == value}
            chosen = toggled.symmetric_difference(group.outlets)
            # Those that are no longer among the articles can't be given up one by one any more.
            return {"outlets": tuple(name for name in outlets if name in chosen)}
    return {}


def _panel(view: RuleView, group: Group, outlets: tuple[str, ...], voice: Voice) -> Reply:
    if view.rule is Rule.DONE:
        return in_plain_words(rules_in_words(group, voice))
    if view.rule in _ON_OUTLETS:
        return render_outlets(group, outlets, _page(view), voice)
    return render_rules(group, outlets, voice)


def _page(view: RuleView) -> int:
    digits = view.value.partition(".")[0]
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0
