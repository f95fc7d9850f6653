"""Ticked and unticked are told apart by characters, not by colour alone."""

import ast
from pathlib import Path

from driving import press, settle, text_of

import consentkit.tui
from consentkit.pages.fields import SeveralField
from consentkit.pages.forms import Form
from consentkit.tui.widgets.choosing import ChooseSeveral
from consentkit.tui.widgets.forms import FormScreen

OPTIONS = [("a", "photos"), ("b", "video")]


async def test_a_ticked_choice_of_a_form_reads_so_without_colours(app_as):
    async with app_as("officer-1") as pilot:
        pilot.app.theme = "consentkit-plain"
        field = SeveralField("media", "What may be used", "a", options=OPTIONS, meaning=str)
        pilot.app.push_screen(FormScreen(Form("ticks", "Ticks", (field,), lambda filled: filled)))
        await settle(pilot)
        assert "[x] photos" in text_of(pilot.app)
        assert "[ ] video" in text_of(pilot.app)
        await press(pilot, "down", "space")
        assert "[x] video" in text_of(pilot.app)
        await press(pilot, "space")
        assert "[ ] video" in text_of(pilot.app)


async def test_so_does_one_of_a_dialog(app_as):
    async with app_as("officer-1") as pilot:
        pilot.app.push_screen(ChooseSeveral("Which?", OPTIONS))
        await settle(pilot)
        assert "[ ] photos" in text_of(pilot.app)
        await press(pilot, "space")
        assert "[x] photos" in text_of(pilot.app)


def test_no_widget_that_differs_by_colour_alone_is_used():
    made = set()
    for path in Path(consentkit.tui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                made.add(getattr(node.func, "id", getattr(node.func, "attr", "")))
    assert made.isdisjoint({"SelectionList", "Checkbox", "RadioSet", "RadioButton", "Switch"})
