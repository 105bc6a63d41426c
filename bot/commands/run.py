"""`verbatim run`."""

import click

from bot.endings import FAILED
from bot.options import with_caution
from bot.settings import TOKEN_FILE_VARIABLE, TOKEN_VARIABLE, TracedSettings

HOW_TO_GET_A_TOKEN = f"""\
verbatim: there is no token, so there is no bot to be on Telegram. To get one:

  1. In Telegram, open a chat with @BotFather (https://t.me/BotFather) and send /newbot.
  2. Choose a name, then a username that ends in "bot". The answer holds the token.
  3. Start Verbatim with it; keep it to yourself, whoever has it is your bot:

       export {TOKEN_VARIABLE}=123456:the-rest-of-it
       verbatim run

     or put it in a file that only you can read (chmod 600) and name that file in
     {TOKEN_FILE_VARIABLE}.

No token yet? `verbatim chat` answers in the terminal, and `verbatim playground` runs the bot
behind a local stand-in for Telegram."""


@click.command(name="run")
@with_caution
def command(traced: TracedSettings) -> int:
    """Start the bot on Telegram, by polling.

    The token comes from TELEGRAM_BOT_TOKEN, or from the file that TELEGRAM_BOT_TOKEN_FILE names,
    which only its owner may be able to read. Without one, this says how to get one.
    """
    if traced.settings.token is None:
        click.echo(HOW_TO_GET_A_TOKEN, err=True)
        return FAILED
    from bot.app import run_bot  # noqa: PLC0415 - the bot's libraries aren't needed to say no

    return run_bot(traced.settings)
