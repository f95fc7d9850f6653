"""Each function that opens a screen names one that there is, and takes what that screen is made with."""

import ast
import inspect
from pathlib import Path

import pytest

from consentkit.pages.actions import NEEDS
from consentkit.pages.places import PLACES
from consentkit.tui import opening
from consentkit.tui.sections import screen_class
from consentkit.usecases.office.needs import Need

OPENERS = {
    name: one for name, one in vars(opening).items() if name.endswith("_screen") and name != "load_screen"
}


@pytest.mark.parametrize("name", OPENERS)
def test_a_screen_is_made_with_what_its_function_takes(name):
    (place,) = [
        text.value
        for text in ast.walk(ast.parse(inspect.getsource(OPENERS[name])))
        if isinstance(text, ast.Constant) and ":" in str(text.value)
    ]
    made_with = list(inspect.signature(screen_class(place).__init__).parameters.values())[1:]
    taken = list(inspect.signature(OPENERS[name]).parameters.values())
    assert [(one.name, one.annotation, one.default) for one in taken] == [
        (one.name, one.annotation, one.default) for one in made_with if one.name != "form"
    ]


@pytest.mark.parametrize("code", NEEDS)
def test_every_need_opens_a_screen(code):
    need = Need(code=code, subject="K-0000-0000", story="S-0000-0000", facts={"contributor": "C-0000-0000"})
    assert opening.screen_for(need) is not None
    assert NEEDS[code] in PLACES


def test_screens_are_opened_through_these_functions_alone():
    root = Path(opening.__file__).parent / "screens"
    named = [path.name for path in root.rglob("*.py") if "load_screen(" in path.read_text(encoding="utf-8")]
    assert named == []
