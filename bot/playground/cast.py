"""The people that a page finds when it opens: three readers, two of them in a group, and an admin.

One speaks English, one French, so that both can be tried; ids are small to be typed easily.
"""

from dataclasses import dataclass

from bot.playground.client import Chat, User
from bot.playground.server import LocalBotApi


@dataclass(frozen=True, slots=True)
class Cast:
    """The people and their group."""

    alice: User
    bob: User
    carol: User
    admin: User
    friends: Chat


def add_cast(api: LocalBotApi) -> Cast:
    """Register the people, and a group with Bob, its owner, and Carol."""
    alice = api.add_user("Alice", username="alice", language_code="en", id=101)
    bob = api.add_user("Bob", username="bob", language_code="fr", id=102)
    carol = api.add_user("Carol", username="carol", language_code="en", id=103)
    admin = api.add_user("Noor (admin)", username="noor", language_code="en", id=104)
    return Cast(alice, bob, carol, admin, api.add_group("Friends", members=[bob, carol]))
