"""A file is found by its name: few files in each room, and the same nouns in every layer."""

from collections import Counter
from pathlib import Path

import consentkit

ROOT = Path(consentkit.__file__).parent
MOST_MODULES = 20
NOUNS = {
    "people", "consents", "stories", "checks", "pictures", "videos", "words", "letters", "publications",
    "office", "log",
}  # fmt: skip


def test_no_folder_holds_more_modules_than_one_look_takes_in():
    held = Counter(path.parent for path in ROOT.rglob("*.py") if path.name != "__init__.py")
    crowded = {str(folder.relative_to(ROOT)): count for folder, count in held.items() if count > MOST_MODULES}
    assert crowded == {}


def test_the_rooms_of_the_faces_and_of_the_acts_are_the_same_nouns():
    for layer in ("usecases", "cli", "pages", "tui/screens"):
        rooms = {path.name for path in (ROOT / layer).iterdir() if (path / "__init__.py").is_file()}
        assert rooms <= NOUNS, layer
