"""Each screen, opened once: how it looks, its keys, its words in other languages.

`CONSENTKIT_UPDATE_SNAPSHOTS=1 uv run pytest -m "" tests/tui/test_screens.py` writes the looks again.
"""

from functools import partial

import pytest
from driving import LARGE, SMALL, fill, press, settle, text_of
from pseudo_language import LOUD, english_keys, raw_keywords
from quick_cases import quick_among
from rich import cells
from shown_screens import OPENED, SCREENS, opened_over, show
from snapshots import FOLDER, FOR_EYES, Looks, are_written
from textual import actions

from consentkit.tui.palette import ActsProvider
from consentkit.tui.textual_internals import give_signs_cells
from consentkit.tui.widgets.key_lines import KeyLines
from consentkit.wording.languages import UNTRANSLATED

# textual-image 0.12, the last for Python 3.11, asks Pillow by an old name; newer ones do not.
pytestmark = pytest.mark.filterwarnings("ignore:Image.Image.getdata is deprecated:DeprecationWarning")

# The policies' own English texts, what a file calls its parts, and what a form's file is called, are no
# words of the interface.
OWN_WORDS = {"checklist", "practice", "policies", "leaks", "recordings", "person", "sealed-person"}
# These two have no line of keys.
WITHOUT_KEYS = {"tour", "record-consent"}
# A preview is made in the size of its terminal, and these keys do what they say: each size asks anew.
OPENED_AGAIN = {
    "picture-shown",
    "picture-draw",
    "picture-draw-numbers",
    "checklist-explained",
    "story-statement",
}
BELOW = [name for name in SCREENS if opened_over(name)]
# In the quick run each screen has its first look, and these have all.
IN_EVERY_WAY = ("home", "consents", "pictures")
OPENED_IN_THE_QUICK_RUN = ("home", "stories", "consent", "actors")
THEMES = ("dark", "light")
OTHER_THEMES = {"story": ("contrast", "plain")}


@pytest.mark.usefixtures("same_versions")
@pytest.mark.parametrize("name", SCREENS)
async def test_a_screen_looks_as_it_did_and_shows_its_keys(app_as, made, name):
    async with app_as(SCREENS[name][0], size=SMALL) as pilot:
        await compare_first(pilot, name, partial(show, pilot, name, made))
        if name not in WITHOUT_KEYS:
            assert_keys_are_whole(pilot)
            await assert_labels_are_in_the_palette(pilot)


@pytest.mark.usefixtures("same_versions", "loud")
@pytest.mark.parametrize("name", quick_among(SCREENS, IN_EVERY_WAY))
async def test_a_screen_looks_as_it_did_in_every_size_and_theme_and_speaks_one_language(app_as, made, name):
    async with app_as(SCREENS[name][0], size=SMALL) as pilot:
        await compare_all(pilot, name, partial(show, pilot, name, made), themes=THEMES)
        if name not in OWN_WORDS:
            await show_in(pilot, LOUD, name, made)
            assert raw_keywords(pilot) == []
            assert english_keys(pilot) == []
        await show_in(pilot, "km", name, made)
        assert [line for line in text_of(pilot.app).splitlines() if UNTRANSLATED.strip() in line] == []
        await resize(pilot, SMALL)
        if name in WITHOUT_KEYS:
            return
        assert_keys_are_whole(pilot)
        for code in ("my", "en"):
            await show_in(pilot, code, name, made)
            assert_keys_are_whole(pilot)
        await assert_labels_are_in_the_palette(pilot)


@pytest.fixture
def signs_with_cells():
    """Count the signs beside Khmer and Burmese letters as the widest terminals draw them."""
    table = vars(cells)["load_cell_table"]
    give_signs_cells()
    yield
    vars(cells)["load_cell_table"] = table
    cells.get_character_cell_size.cache_clear()
    cells.cached_cell_len.cache_clear()


@pytest.mark.usefixtures("signs_with_cells")
@pytest.mark.parametrize("code", ["my", "km"])
async def test_a_long_title_and_the_keys_are_whole_where_signs_take_cells(app_as, made, code):
    name = "checklist"
    async with app_as(SCREENS[name][0], size=SMALL) as pilot:
        await show_in(pilot, code, name, made)
        assert_title_is_whole(pilot)
        assert_keys_are_whole(pilot)


@pytest.mark.usefixtures("same_versions")
@pytest.mark.parametrize("below", quick_among(BELOW, OPENED_IN_THE_QUICK_RUN))
async def test_what_keys_open_looks_as_it_did(app_as, made, below):
    async with app_as(SCREENS[below][0], size=SMALL) as pilot:
        for name in opened_over(below):
            # It is made of the same parts as the screens: each size and each theme once will do.
            await compare_all(pilot, name, partial(show, pilot, name, made), themes=())


