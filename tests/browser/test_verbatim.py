"""Verbatim in the page: asked in private, in the group, from a telephone; by its admin."""

import re
from pathlib import Path
from typing import Any

import pytest

SEEDS = list((Path(__file__).parents[2] / "seeds").glob("*.md"))
VIBER = "Who is the CEO of Viber?"
WHATSAPP = "Combien Facebook a-t-il payé pour WhatsApp ?"


def test_a_question_in_private_gets_a_quote_with_its_source(page: Any, picture: Any) -> None:
    page.open("Alice")
    answer = page.ask(VIBER)
    quote = answer.all("blockquote")[0].text
    assert any(quote in " ".join(path.read_text("utf-8").split()) for path in SEEDS)
    assert answer.all("blockquote strong")
    assert re.search(r"— .+ · § \d", answer.text)
    page.message(VIBER, of="own")
    picture("private-light")


def test_carol_asks_in_the_group_by_a_mention(page: Any, picture: Any) -> None:
    page.open("Friends")
    writer = page.browser.find(".writer")
    assert "Bob" in writer.text
    writer.send("Carol")
    page.write("@verb", send=False)
    page.browser.find(".option", "@verbatim_bot")
    page.browser.press("Tab")
    answer = page.ask(WHATSAPP)
    assert answer.all(".sender")[0].text == "Verbatim"
    assert "Carol" in answer.all(".answered")[0].text
    assert "milliards" in answer.all("blockquote")[0].text
    page.browser.prefer("dark")
    page.browser.resize(1000, 800)  # so that the hello is in it
    picture("group-dark")


def test_the_owner_of_a_group_chooses_its_settings(page: Any) -> None:
    page.open("Friends")
    page.message("/settings est réservé aux administrateurs")  # Bob, who speaks French, added it
    panel = page.ask("/settings@verbatim_bot")
    assert "Langue" in panel.text
    page.browser.find(".inline-button", "English").click()
    page.browser.find(".inline-button", "✓ English")
    page.browser.find(".inline-button", "Reader’s own").click()
    page.browser.find(".inline-button", "✓ Chacun la sienne")


def test_next_shows_another_quote_in_the_same_message(page: Any) -> None:
    page.open(page.new_person())
    answer = page.ask(VIBER)
    message_id, first = answer.attribute("id"), answer.all("blockquote")[0].text
    page.browser.find(".inline-button", "Next 1/").click()
    page.browser.find(".inline-button", "Next 2/")
    after = page.browser.find(f"#{message_id}", "edited")
    assert after.all("blockquote")[0].text != first
    assert len(page.browser.all(".message.theirs")) == 1


def test_more_context_unfolds(page: Any) -> None:
    page.open(page.new_person())
    page.ask(VIBER)
    page.browser.find(".inline-button", "More context").click()
    unfold = page.browser.find(".expandable .unfold")
    page.browser.until(lambda: unfold.is_shown, "a quote too long to be shown whole")
    folded = page.browser.find(".folded")
    before = folded.get("clientHeight")
    unfold.click()
    assert unfold.attribute("aria-expanded") == "true"
    assert folded.get("clientHeight") > 2 * before


def test_reasons_come_and_go_and_votes_are_thanked_for(page: Any) -> None:
    page.open(page.new_person())
    answer = page.ask(VIBER)
    message_id = answer.attribute("id")
    page.browser.find(".inline-button", "Why this?").click()
    page.browser.find(f"#{message_id}", "Why this quote?")
    page.browser.find(".inline-button", "Hide reasons").click()
    page.browser.find(".inline-button", "Why this?")
    for vote, thanks in (("👍", "Thank you"), ("👎", "changed"), ("👎", "already")):
        page.browser.find(".inline-button", vote).click()
        page.browser.find(".notice", thanks)


def test_a_link_to_a_paragraph_opens_it_in_the_private_chat(page: Any) -> None:
    page.open(page.new_person())
    answer = page.ask(VIBER)
    link = answer.all(".text a")[0]
    assert "?start=p_" in link.attribute("href")
    link.click()
    page.message("/start p_", of="own")
    assert page.answer_after(1).all("blockquote")
    assert page.browser.run("return location.host") in page.address


def test_what_is_not_meant_for_the_bot_stays_among_the_people(page: Any) -> None:
    page.open("Friends")
    page.write("See you tomorrow?")
    page.message("See you tomorrow?", of="own")
    page.browser.find(".writer").send("Carol")
    assert page.message("See you tomorrow?").all(".sender")[0].text == "Bob"


