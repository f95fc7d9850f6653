"""Each verb on a machine that fails; `test_failing_machines.py` runs this with `faults.c` loaded.

Each trial is a child that forks off, and acts on a copy of the furnished workspace.
"""

import ctypes
import io
import os
import re
import shutil
import sys
import tempfile
import traceback
from collections import namedtuple
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from test_verbs import AUDITOR, OFFICER, PORTRAIT, VERBS, filled, furnished  # noqa: F401 - fixtures

from consentkit.__main__ import main
from consentkit.usecases.workspaces import open_workspace

_FAULT = ctypes.CDLL(None)
_FAULT.fault_arm.argtypes = [ctypes.c_int, ctypes.c_long, ctypes.c_char_p]
_FULL = 3
_UNAVAILABLE, _STOPPED, _BUG = 7, 130, 99
OUTPUTS = {"NEW": "new", "SHEET": "sheet.pdf", "FRESH": "fresh", "ONE": "one.html", "FOLDER": "folder"}
_UNTIL = date.today() + timedelta(days=200)  # noqa: DTZ011 - as verbs see the day
_BLANKS = f"--blank contact=a@example.org --blank purpose=report --blank until={_UNTIL}"
_LETTER = f"--language km --organisation House {_BLANKS}"
CASES = {verb: case for verb, (case, _) in VERBS.items()} | {
    "image add (two)": (OFFICER, "STORY PORTRAIT OTHER-PICTURE"),
    "letter make (files)": (OFFICER, f"adult {_LETTER} --out NEW --page ONE"),
    "letter batch (files)": (OFFICER, f"adult ROSTER {_LETTER} --out FOLDER"),
    "report (file)": (AUDITOR, "--from 2020-01-01 --until 2020-12-31 --out NEW"),
}
"""Verb, and what marks the case, to who types what."""

Ended = namedtuple("Ended", "code said")


@pytest.fixture
def workspace_folder(furnished, tmp_path):  # noqa: F811 - a fixture
    return tmp_path / "workspace"


class Machine:
    """A machine on which verbs run: a workspace, a folder to write to, one for temporary files."""

    def __init__(self, furnished_folder, workspace, below, passphrase):
        self._furnished, self.workspace = furnished_folder, workspace
        self.out, self.temporary, self._passphrase = below / "out", below / "temporary", passphrase
        self.renew()

    def renew(self):
        """Begin again, as if nothing had been done."""
        for folder in (self.workspace, self.out, self.temporary):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(mode=0o700)
        self.workspace.rmdir()
        shutil.copytree(self._furnished, self.workspace, ignore=shutil.ignore_patterns("*-shm"))

    def run(self, words, *, full=None, answer=None, stopped_in=None):
        """Run a verb in a child; `full` is a folder without room, `answer` what it answers into.

        Ctrl+C is pressed when a function named `stopped_in` is called.
        """
        with tempfile.TemporaryFile() as said:
            child = os.fork()
            if child == 0:
                self._become(words, full, answer or said.fileno(), said.fileno(), stopped_in)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said.seek(0)
            return Ended(code, said.read().decode())

    def _become(self, words, full, answer, complaint, stopped_in):
        code = _BUG
        try:
            os.dup2(answer, 1)
            os.dup2(complaint, 2)
            sys.stdout, sys.stderr = (io.TextIOWrapper(io.FileIO(n, "w", closefd=False)) for n in (1, 2))
            sys.stdin = io.TextIOWrapper(io.FileIO(os.devnull))
            sys.argv = ["consentkit", *words]
            os.environ.update(
                CONSENTKIT_WORKSPACE=str(self.workspace), CONSENTKIT_PASSPHRASE=self._passphrase,
                TMPDIR=str(self.temporary), XDG_RUNTIME_DIR=str(self.temporary),
            )  # fmt: skip
            tempfile.tempdir = None
            if full is not None:
                _FAULT.fault_arm(_FULL, 1, os.fsencode(full))
            sys.setprofile(_pressing_when(stopped_in) if stopped_in else None)
            code = self._ended()
        except BaseException:  # noqa: BLE001 - what the test is about
            os.write(complaint, traceback.format_exc().encode())
        finally:
            os._exit(code)

    def _ended(self):
        try:
            main()
        except SystemExit as ended:
            sys.stdout.flush()
            sys.stderr.flush()
            return ended.code or 0

    def events(self):
        with open_workspace(self.workspace, "manager-1", self._passphrase) as workspace:
            return workspace.records.db.table("audit").count


