"""What others wrote reaches the terminal as characters to read, on lines as wide as before."""

import pytest
from driving import LARGE, press, settle, text_of
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from seeing import seen
from textual.color import Color

from consentkit.domain.characters import visible
from consentkit.tui.nothing_steers import NothingSteers
from consentkit.usecases.stories.stories import add_story

BACKGROUND = Color(0, 0, 0)


def _through(*segments):
    return NothingSteers().apply(list(segments), BACKGROUND)


@pytest.mark.parametrize(
    "text", ["\x1b[2J\x1b[31mCLEARED", "\u202eDERAELC", "a\x00b", "half \udc80 pair", "\x9b31m"]
)
def test_a_line_stays_as_wide_and_steers_nothing(text):
    whole = [Segment("│ "), Segment(text + " " * 5), Segment(" │")]
    shown = _through(*whole)
    assert sum(cell_len(one.text) for one in shown) <= sum(cell_len(one.text) for one in whole)
    assert [visible(one.text) for one in shown] == [one.text for one in shown]
    assert shown[0].text == "│ "


def test_words_and_pictures_pass_as_they_are():
    words, picture = Segment("ស្រី ශ්\u200dරී"), Segment("\x1bPq…\x1b\\", None, [(ControlType.CURSOR_FORWARD, 1)])
    assert _through(words, picture) == [words, picture]


async def test_a_title_from_before_steers_no_screen(app_as, open_as):
    officer = open_as("officer-1")
    story = add_story(officer, "Nice").id
    db = officer.records.db
    db.conn.execute("PRAGMA query_only = OFF")
    title = "Nice [red]\x1b[1A\x1b[2K\x1b[32mCLEARED\u202e\nA second line"
    db.conn.execute("UPDATE stories SET title = ? WHERE id = ?", (title, story))
    async with app_as("officer-1", size=LARGE) as pilot:
        await press(pilot, "f3")
        assert "Nice [red]␛[1A␛[2K␛[32mCLEARED\\u202e␊A second line" in text_of(pilot.app)
        await press(pilot, "enter")
        await settle(pilot)
        assert "\x1b" not in seen(pilot)
        assert "\u202e" not in text_of(pilot.app)
