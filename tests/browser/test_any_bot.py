"""A bot that is not ours in the page: all that messages, buttons and inline mode can hold."""

from pathlib import Path
from typing import Any

import pytest

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c6360000000020001e221bc330000000049454e44ae426082"
)


def test_a_new_conversation_begins_with_start(small_page: Any) -> None:
    small_page.open(small_page.new_person())
    small_page.browser.find(".start").click()
    small_page.message("started with nothing")


def test_texts_look_as_in_telegram(small_page: Any) -> None:
    small_page.open(small_page.new_person())
    answer = small_page.ask("rich")
    for tag, text in {
        "strong": "bold", "em": "italic", "u": "under", "s": "struck", "code": "code", "a": "link",
        "blockquote": "quoted\nwords", "pre": "print(1)",
    }.items():  # fmt: skip
        assert answer.all(tag)[0].text == text
    link = answer.all("a")[0]
    assert link.attribute("href") == "https://example.org/a"
    assert "noopener" in link.attribute("rel")
    spoiler = answer.all(".spoiler")[0]
    assert spoiler.all("span")[0].style("opacity") == "0"
    spoiler.click()
    assert "shown" in spoiler.attribute("class")
    assert answer.all(".unfold")[0].is_shown


def test_nothing_that_a_bot_sends_can_run(small_page: Any) -> None:
    small_page.open(small_page.new_person())
    answer = small_page.ask("evil")
    assert "<script>" in answer.text
    assert not answer.all("img, script")
    assert "broken" not in small_page.browser.run("return document.title")


def test_typing_is_shown_until_the_answer_comes(small_page: Any) -> None:
    name = small_page.new_person()
    small_page.open(name)
    small_page.write("type")
    small_page.browser.find(".status", "typing")
    small_page.ask("hello")
    small_page.browser.find(".status", "in private")


