"""The demo, as a person runs it, and what it must not give away."""

import json
import re
import subprocess
import sys

import pytest

from consentkit.store.database.encrypted import open_database
from consentkit.store.key_files import read_key_file
from consentkit.store.keys import unlock
from consentkit.usecases.office.demos import DEMO_IDENTITY

NEEDLES = [DEMO_IDENTITY.name, *DEMO_IDENTITY.name.split(), DEMO_IDENTITY.contact]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """One run of the demo in a process of its own: its folder and all that it printed."""
    folder = tmp_path_factory.mktemp("demo") / "played"
    command = [sys.executable, "-m", "consentkit", "demo", "--out", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return folder, done.stdout + done.stderr


def passphrase_in(played):
    """The passphrase that this run drew and said."""
    return re.search(r"Passphrase of all three: (.+)", played[1])[1]


def test_the_demo_refuses_clears_publishes_and_refuses_again(played):
    folder, said = played
    first, second, last = (said.index(words) for words in ("REFUSED", "CLEARED", "consent-withdrawn"))
    assert first < second < last
    assert "intact: yes" in said
    assert str(folder) in said


def test_the_demo_leaves_what_it_made(played):
    made = {path.name for path in (played[0] / "made").iterdir()}
    assert {"certificate.pdf", "head.json", "first-answer.json", "last-answer.json"} <= made
    (given,) = [path for path in (played[0] / "made").iterdir() if path.is_dir()]
    names = {path.name for path in given.iterdir()}
    assert {"README.txt", "credit.txt", "manifest.json", "certificate.pdf", "words.txt"} <= names
    assert len([name for name in names if name.startswith("I-")]) == 2
    first = json.loads((played[0] / "made" / "first-answer.json").read_text())
    assert len(first["reasons"]) > 40


def test_no_name_and_no_contact_lies_open_anywhere(played):
    folder, said = played
    for path in folder.rglob("*"):
        haystack = path.name.encode() + (path.read_bytes() if path.is_file() else b"")
        for needle in NEEDLES:
            assert needle.encode() not in haystack, path.name
    assert [needle for needle in NEEDLES if needle in said] == []


def test_no_name_and_no_contact_stands_in_the_opened_records(played):
    workspace = played[0] / "workspace"
    _, keys = unlock(read_key_file(workspace / "keyfile.json"), "manager-1", passphrase_in(played))
    db = open_database(workspace / "records.db", keys.records_database())
    everything = "\n".join(str(row) for table in db.table_names() for row in db[table].rows)
    db.close()
    assert "contributor-added" in everything
    assert [needle for needle in NEEDLES if needle in everything] == []


def test_the_name_is_where_a_keeper_finds_it(played):
    command = [sys.executable, "-m", "consentkit", "-w", str(played[0] / "workspace"), "--as", "manager-1"]
    environment = {"CONSENTKIT_PASSPHRASE": passphrase_in(played), "PATH": ""}
    listed = _json([*command, "contributor", "list", "--json"], environment)
    opened = _json(
        [*command, "contributor", "identity", listed[0]["code"], "--reason", "contact", "--json"], environment
    )
    assert opened["name"] == DEMO_IDENTITY.name


def _json(command, environment):
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_an_error_says_no_name(played, tmp_path):
    """A sealed identity that is damaged, an unknown code, a wrong passphrase: none may quote what it read."""
    identity = tmp_path / "person.json"
    identity.write_text(json.dumps({"name": DEMO_IDENTITY.name, "contct": DEMO_IDENTITY.contact}))
    command = [sys.executable, "-m", "consentkit", "-w", str(played[0] / "workspace"), "--as", "officer-1"]
    add = [*command, "contributor", "add", "--language", "km", "--identity", str(identity)]
    environment = {"CONSENTKIT_PASSPHRASE": passphrase_in(played), "PATH": ""}
    done = subprocess.run(add, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert [needle for needle in NEEDLES if needle in done.stdout + done.stderr] == []


def test_the_demo_overwrites_nothing(played):
    command = [sys.executable, "-m", "consentkit", "demo", "--out", str(played[0])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 5
    assert "nothing was changed" in done.stderr
