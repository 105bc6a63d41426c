"""From a token, a method and its parameters to an answer: rules, faults, log. No HTTP in here."""

import asyncio
import inspect
import json
import logging
import re
from dataclasses import dataclass
from typing import Any

from bot.playground.calls import LoggedCall, without_tokens
from bot.playground.errors import (
    RefusalError,
    bad_request,
    not_found,
    too_many_requests,
    unauthorized,
)
from bot.playground.faults import Fault
from bot.playground.methods import find_method
from bot.playground.methods.calling import Call
from bot.playground.parameters import Parameters
from bot.playground.stage import Stage
from bot.playground.state import Bot

_TOKEN = re.compile(r"[1-9]\d{0,15}:[A-Za-z0-9_-]{1,64}")
_GARBAGE = b"<html><body>this is no JSON</body></html>"
_STATUS_TEXTS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
                 504: "Gateway Timeout"}  # fmt: skip
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over the wire; no body means that the connection is cut."""

    status: int
    body: bytes | None


def ok(result: Any) -> Reply:
    """Return the answer of a call that was carried out."""
    return Reply(200, _dump({"ok": True, "result": result}))


def refused(refusal: RefusalError) -> Reply:
    """Return the answer of a call that was not."""
    body = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        body["parameters"] = refusal.parameters
    return Reply(refusal.code, _dump(body))


def failed(status: int, error: str) -> Reply:
    """Return the answer of a control request that could not be carried out."""
    return Reply(status, _dump({"ok": False, "error": error}))


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def find_bot(stage: Stage, token: str) -> Bot:
    """Return the bot with this token: 404 for what can't be one, 401 for one that nobody has."""
    if not _TOKEN.fullmatch(token):
        raise not_found()
    bot = stage.bot_of_token(token)
    if bot is None:
        raise unauthorized()
    return bot


async def answer(stage: Stage, token: str, name: str, parameters: Parameters) -> Reply:
    """Carry out one call, with the faults that hit it, and log it."""
    try:
        bot = find_bot(stage, token)
    except RefusalError as refusal:
        return refused(refusal)
    if not bot.has_called:
        bot.has_called = True
        stage.world.mark_cast_changed()
    values = without_tokens(parameters.logged(), stage.tokens)
    logged = LoggedCall(bot.id, name, values, stage.world.clock())
    stage.calls.add(logged)
    try:
        reply = await _with_faults(stage, bot, logged, parameters)
    finally:
        logged.finished = stage.world.clock()
        stage.calls.changed.notify()
    return reply


async def _with_faults(stage: Stage, bot: Bot, logged: LoggedCall, parameters: Parameters) -> Reply:
    drawn = stage.faults.draw(logged.method, parameters.integer("chat_id") or None)
    logged.fault = " ".join(fault.kind for fault in drawn)
    for fault in drawn:
        if fault.kind == "slow":
            await asyncio.sleep(fault.seconds)
    other = next((fault for fault in drawn if fault.kind != "slow"), None)
    if other is not None and other.kind not in ("drop_after", "garbage"):
        reply = _instead(other)
    else:
        reply = await _carry_out(stage, bot, logged, parameters)
    if other is not None and other.kind == "garbage":
        reply = Reply(200, _GARBAGE)
    logged.status = reply.status
    is_lost = other is not None and other.kind == "drop_after"
    return Reply(reply.status, None) if is_lost else reply


def _instead(fault: Fault) -> Reply:
    """Return what a fault answers in place of the method."""
    if fault.kind == "too_many":
        return refused(too_many_requests(fault.retry_after))
    if fault.kind == "drop_before":
        return Reply(0, None)
    text = fault.description or _STATUS_TEXTS.get(fault.status, "Internal Server Error")
    return refused(RefusalError(fault.status, text))


async def _carry_out(stage: Stage, bot: Bot, logged: LoggedCall, parameters: Parameters) -> Reply:
    try:
        return ok(await carry_out(stage, bot, logged.method, parameters))
    except RefusalError as refusal:
        logged.description = refusal.description
        return refused(refusal)


async def carry_out(stage: Stage, bot: Bot, name: str, parameters: Parameters) -> Any:
    """Run a method; whatever goes wrong is a refusal."""
    method = find_method(name)
    call = Call(name.lower(), stage.world, stage.queries, bot, parameters)
    try:
        result = method(call)
        return await result if inspect.isawaitable(result) else result
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        # a parameter of a shape that no rule foresaw
        _log.warning("%s could not read its parameters: %r", name, error)
        raise bad_request("wrong parameters in request") from error
