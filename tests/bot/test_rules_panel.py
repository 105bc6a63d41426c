"""A group's settings as buttons: within Telegram's limits, whatever the outlets are called."""

import pytest

from bot.locales import catalogue_for
from bot.render import Voice
from bot.rules_panel import OUTLETS_A_PAGE, render_outlets, render_rules
from bot.ruling import changes_of
from bot.views import MOST_BYTES, Rule, RuleView, encode
from storage.groups import Group

OUTLETS = tuple(f"Échos {number:02} {'of the long coast ' * 9}" for number in range(20))
VOICE = Voice("VerbatimBot", catalogue_for("fr"))


def pressed(reply, label):
    (found,) = [button for button in reply.buttons if button.label.startswith(label)]
    return found.view


def test_outlets_come_in_pages_that_lead_to_one_another():
    first, last = (render_outlets(Group(), OUTLETS, page, VOICE) for page in (0, 99))
    assert len(first.buttons) == 1 + OUTLETS_A_PAGE + 2
    assert pressed(first, "Suivant") == RuleView("fr", Rule.OUTLETS, "1")
    assert pressed(last, "‹ Précédent") == RuleView("fr", Rule.OUTLETS, "1")
    for button in (*first.buttons, *last.buttons):
        assert len(button.label) <= 42
        assert len(encode(button.view).encode()) <= MOST_BYTES


def test_choosing_and_giving_up_outlets_ends_where_it_began():
    group = Group()
    for at, chosen in ((9, (9,)), (8, (8, 9)), (9, (8,)), (8, ())):
        page = render_outlets(group, OUTLETS, at // OUTLETS_A_PAGE, VOICE)
        view = page.buttons[1 + at % OUTLETS_A_PAGE].view
        changes = changes_of(view, group, OUTLETS)
        assert changes == {"outlets": tuple(OUTLETS[number] for number in chosen)}
        group = Group(**changes)
    assert render_outlets(group, OUTLETS, 0, VOICE).buttons[0].label == "✓ Toutes les sources"


def test_outlet_that_is_gone_is_given_up_with_the_next_choice():
    view = render_outlets(Group(), OUTLETS, 0, VOICE).buttons[1].view
    changes = changes_of(view, Group(outlets=("gone",)), OUTLETS)
    assert changes == {"outlets": OUTLETS[:1]}


@pytest.mark.parametrize("value", ["x", "english", "ff"])
@pytest.mark.parametrize("rule", [Rule.LANGUAGE, Rule.LENGTH])
def test_choices_that_there_are_not_change_nothing(rule, value):
    assert changes_of(RuleView("fr", rule, value), Group(), OUTLETS) == {}


def test_where_there_is_one_outlet_there_is_none_to_choose():
    labels = [button.label for button in render_rules(Group(), OUTLETS[:1], VOICE).buttons]
    assert "Sources…" not in labels
    assert "Sources…" in [button.label for button in render_rules(Group(), OUTLETS, VOICE).buttons]
