"""What the command line says of a document: what was found in it and where, and what a person must see."""

import pytest
from making_documents import docx, pptx

from consentkit.catalogue.shipped import assets_folder
from consentkit.usecases.stories.stories import add_story

PORTRAIT = assets_folder() / "demo" / "grace_hopper.jpg"


@pytest.fixture
def story(open_as):
    return add_story(open_as("officer-1"), "Hers").id


def test_a_draft_says_what_was_found_and_the_list_says_where(run, story, tmp_path):
    draft = tmp_path / "draft.pptx"
    draft.write_bytes(pptx([PORTRAIT.read_bytes()] * 2, **{"ppt/charts/chart1.xml": "<c:chart/>"}))
    code, out, _ = run("officer-1", "story", "draft", story, str(draft))
    assert code == 0
    assert "1 picture was found in it." in out
    assert "1 thing in it no program can look into" in out
    assert "draft, slide 2: a picture, I-" in out
    assert "✗ 3. draft, loose in the file, no. 1: a chart: could not decide; look at it" in out
    _, out, _ = run("officer-1", "image", "list", story)
    assert "[draft, slide 1, slide 2]" in out
    _, out, _ = run("officer-1", "story", "look", story, "3", "--why", "a chart of school fees")
    assert "✓ 3." in out
    assert "looked at by officer-1: a chart of school fees" in out


def test_names_in_a_draft_are_listed_before_somebody_says_what_they_tell(run, story, tmp_path):
    draft = tmp_path / "draft.html"
    draft.write_bytes(b'<html><body><p class="malis">She teaches.</p></body></html>')
    _, out, _ = run("officer-1", "story", "draft", story, str(draft))
    assert "read them, and say whether anybody can be told by them\n    malis\n" in out
    code, out, _ = run("officer-1", "story", "look", story, "1")
    assert (code, out.splitlines()[1:]) == (0, ["    malis"])
    code, out, _ = run("officer-1", "story", "look", story, "1", "--why", "a first name that she asked for")
    assert (code, "✓ 1." in out, "    malis" in out) == (0, True, False)


def test_a_damaged_draft_is_refused_with_what_to_do(run, story, tmp_path):
    draft = tmp_path / "draft.docx"
    draft.write_bytes(docx([PORTRAIT.read_bytes()])[:5000])
    code, _, err = run("officer-1", "story", "draft", story, str(draft))
    assert code == 2
    assert "Save it again." in err
