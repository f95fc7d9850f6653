"""Every column of words holds what would steer a terminal, as an import or an older version could have left
it; every verb that reads, on a real terminal, and every screen show it and steer nothing.
"""

import importlib
import io
import json
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from typing import Optional

import click
import pytest
from driving import LARGE, press, settle, strips_of
from PIL import ExifTags
from PIL import Image as PillowImage
from shown_screens import SCREENS, show

import consentkit.store
from consentkit.cli import group
from consentkit.domain.characters import visible
from consentkit.domain.pictures.images import Box
from consentkit.store.database.tables import Table
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.pictures.faces import add_face
from consentkit.usecases.pictures.images import add_images

KEPT_ROWS = Path(__file__).parents[1] / "store" / "data" / "schemas" / "rows.json"

HOSTILE = "\x1b[2J\x1b[31mCLEARED\x1b]0;pwn\x07\x9b31m\u202eDERAELC\u2066\x00\x7f\u200f"
LONG = HOSTILE + "A" * 1_000_000

NO_WORDS = {
    "digest", "original", "stored", "covered", "paper", "wording", "straightened", "file", "draft", "pdf",
    "release", "evidence",
}  # fmt: skip
"""They name files of the vault; a row that names none is a missing file."""

READING = {
    "actor list", "contributor inbox", "contributor list", "contributor show", "consent list",
    "basis list", "basis show", "origin list", "origin show",
    "interpreter list", "interpreter show",
    "form list", "form recordings", "form show", "letter list", "letter mine", "letter pages", "story list",
    "story show",
    "image leaks", "image list", "image near", "video list", "video tracks", "face list", "check list",
    "check show", "clear", "publication list", "takedown list", "audit log", "audit verify", "settings show",
    "policy list", "doctor", "i18n status", "text list",
}  # fmt: skip
WRITING = "makes, changes or carries something away, or asks a person"


def _word_columns():
    """Each table and column of a value's words, from the values themselves: a new one is among them."""
    found = pkgutil.walk_packages(consentkit.store.__path__, "consentkit.store.")
    modules = [vars(importlib.import_module(one.name)) for one in found]
    for table in (value for module in modules for value in module.values() if isinstance(value, Table)):
        for name, field in table.value.model_fields.items():
            is_words = field.annotation in (str, Optional[str]) and not field.metadata  # noqa: UP045
            if is_words and name not in table.packed | NO_WORDS:
                yield table.name, name


def _poison(workspace, words):
    """Fill every column of words, where there is a row."""
    db = workspace.records.db
    db.conn.execute("PRAGMA query_only = OFF")
    for table, column in set(_word_columns()):
        sql = f'UPDATE {table} SET "{column}" = ?'  # noqa: S608 - our own names
        if not db.conn.execute(f'{sql} WHERE "{column}" IS NOT NULL', (words,)).rowcount:
            db.conn.execute(sql, (words,))


def _unpoisoned(workspace):
    db = workspace.records.db
    counts = {
        (table, column): f'SELECT count(*) FROM {table} WHERE "{column}" LIKE ?'  # noqa: S608 - our own names
        for table, column in set(_word_columns())
    }
    return {name for name, sql in counts.items() if not db.conn.execute(sql, ("%CLEARED%",)).fetchone()[0]}


def _fill_empty_tables(workspace, codes):
    """Give each table without rows those kept beside the schemas, as this story's."""
    db = workspace.records.db
    db.conn.execute("PRAGMA query_only = OFF")
    db.conn.execute("PRAGMA foreign_keys = OFF")
    kept = json.loads(KEPT_ROWS.read_text(encoding="utf-8"))
    own = {kept[table][0][key]: codes[code] for table, key, code in _OURS}
    for table, rows in kept.items():
        if not db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:  # noqa: S608 - our own names
            for row in rows:
                db[table].insert({name: own.get(value, value) for name, value in row.items()})


_OURS = (
    ("stories", "id", "story"), ("contributors", "code", "person"), ("consents", "id", "consent"),
    ("images", "id", "image"), ("videos", "id", "video"), ("letters", "id", "letter"),
)  # fmt: skip


@pytest.fixture
def hostile(made, open_as):
    """The codes of a story on its way in which every word is hostile."""
    officer = open_as("officer-1")
    (taken,) = add_images(officer, made["story"], [Incoming("1.jpg", _picture_of_a_stranger)])
    add_face(officer, taken.image.id, Box(left=1, top=1, right=9, bottom=9))
    codes = made | {"image": taken.image.id}
    _fill_empty_tables(officer, codes)
    _poison(officer, HOSTILE)
    assert _unpoisoned(officer) == set()
    return codes