@pytest.fixture
def machine(furnished, workspace_folder, tmp_path, passphrase):  # noqa: F811 - a fixture
    return Machine(furnished[0], workspace_folder, tmp_path, passphrase)


@pytest.fixture
def words_of(filled, machine, tmp_path):  # noqa: F811 - a fixture
    """`words_of(case)` gives what is typed."""
    places = {name: str(machine.out / file) for name, file in OUTPUTS.items()}
    places |= {"OTHER-PICTURE": str(tmp_path / "other.jpg"), "ROSTER": str(tmp_path / "roster.csv")}
    (tmp_path / "other.jpg").write_bytes(PORTRAIT.read_bytes() + b" ")
    (tmp_path / "roster.csv").write_text("name\nSokha Invented\nDara Invented\n", encoding="utf-8")

    def typed(case):
        handle, arguments = CASES[case]
        parts = [places[one] if one in places else filled(one)[0] for one in arguments.split()]
        return ["--as", handle, *case.partition(" (")[0].split(), *parts]

    return typed


def _pressing_when(name):
    def press(frame, event, _argument):
        if event == "call" and frame.f_code.co_name == name:
            sys.setprofile(None)
            raise KeyboardInterrupt

    return press


def check_said(ended, where):
    assert ended.code != _BUG, (where, ended.said)
    assert "Traceback" not in ended.said, (where, ended.said)
    assert "Exception ignored" not in ended.said, (where, ended.said)


@contextmanager
def protected(folder):
    """Take the right to write away."""
    below = [folder, *folder.rglob("*")]
    for path in below:
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield
    for path in below:
        path.chmod(0o700 if path.is_dir() else 0o600)


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", CASES)
def test_a_verb_on_a_failing_machine_says_so_and_a_retry_works(case, words_of, machine):
    words, before = words_of(case), machine.events()
    done = machine.run(words)
    assert done.code == 0, done
    records = machine.events() != before
    for where in ("workspace", "out", "temporary"):
        machine.renew()
        ended = machine.run(words, full=getattr(machine, where))
        check_said(ended, where)
        assert ended.code in {0, _UNAVAILABLE}, (where, ended)
        if where == "workspace":
            # What only reads is answered.
            assert ended.code == (_UNAVAILABLE if records else 0), ended
        if ended.code:
            assert contents(machine.out) == {}, (where, ended)
            again = machine.run(words)
            assert again.code == 0, (where, ended, again)


def test_a_letter_whose_file_finds_no_room_is_named_with_what_writes_it_again(words_of, machine):
    ended = machine.run(words_of("letter make (files)"), full=machine.out)
    assert ended.code == _UNAVAILABLE, ended
    (letter,) = re.findall(r"^(L-\S+) is made\.$", ended.said, re.MULTILINE)
    assert f"Try: consentkit letter print {letter} --out FILE" in ended.said
    again = ("--as", OFFICER, "letter", "print", letter, "--out", str(machine.out / "again.pdf"))
    assert machine.run(again).code == 0


@pytest.mark.parametrize("case", CASES)
def test_a_verb_on_a_protected_workspace_reads_it_or_says_what_it_is(case, words_of, machine):
    words, before = words_of(case), machine.events()
    assert machine.run(words).code == 0
    records = machine.events() != before
    machine.renew()
    with protected(machine.workspace):
        kept = contents(machine.workspace)
        ended = machine.run(words)
        assert contents(machine.workspace) == kept
    check_said(ended, "protected")
    assert ended.code == (_UNAVAILABLE if records else 0), ended
    assert not records or "write-protected" in ended.said, ended


@pytest.mark.parametrize("case", CASES)
def test_a_verb_whose_reader_has_gone_ends_with_its_own_code(case, words_of, machine):
    reader, answer = os.pipe()
    os.close(reader)
    ended = machine.run(words_of(case), answer=answer)
    os.close(answer)
    check_said(ended, "gone")
    assert ended.code == (_UNAVAILABLE if case == "init" else 0), ended


@pytest.mark.parametrize("case", CASES)
def test_a_verb_that_is_stopped_while_a_row_is_written_ends_with_130_and_records_nothing(
    case, words_of, machine
):
    words, before = words_of(case), machine.events()
    ended = machine.run(words, stopped_in="digest")
    check_said(ended, "stopped")
    if ended.code != 0:  # most acts only add rows: there is nothing to compare
        assert ended.code == _STOPPED, ended
        assert machine.events() == before, ended
