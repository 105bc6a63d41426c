"""What the first question would have to wait for, done beforehand."""

import asyncio
import gc
import logging

from bot.library import Answers
from retrieval.errors import VerbatimError

log = logging.getLogger(__name__)

# One in each language, the second with a slip: looking for other spellings loads its part, too.
_QUESTIONS = ("Qui a dit quoi, où et quand ?", "Who sayd what, where and when?")
# New ones between two looks for garbage: a look takes two milliseconds, not thirty.
_OBJECTS = 5_000


async def warm_up(answers: Answers) -> None:
    """Have the first question answered as fast as the next ones, while messages come in already.

    What is loaded by then stays: looks for garbage pass over it from now on.
    """
    for question in _QUESTIONS:
        try:
            await asyncio.to_thread(answers.answer, question)
        except VerbatimError as error:
            log.warning("The articles can't be searched: %s", error)
            return
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS)
