"""What CONTRIBUTING.md names is there: a newcomer who follows it finds each file."""

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
NAMED = sorted(
    set(
        re.findall(
            r"`([\w.-]+(?:/[\w.-]+)*/(?:[\w-]+\.\w+)?)`", (PROJECT / "CONTRIBUTING.md").read_text("utf-8")
        )
    )
)


def test_files_and_folders_are_named():
    assert {"domain/values.py", "cli/", "policies/"} & set(NAMED)
    assert len(NAMED) > 15


@pytest.mark.parametrize("name", NAMED)
def test_each_file_and_folder_that_is_named_is_there(name):
    places = (PROJECT / "consentkit" / name, PROJECT / name)
    assert any(place.exists() for place in places), f"CONTRIBUTING.md names {name}: say where it is now"
