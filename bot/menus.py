"""The command menus: each kind of person sees what they may use, in their app's language."""

from collections.abc import Collection, Sequence
from functools import partial

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.ext import ExtBot

from bot.delivery import Delivery
from bot.locales import FALLBACK, LANGUAGES, catalogue_for

EVERYWHERE = ("ask", "articles", "verify", "help", "privacy")
IN_PRIVATE = ("ask", "articles", "verify", "lang", "privacy", "forgetme", "help")
FOR_ADMINS = ("add", "remove", "sources", "stats", "gaps", "backup", "reindex")
FOR_CHAT_ADMINISTRATORS = ("settings",)


class Menus:
    """Sets the menus; one that Telegram refuses is left out."""

    def __init__(self, bot: ExtBot[None], delivery: Delivery, admins: Collection[int]) -> None:
        """Speak for `bot`."""
        self._bot = bot
        self._delivery = delivery
        self._admins = admins

    async def set_all(self) -> None:
        """Set every menu, as the bot starts."""
        await self._set(BotCommandScopeDefault(), EVERYWHERE)
        await self._set(BotCommandScopeAllGroupChats(), EVERYWHERE)
        for_administrators = (*EVERYWHERE, *FOR_CHAT_ADMINISTRATORS)
        await self._set(BotCommandScopeAllChatAdministrators(), for_administrators)
        await self._set(BotCommandScopeAllPrivateChats(), IN_PRIVATE)
        for admin in sorted(self._admins):
            await self.set_for_admin(admin)

    async def set_for_admin(self, admin: int) -> None:
        """Set the menu of an admin's private chat.

        Telegram refuses it before the admin has written to the bot for the first time.
        """
        await self._set(BotCommandScopeChat(admin), (*IN_PRIVATE, *FOR_ADMINS))

    async def _set(self, scope: BotCommandScope, names: Sequence[str]) -> None:
        """Set one menu in every language; the fallback's is for all that have none of their own."""
        for lang in LANGUAGES:
            catalogue = catalogue_for(lang)
            commands = [BotCommand(name, catalogue.say(f"menu-{name}")) for name in names]
            code = None if lang == FALLBACK else lang
            await self._delivery.administer(
                partial(self._bot.set_my_commands, commands, scope=scope, language_code=code)
            )