@pytest.mark.parametrize(
    ("person", "command", "description"),
    [("Alice", "articles", "All the articles"), ("Noor", "reindex", "again")],
)
def test_the_menu_shows_what_this_person_may_use(
    page: Any, person: str, command: str, description: str
) -> None:
    page.open(person)
    page.ask("/start")
    page.browser.find("button[aria-label='The bot’s commands']").click()
    assert description in page.browser.find(".option", "/" + command).text
    shown = [e.text for e in page.browser.all(".option-label")]
    assert ("/reindex" in shown) == (person == "Noor")
    page.browser.press("Escape")
    page.browser.gone(".suggestions")


def test_the_menu_is_in_the_language_of_the_person(page: Any) -> None:
    page.open("Bob")
    page.write("/", send=False)
    assert "Pose" in page.browser.find(".option", "/ask").text
    page.write("lan", send=False)
    page.browser.until(lambda: len(page.browser.all(".option")) == 1, "one command that fits")
    page.browser.press("Enter")
    page.message("/lang", of="own")


def test_the_admin_reindexes_and_sees_how_much_is_asked(page: Any, picture: Any) -> None:
    page.open("Noor")
    before = len(page.browser.all(".message.theirs"))
    page.write("/reindex")
    page.browser.until(
        lambda: len(page.browser.all(".message.theirs")) >= before + 2, "a report and a summary"
    )
    assert "5 articles" in page.browser.all(".message.theirs")[-1].text
    figures = page.ask("/stats")
    assert "The last 30 days" in figures.text
    page.browser.until(
        lambda: any(image.get("naturalWidth") > 0 for image in figures.all("img")), "a chart"
    )
    page.browser.gone(".down:not([hidden])")  # all of it is in sight
    page.browser.prefer("dark")
    page.browser.resize(1000, 760)
    picture("admin-dark")


def test_on_a_telephone_the_list_is_a_drawer(page: Any, picture: Any) -> None:
    page.browser.resize(360, 640)
    page.browser.open(page.address)
    page.browser.find(".title", "Alice")
    opener = page.browser.find(".opens-list")
    page.browser.gone("#list")
    opener.click()
    page.browser.until(lambda: page.browser.find(".place", "Friends").is_shown, "the drawer")
    page.browser.press("Escape")
    page.browser.gone("#list")
    assert page.browser.run("return document.activeElement.className") == opener.get("className")
    opener.click()
    name = page.new_person("fr")
    page.browser.find(".place", name).click()
    page.browser.gone("#list")
    page.ask(WHATSAPP)
    assert page.browser.run("return document.documentElement.scrollWidth") == 360
    assert page.browser.run(
        "return [...document.querySelectorAll('.app *')]"
        ".every(e => e.closest('.list') || e.getBoundingClientRect().right <= 361)"
    )
    picture("telephone-light")


def test_the_page_speaks_french_too(page: Any) -> None:
    page.open("Alice")
    assert page.browser.run("return document.documentElement.lang") == "en"
    page.browser.find("#language").click()
    page.browser.find(".text-button", "Nouveau groupe")
    assert page.browser.run("return document.documentElement.lang") == "fr"
    assert page.browser.find("#input").attribute("placeholder") == "Message"


def test_colours_follow_the_system_until_one_chooses(page: Any) -> None:
    def brightness() -> int:
        return sum(
            map(int, re.findall(r"\d+", page.browser.find("body").style("background-color")))
        )

    page.open("Alice")
    light = brightness()
    page.browser.prefer("dark")
    page.browser.until(lambda: brightness() < light / 2, "dark colours")
    switch = page.browser.find("#theme")
    switch.click()
    assert "light" in switch.attribute("aria-label")
    assert brightness() == light
    page.open("Alice")
    assert brightness() == light


def test_bob_sends_a_quote_into_the_group_by_inline_mode(page: Any, picture: Any) -> None:
    page.open("Friends")
    page.write("@verbatim_bot whatsapp 22 milliards", send=False)
    page.browser.find(".option", "§")
    assert "22 milliards" in page.browser.all(".option")[0].text
    page.browser.press("Down", "Enter")
    sent = page.message("via @verbatim_bot", of="own")
    assert "22 milliards" in sent.all("blockquote")[0].text
    assert not sent.all(".inline-button")
    page.write("@verbatim_bot whatsapp 22 milliards", send=False)
    page.browser.find(".option", "§")
    picture("inline-light")


def test_inline_words_without_a_quote_are_taken_up_in_private(page: Any) -> None:
    page.open("Friends")
    page.write("@verbatim_bot the capital of Australia", send=False)
    page.browser.find(".inline-top", "privé").click()
    page.message("Vous cherchiez")
    page.browser.find(".title", "Bob")
