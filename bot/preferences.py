"""What a reader decides: the language they are spoken to in, and to be forgotten."""

from bot.addressing import Press, Request
from bot.ballot import Ballot
from bot.delivery import Delivery
from bot.locales import LANGUAGES, own_name
from bot.memory import Memory
from bot.readers import Readers
from bot.render import Voice
from bot.reply import Button, Reply, in_plain_words
from bot.views import LanguageView

_AUTOMATIC = LanguageView("")


class Choosing:
    """Keeps and forgets what readers choose."""

    def __init__(
        self, readers: Readers, ballot: Ballot, memory: Memory, delivery: Delivery
    ) -> None:
        """Keep choices in `readers`."""
        self._readers = readers
        self._ballot = ballot
        self._memory = memory
        self._delivery = delivery

    async def language(self, request: Request) -> None:
        """Speak the language named after /lang, or offer those there are."""
        wanted = request.words.lower()[:2]
        if request.words and wanted not in LANGUAGES:
            voice = await self._readers.voice_for(request)
            await self._delivery.answer(request, _choices(voice))
        elif wanted and request.user_id is not None:
            await self._readers.choose(request.user_id, wanted)
            await self._delivery.answer(request, self._readers.voice_in(wanted).says("lang-set"))
        else:
            voice = await self._readers.voice_for(request)
            await self._delivery.answer(request, _offer(request, voice))

    async def choose(self, press: Press, view: LanguageView) -> None:
        """Speak the language of the button from now on."""
        if view.lang in LANGUAGES:
            await self._readers.choose(press.user.id, view.lang)
        else:
            await self._readers.forget(press.user.id)
        voice = await self._readers.voice_of(press.user)
        reply = voice.says("lang-automatic-set" if view == _AUTOMATIC else "lang-set")
        await self._delivery.edit(press.chat.id, press.message_id, reply)
        await self._delivery.acknowledge(press.query_id)

    async def forget_me(self, request: Request) -> None:
        """Erase everything that is known of this reader, then say so."""
        if request.user_id is not None:
            await self._readers.forget(request.user_id)
            await self._ballot.forget(request.user_id)
        self._memory.forget(request.sender_id)
        voice = await self._readers.voice_for(request)
        await self._delivery.answer(request, voice.says("forgotten"))


def _offer(request: Request, voice: Voice) -> Reply:
    """Return the choice of languages; as buttons only where nobody else can press them."""
    if not request.private:
        return _choices(voice)
    buttons = [Button(own_name(lang), LanguageView(lang)) for lang in LANGUAGES]
    buttons.append(Button(voice.catalogue.say("button-automatic"), _AUTOMATIC))
    return in_plain_words(voice.catalogue.say("lang-current"), *buttons)


def _choices(voice: Voice) -> Reply:
    """Return the languages that there are, with the command for each."""
    choices = [f"· /lang {lang} – {own_name(lang)}" for lang in LANGUAGES]
    return in_plain_words("\n".join([voice.catalogue.say("lang-choices"), *choices]))