def test_a_file_goes_up_and_another_comes_down(small_page: Any, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("three words here", encoding="utf-8")
    small_page.open(small_page.new_person())
    small_page.browser.find("input[type=file]").send(str(path))
    assert "notes.txt" in small_page.browser.find(".strip").text
    small_page.browser.press("Enter")
    small_page.message("notes.txt: three words here")
    small_page.ask("file")
    document = small_page.message("Here it is").all(".document")[0]
    assert "table.csv" in document.text
    answer = small_page.http.get(document.attribute("href"))
    assert answer.content == b"a,b\n1,2\n"


def test_a_picture_is_shown(small_page: Any, tmp_path: Path) -> None:
    path = tmp_path / "dot.png"
    path.write_bytes(DOT)
    small_page.open(small_page.new_person())
    small_page.browser.find("input[type=file]").send(str(path))
    small_page.write("a dot")
    small_page.message("a dot", of="own")
    small_page.browser.until(
        lambda: small_page.browser.run("return document.querySelector('.photo img').naturalWidth"),
        "the picture",
    )


def test_what_can_t_be_sent_stays_in_the_input_line(small_page: Any) -> None:
    small_page.open(small_page.new_person())
    small_page.browser.run("document.getElementById('input').value = 'x'.repeat(4096)")
    small_page.write("y")
    small_page.browser.find(".notice", "4097 UTF-16 units")
    assert len(small_page.browser.find("#input").get("value")) == 4097
    assert not small_page.browser.all(".message")
    assert "400" in small_page.browser.errors()[0]


def test_what_is_deleted_goes_away(small_page: Any) -> None:
    small_page.open(small_page.new_person())
    small_page.write("gone")
    small_page.message("for a moment")
    small_page.browser.gone(".message.theirs")


def test_buttons_tell_warn_and_lead_on(small_page: Any) -> None:
    browser = small_page.browser
    small_page.open(small_page.new_person())
    small_page.ask("buttons")
    browser.find(".inline-button", "toast").click()
    browser.find(".notice", "This is the toast.")
    browser.find(".inline-button", "alert").click()
    assert browser.find("dialog", "This is the alert.").attribute("role") == "alertdialog"
    browser.press("Enter")
    browser.gone("dialog")
    browser.find(".inline-button", "search").click()
    browser.find(".option", "sea 0")
    browser.press("Escape")
    browser.find(".inline-button", "open").click()
    small_page.message("started with deep")


def test_a_keyboard_of_the_bot_sends_its_words_and_goes(small_page: Any) -> None:
    small_page.open(small_page.new_person())
    small_page.ask("keys")
    small_page.browser.find(".reply-button", "Yes").click()
    small_page.message("you said Yes")
    small_page.browser.gone(".reply-button")


@pytest.mark.parametrize("place", ["a person", "Friends"])
def test_inline_from_the_input_line_of_any_chat(small_page: Any, place: str) -> None:
    browser = small_page.browser
    small_page.open(small_page.new_person() if place == "a person" else place)
    small_page.write("@small_bot tea", send=False)
    assert "result number 0" in browser.find(".option", "tea 0").text
    assert not browser.all(".option[aria-selected=true]")
    browser.press("Up")
    browser.find(".option", "tea 23")  # the second page comes as the end of the first is seen
    browser.press("Escape")
    browser.gone(".suggestions")
    small_page.write("s", send=False)
    browser.find(".option", "teas 0")
    browser.press("Down", "Down", "Enter")
    sent = small_page.message("chosen: teas 1", of="own")
    assert "via @small_bot" in sent.text
    assert browser.find("#input").get("value") == ""


def test_inline_without_results_leads_into_the_private_chat(small_page: Any) -> None:
    small_page.open("Friends")
    small_page.write("@small_bot nothing", send=False)
    small_page.browser.find(".inline-top", "Ask me in private").click()
    small_page.message("started with inline")
    small_page.browser.find(".title", "Bob")


def test_what_is_written_after_a_bot_s_name_is_sent_as_it_is(small_page: Any) -> None:
    small_page.open(small_page.new_person())
    small_page.write("@small_bot plain", send=False)
    small_page.browser.find(".option", "plain 0")
    small_page.browser.press("Enter")
    small_page.message("you said @small_bot plain")


def test_everything_is_done_by_keyboard(small_page: Any) -> None:
    browser = small_page.browser
    small_page.open(small_page.new_person())
    small_page.ask("one")
    small_page.write("two")
    small_page.message("you said two")
    browser.press("Up")  # in an empty line: change what one wrote last
    browser.find(".strip", "Edit message")
    browser.press("Backspace", "n", "Enter")
    browser.find(".message.own", "twn")
    browser.press("Shift+Tab", "Shift+Tab")  # past the menu button, to the messages
    browser.press("Home", "Down", "Enter", "Enter")  # the first answer, its menu, Reply
    browser.find(".strip", "Reply to Small")
    browser.type("three")
    browser.press("Enter")
    assert "you said one" in browser.find(".message.own", "three").all(".answered")[0].text
    small_page.message("you said three")
    assert browser.run("return document.activeElement.id") == "input"


def test_a_press_on_a_message_offers_reactions_and_an_answer(small_page: Any) -> None:
    browser = small_page.browser
    small_page.open(small_page.new_person())
    answer = small_page.ask("hello")
    answer.all(".text")[0].click()
    browser.find(".menu-emoji", "👍").click()
    browser.find(".reaction", "👍 1").click()
    small_page.message("reaction: none")
    browser.gone(".reaction")


def test_a_selected_part_is_quoted_in_the_answer(small_page: Any) -> None:
    browser = small_page.browser
    small_page.open(small_page.new_person())
    answer = small_page.ask("the whole of it")
    browser.run(
        """
        const text = arguments[0].querySelector(".text").firstChild;
        getSelection().setBaseAndExtent(text, 13, text, 18);
        const pressed = new MouseEvent("contextmenu", { bubbles: true, cancelable: true });
        text.parentNode.dispatchEvent(pressed);
        """,
        answer.reference,
    )
    browser.find(".menu-item", "Quote and reply").click()
    assert browser.find(".strip-text").text == "Reply to Small\nwhole"
    small_page.write("which?")
    assert browser.find(".own .answered").text == "Small\nwhole"


def test_new_messages_are_read_aloud_and_counted_elsewhere(small_page: Any) -> None:
    browser = small_page.browser
    name = small_page.new_person()
    small_page.open(name)
    small_page.ask("hello")
    heard = browser.run("return document.getElementById('spoken').textContent")
    assert heard == "Small: you said hello"
    browser.find(".place", "Alice").click()
    users = small_page.http.get("/control/state").json()["result"]["users"]
    person = next(user for user in users if user["first_name"] == name)
    small_page.http.post("/control/messages", json={"user": person["id"], "text": "again"})
    browser.find(".place-badge", "2")


def test_people_and_groups_are_added_on_the_page(small_page: Any) -> None:
    browser = small_page.browser
    small_page.open("Alice")
    browser.find(".text-button", "New person").click()
    browser.type("Dora")
    browser.press("Enter")
    small_page.go("Dora")
    browser.find(".text-button", "New group").click()
    browser.type("Everybody")
    browser.press("Enter")
    small_page.go("Everybody")
    assert "Dora" in browser.find(".status").text
    browser.find("[aria-label='About this conversation']").click()
    browser.find(".member", "Dora")
    browser.press("Escape")
    browser.gone("dialog")
