"""A story's document in the application: its pictures are listed, and what nobody sees into is settled."""

import pytest
from driving import LARGE, fill, press, settle, text_of
from making_documents import docx, pptx

from consentkit.catalogue.shipped import assets_folder
from consentkit.tui.screens.pictures.pictures import PicturesScreen
from consentkit.tui.screens.stories.story import StoryScreen
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.words.drafts import get_draft, put_draft

PORTRAIT = assets_folder() / "demo" / "grace_hopper.jpg"


@pytest.fixture
def put(open_as, tmp_path):
    """`put(bytes)` gives a new story with this document as its draft."""
    officer = open_as("officer-1")

    def make(data, name="draft.docx"):
        story = add_story(officer, "Hers").id
        (tmp_path / name).write_bytes(data)
        put_draft(officer, story, (tmp_path / name).read_bytes())
        return officer, story

    return make


async def _open(pilot, screen):
    pilot.app.push_screen(screen)
    await settle(pilot)


async def test_the_pictures_of_a_draft_are_listed_with_their_slide_and_unfold_on_the_storys_page(app_as, put):
    _, story = put(pptx([PORTRAIT.read_bytes()]), "draft.pptx")
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, PicturesScreen(story))
        assert "draft, slide 1" in text_of(pilot.app)
        await _open(pilot, StoryScreen(story))
        lines = pilot.app.screen.query_one("#page-lines")
        lines.highlighted = next(
            n for n, line in enumerate(lines.lines) if line.invitation.startswith("see each")
        )
        assert "was never scanned for faces" not in text_of(pilot.app)
        await press(pilot, "enter")
        assert "was never scanned for faces" in text_of(pilot.app)
        await press(pilot, "enter")
        assert "was never scanned for faces" not in text_of(pilot.app)


async def test_a_chart_refuses_until_a_person_says_what_it_shows(app_as, put):
    officer, story = put(docx([], **{"word/charts/chart1.xml": "<c:chart/>"}))
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, StoryScreen(story))
        lines = pilot.app.screen.query_one("#page-lines")
        lines.highlighted = next(
            n for n, line in enumerate(lines.lines) if "no program can look into" in line.more
        )
        await press(pilot, "enter")
        await fill(pilot, why="no")
        await press(pilot, "ctrl+s")
        assert "Say why" in text_of(pilot.app)
        await fill(pilot, why="a chart of school fees")
        await press(pilot, "ctrl+s")
        assert "no program can look into" not in text_of(pilot.app)
    assert get_draft(officer, story).parts[0].seen_by == "officer-1"


async def test_a_damaged_document_is_told_beside_its_field(app_as, open_as, tmp_path):
    story = add_story(open_as("officer-1"), "Hers").id
    (tmp_path / "draft.docx").write_bytes(docx([PORTRAIT.read_bytes()])[:5000])
    async with app_as("officer-1", size=LARGE) as pilot:
        await _open(pilot, StoryScreen(story))
        await press(pilot, "d")
        await fill(pilot, file=str(tmp_path / "draft.docx"))
        await press(pilot, "ctrl+s")
        assert "damaged or not whole" in text_of(pilot.app)