def _picture_of_a_stranger():
    """A picture whose notes are hostile, as whoever sent it wrote them."""
    exif = PillowImage.Exif()
    for tag in (ExifTags.Base.ImageDescription, ExifTags.Base.Make, ExifTags.Base.Artist):
        exif[tag] = HOSTILE.replace("\x00", "")
    data = io.BytesIO()
    PillowImage.new("RGB", (200, 200), "white").save(data, "JPEG", exif=exif, comment=HOSTILE.encode())
    return data.getvalue()


def _leaves(command, name=""):
    if not isinstance(command, click.Group):
        yield name, command
        return
    for one in command.list_commands(click.Context(command)):
        yield from _leaves(command.get_command(click.Context(command), one), f"{name} {one}".strip())


_KNOWN = {
    "story": "story", "story_id": "story", "image_id": "image", "letter_id": "letter",
    "consent_id": "consent",
}  # fmt: skip


def _typed(name, command, codes):
    known = {**{argument: codes[code] for argument, code in _KNOWN.items()}, "form_id": "adult"}
    known |= {"code": codes["video"], "question": "1.1a", "handle": "helper-2"}
    words = name.split()
    for one in command.params:
        if isinstance(one, click.Argument) and (one.required or one.name in _KNOWN):
            words.append(known[one.name])
        elif one.required:
            words += ["--channel", "website"]
    return words


def _on_a_terminal(folder, passphrase, words):
    """Run a verb on a real terminal; gives what was written to it."""
    ours, theirs = os.openpty()
    settings = {"CONSENTKIT_PASSPHRASE": passphrase, "CONSENTKIT_WORKSPACE": str(folder), "COLUMNS": "200"}
    command = [sys.executable, "-m", "consentkit", "--as", "manager-1", *words]
    with subprocess.Popen(
        command, env=os.environ | settings, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        said = b""
        while part := _read(ours):
            said += part
        process.wait(timeout=120)
    os.close(ours)
    return said.decode()


def _read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux tells that the other side is gone
        return b""


def _steering(said):
    """What steers, but for line ends and the bar's own end of line."""
    return sorted({c for c in re.sub(r"[\r\n\t]|\x1b\[K", "", said) if visible(c) != c})


def test_every_verb_reads_or_is_known_to_do_more():
    verbs = {name for name, _command in _leaves(group)}
    assert verbs >= READING
    assert len(verbs - READING) < len(verbs), WRITING
    listing = {name for name in verbs if name.split()[-1] in {"list", "show", "log", "status"}}
    assert listing - READING == {"backup list"}, "a new verb that shows records belongs into READING"


def test_the_columns_of_words_are_found():
    columns = set(_word_columns())
    assert {("stories", "title"), ("answers", "justification"), ("publications", "where")} <= columns
    assert len(columns) > 10


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
@pytest.mark.parametrize("more", [(), ("--json",)], ids=["words", "json"])
@pytest.mark.parametrize("verb", sorted(READING))
def test_no_verb_steers_a_terminal(hostile, workspace_folder, passphrase, verb, more):
    command = dict(_leaves(group))[verb]
    said = _on_a_terminal(workspace_folder, passphrase, [*_typed(verb, command, hostile), *more])
    assert said
    assert "Traceback" not in said
    assert _steering(said) == []


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
def test_a_long_title_steers_no_terminal(made, open_as, workspace_folder, passphrase):
    _poison(open_as("manager-1"), LONG)
    said = _on_a_terminal(workspace_folder, passphrase, ["story", "list"])
    assert len(said) > 1_000_000
    assert _steering(said) == []


def _lines(app):
    for strip in strips_of(app):
        for segment in strip:
            if not segment.control:
                yield segment.text


_QUICK = ("stories", "story", "leaks")


@pytest.mark.parametrize(
    "name", [name if name in _QUICK else pytest.param(name, marks=pytest.mark.slow) for name in SCREENS]
)
async def test_no_screen_steers_the_terminal(app_as, hostile, name):
    async with app_as(SCREENS[name][0], size=LARGE) as pilot:
        await show(pilot, name, hostile)
        await settle(pilot)
        assert _steering("".join(_lines(pilot.app))) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["stories", "story"])
async def test_a_long_title_is_shown_as_far_as_it_is_seen(app_as, made, open_as, name):
    _poison(open_as("manager-1"), LONG)
    async with app_as("officer-1", size=LARGE) as pilot:
        await show(pilot, name, made)
        await press(pilot, "down")
        assert _steering("".join(_lines(pilot.app))) == []
