"""A small sound policy, and a folder to put changed copies of it in."""

import pytest

SOUND = """\
id = "own-rules"
version = 1
title = "Our own rules"
source = "Written by our team"
read_on = 2026-11-21
status = "unreviewed"
reflection_days = 1
fresh_days = 365

[caps]
adult_years = 3
child_years = 1

[[principles]]
id = "1.2"
title = "The first part"

[[principles.questions]]
id = "1.2a"
text = "Is the first thing well?"
severity = "blocker"
who = ["officer"]
why = "Because it matters to the person."
example = "Draft: this. Better: that."

[[principles.questions]]
id = "1.2b"
text = "Is the second thing well?"
severity = "justify"
who = ["manager"]
why = "Because it matters to the person."
example = "Draft: this. Better: that."
when = { age = "child" }
"""


@pytest.fixture
def sound():
    return SOUND


@pytest.fixture
def write(tmp_path):
    """Write a file into a folder below tmp_path, and return the folder."""

    def write_file(content, *, name="own-rules.toml", folder="own"):
        where = tmp_path / folder
        where.mkdir(exist_ok=True)
        (where / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return where

    return write_file
