"""Nothing that may be published is written but by an export: read from the syntax of the faces."""

import ast
from pathlib import Path

import consentkit

ROOT = Path(consentkit.__file__).parent
FACES = ("cli", "tui", "pages")

GIVE_COPIES = {"show_public_copy", "show_video_copy"}
"""What gives the file of a public copy: to be looked at, from a private file that goes with the screen."""
SHOWN_BY = {
    "tui/widgets/copying.py": "in the desktop's viewer",
    "tui/screens/videos/videos.py": "in the desktop's player",
}

MAKE_FOLDERS = {"pages/publications/exports.py": "the door", "usecases/office/demos.py": "plays the door"}


def _using(names, folders):
    found = set()
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        if used & names:
            found.add(path.relative_to(ROOT).as_posix())
    return found


def test_a_public_copy_is_given_to_a_screen_alone():
    assert _using(GIVE_COPIES, FACES) == set(SHOWN_BY)


def test_what_a_screen_shows_lies_in_its_private_folder():
    for module in SHOWN_BY:
        text = (ROOT / module).read_text(encoding="utf-8")
        assert "new_outside(" in text
        assert "folder_form" not in text


def test_a_folder_is_given_away_at_one_place():
    assert _using({"whole_folder"}, ("cli", "tui", "pages", "usecases")) == set(MAKE_FOLDERS)


def test_no_face_opens_the_vault():
    assert _using({"vault", "stored"}, FACES) == set()
