"""No key of a screen is out of sight in a terminal of 80 columns."""

import pytest
from driving import SMALL, settle
from test_snapshots import SCREENS, made  # noqa: F401 - the same screens on the same story
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

from consentkit.tui.sections import load_screen
from consentkit.wording.languages import use_language

LANGUAGES = ("en", "my", "km")


@pytest.fixture(autouse=True)
def _back_to_english():
    yield
    use_language("en")


async def _open(pilot, name, arguments):
    _handle, place, _names = SCREENS[name]
    if name != "home":
        pilot.app.push_screen(load_screen(place, *arguments))
    await settle(pilot)
    # The keys are laid out anew once the screen knows its size.
    await settle(pilot)


@pytest.mark.parametrize("name", [name for name in SCREENS if name not in {"tour", "record-consent"}])
async def test_every_key_that_is_shown_is_seen_whole(app_as, made, name):  # noqa: F811
    handle, _place, arguments = SCREENS[name]
    async with app_as(handle, size=SMALL) as pilot:
        for code in LANGUAGES:
            pilot.app.speak(code)
            await settle(pilot)
            await _open(pilot, name, [made.get(argument, argument) for argument in arguments])
            screen = pilot.app.screen
            footer = screen.query_one(Footer)
            keys = list(footer.query(FooterKey))
            wanted = {one.binding.action for one in screen.active_bindings.values() if one.binding.show}
            assert {key.action for key in keys} >= wanted
            for key in keys:
                assert footer.region.contains_region(key.region), (code, key.description)
                assert key.region.width >= key.render().cell_len, (code, key.description)
