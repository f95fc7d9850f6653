"""No screen falls back to English while a catalogue says it is whole."""

import pytest
from driving import LARGE, settle, text_of
from test_snapshots import SCREENS, made  # noqa: F401 - the same screens on the same story

from consentkit.tui.sections import load_screen
from consentkit.wording.languages import UNTRANSLATED, use_language


@pytest.fixture(autouse=True)
def _back_to_english():
    yield
    use_language("en")


@pytest.mark.parametrize("name", list(SCREENS))
async def test_a_screen_speaks_one_language(app_as, made, name):  # noqa: F811
    handle, place, arguments = SCREENS[name]
    async with app_as(handle, size=LARGE) as pilot:
        pilot.app.speak("km")
        await settle(pilot)
        if name != "home":
            pilot.app.push_screen(
                load_screen(place, *[made.get(argument, argument) for argument in arguments])
            )
        await settle(pilot)
        assert [line for line in text_of(pilot.app).splitlines() if UNTRANSLATED.strip() in line] == []
