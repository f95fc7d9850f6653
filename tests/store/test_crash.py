"""`kill -9` in the middle of writing: what was acknowledged is there, and nothing is half there."""

import os
import random
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from consentkit.store.database.records import open_records
from consentkit.store.key_files import read_key_file
from consentkit.store.keys import unlock
from consentkit.store.log.audits import heads_in, read_head
from consentkit.store.log.verifications import verify
from consentkit.store.people.contributors import contributors

ROUNDS = int(os.environ.get("CONSENTKIT_CRASH_ROUNDS", "40"))
LONGEST_SECONDS = 0.25
WRITER = Path(__file__).with_name("crash_writer.py")


def acknowledged_until_killed(folder, passphrase, seconds):
    """Start the writer, let it write for a moment, kill it, and return the codes that it printed whole."""
    command = [sys.executable, str(WRITER), str(folder), passphrase]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout.readline() == "ready\n"
        time.sleep(seconds)  # the moment of the kill is what is tested
        child.kill()
        lines = child.stdout.read().splitlines(keepends=True)
    assert child.returncode == -9
    return [line.strip() for line in lines if line.endswith("\n")]


def check(folder, keys, acknowledged):
    heads = list(heads_in(folder / "heads"))
    opened = open_records(folder / "records.db", folder / "vault", keys, (folder / "heads",))
    with closing(opened) as records:
        db = records.db
        assert db.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
        assert list(db.execute("PRAGMA cipher_integrity_check")) == []
        assert verify(db, keys.signing_key(), keys.workspace, heads).problems == ()
        known = {person.code for person in contributors.where(db, "1")}
        events = db.rows("SELECT subject FROM audit WHERE action = 'contributor-added'")
    assert acknowledged <= known
    # All or nothing: every row has its event, every event its row.
    assert sorted(known) == sorted(event["subject"] for event in events)
    return known


@pytest.mark.parametrize("rounds", [2, pytest.param(ROUNDS, marks=pytest.mark.slow)])
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
def test_whatever_was_acknowledged_survives_a_kill(workspace_folder, passphrase, rounds):
    moments = random.Random(20261121)
    _, keys = unlock(read_key_file(workspace_folder / "keyfile.json"), "officer-1", passphrase)
    acknowledged = set()
    for _ in range(rounds):
        seconds = moments.uniform(0, LONGEST_SECONDS)
        acknowledged |= set(acknowledged_until_killed(workspace_folder, passphrase, seconds))
        known = check(workspace_folder, keys, acknowledged)
    # On a busy machine a few kills may all come before the first row.
    assert rounds < ROUNDS or len(acknowledged) >= rounds
    # A kill may fall after a commit and before its code was printed, at most once in each round.
    assert len(known) - len(acknowledged) <= rounds
    assert read_head(workspace_folder / "heads" / "latest.json").seq >= len(acknowledged)