async def show_in(pilot, code, name, made):
    """Show a screen again in another language."""
    pilot.app.speak(code)
    await show(pilot, name, made)


def assert_title_is_whole(pilot):
    """Where one is, who one is and that the words are unreviewed: all of it is in sight."""
    for bar in pilot.app.screen.query(".title-bar"):
        lines = text_of(pilot.app).split("\n")[bar.region.y : bar.region.bottom]
        assert "".join(lines).replace(" ", "") == str(bar.render()).replace(" ", "")


def assert_keys_are_whole(pilot):
    """No key of a screen is out of sight in a terminal of 80 columns."""
    screen = pilot.app.screen
    footer = screen.query_one(KeyLines)
    wanted = {one.binding.action for one in screen.active_bindings.values() if one.binding.show}
    assert {key.action for key in footer.keys} >= wanted
    lines = text_of(pilot.app).split("\n")[footer.region.y : footer.region.bottom]
    assert [key for line in footer.lines(footer.size.width) for key in line] == list(footer.keys)
    for line, keys in zip(lines, footer.lines(footer.size.width), strict=True):
        assert line == "".join(part for key in keys for part in key.parts).rstrip()


async def assert_labels_are_in_the_palette(pilot):
    """The palette offers every act of the screen that has a label."""
    screen = pilot.app.screen
    labels = list(_labels(screen))
    offered = [str(hit.display) async for hit in ActsProvider(screen).discover()]
    assert labels
    assert set(labels) <= set(offered)
    assert len(offered) == len(set(offered))


def _labels(screen):
    """The label of each key of the screen's own class that this actor may press here."""
    for kind in type(screen).__mro__:
        for one in vars(kind).get("BINDINGS", ()) if kind.__module__.startswith("consentkit.") else ():
            namespace, name, parameters = actions.parse(one.action)
            node = screen.app if namespace == "app" else screen
            if one.description and node.check_action(name, parameters):
                yield one.description


@pytest.mark.slow
async def test_the_making_of_letters_looks_as_it_did(app_as, made, tmp_path):
    async def make(pilot, keys, fields):
        await show(pilot, "letters", made)
        await press(pilot, *keys)
        await fill(pilot, **fields)
        await press(pilot, "ctrl+s")

    blanks = {"blank_contact": "+66 2 555 0100", "blank_purpose": "our report", "blank_until": "2027-05-03"}
    roster = tmp_path / "roster.csv"
    roster.write_text(f"contributor,language\n{made['person']},km\n{made['person']},xx\n", encoding="utf-8")
    async with app_as("officer-1", size=SMALL) as pilot:
        for name, keys, more in (
            ("letter-preview", OPENED["letter-blanks"][1], {}),
            ("letter-batch", ["b", *OPENED["letter-whom"][1][1:]], {"roster": str(roster)}),
        ):
            await compare_all(pilot, name, partial(make, pilot, keys, blanks | more), themes=())


async def test_the_lock_looks_as_it_did(app_as):
    async with app_as("officer-1", size=SMALL) as pilot:
        await press(pilot, "ctrl+l")
        looks = Looks("lock")
        for size in (SMALL, LARGE):
            await resize(pilot, size)
            await see(pilot, looks, size, "dark")
        looks.compare()


def test_every_picture_for_eyes_is_there_and_no_other():
    assert {path.stem for path in FOLDER.glob("*.svg")} == {place.replace(" ", "-") for place in FOR_EYES}


async def compare_first(pilot, name, open_it):
    """Compare how it looks when it opens; where the looks are written again, see them all."""
    if are_written():
        await compare_all(pilot, name, open_it, themes=THEMES)
        return
    await open_it()
    looks = Looks(name)
    await see(pilot, looks, SMALL, THEMES[0])
    looks.compare_seen()


async def compare_all(pilot, name, open_it, *, themes):
    """Compare each size in each theme; without themes, the small one in dark and the large in light."""
    looks = Looks(name)
    for size, its_own in ((SMALL, "dark"), (LARGE, "light")):
        await resize(pilot, size)
        if size == SMALL or name in OPENED_AGAIN:
            await open_it()
        for theme in themes or (its_own,):
            await see(pilot, looks, size, theme)
        for theme in OTHER_THEMES.get(name, ()) if size == SMALL else ():
            await see(pilot, looks, size, theme)
        pilot.app.theme = "consentkit-dark"
    looks.compare()


async def resize(pilot, size):
    """Make the terminal another size, and wait until all is laid out in it."""
    await pilot.resize_terminal(*size)
    await settle(pilot)


async def see(pilot, looks, size, theme):
    """Keep a look; what moves by itself stands still: a blinking cursor is in another state each time."""
    pilot.app.theme = f"consentkit-{theme}"
    pilot.app.animation_level = "none"
    for one in pilot.app.screen.query("Input"):
        one.cursor_blink = False
    await settle(pilot)
    looks.see(pilot.app, size, theme)
