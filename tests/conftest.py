"""A workspace with five actors, made once and copied for each test, and a clock that stands still."""

import ctypes
import gc
import itertools
import json
import os
import re
import shutil
import signal
import sys
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from babel import localedata
from hypothesis import settings

from consentkit.domain.roles import Actor, Role
from consentkit.domain.settings import FACE_DETECTORS, Settings
from consentkit.sandbox.privacy import forget_secrets
from consentkit.store.database.encrypted import open_database
from consentkit.store.disk import leftovers
from consentkit.store.key_files import KdfCost, read_key_file
from consentkit.store.keys import unlock
from consentkit.usecases import new_workspaces
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import add_actor, set_own_passphrase, vouch_for
from consentkit.usecases.office.recoveries import appoint_keeper
from consentkit.usecases.workspaces import DEFAULT_COST, open_workspace

# A busy machine is no failure: how long one example takes is not what a property is about.
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

_PASSPHRASE = "correct horse battery"
_CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
_START = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
_ONCE = "given for once only"
_LONG_BEFORE = timedelta(days=40)
"""Whoever was added so long ago is a second person beside who added them."""
_FOUNDER = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
_OTHERS = {
    "officer-1": Role.OFFICER,
    "safeguarding-1": Role.SAFEGUARDING,
    "volunteer-1": Role.VOLUNTEER,
    "auditor-1": Role.AUDITOR,
}


_TESTS = Path(__file__).parent
_KEEP_MUCH = (
    "consentkit.typesetting.text.fonts",
    "consentkit.typesetting.text.glyph_stores",
    "consentkit.typesetting.text.shaping",
    "consentkit.typesetting.text.paragraphs",
    "consentkit.imaging.detectors.sessions",
)
"""Modules of the program that remember what they made: fonts, shaped words, networks with their memory."""


# A full collection looks at all that a module keeps, and one is made before the next module anyway.
gc.set_threshold(*gc.get_threshold()[:2], 50)


@pytest.fixture(scope="module", autouse=True)
def _keeps_a_module_to_itself():
    """Set aside what earlier modules left; forget how the letters of a module were set, and its samples.

    Every test of a screen makes full collections, and each takes a second among a million shaped letters.
    """
    gc.collect()
    gc.freeze()
    yield
    for module in list(sys.modules.values()):
        if module.__name__ in _KEEP_MUCH or _is_of_tests(module):
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()
    # A megabyte for each language in which a date was written.
    localedata._cache.clear()
    _give_memory_back()


@pytest.fixture(scope="session", autouse=True)
def _passphrases_cost_little():
    """Have accounts that the program makes cost what those of the tests do: 128 MB and a second otherwise."""
    with pytest.MonkeyPatch.context() as patched:
        for field, value in _CHEAP:
            # It stands as a default in many a function's head.
            patched.setitem(vars(DEFAULT_COST), field, value)
        yield


@pytest.fixture(scope="session")
def _runtime_folders(tmp_path_factory):
    """Yields one folder after another. Asking pytest for each would look through all that there are."""
    below = tmp_path_factory.mktemp("runtime")
    return (below / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def _begins_as_a_new_program(_runtime_folders, monkeypatch):
    """Give each test what a program has when it starts: no passphrase, nothing left behind, nothing swept."""
    folder = next(_runtime_folders)
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    monkeypatch.setattr(leftovers, "_found", leftovers.Leftovers())
    yield
    forget_secrets()


def _is_of_tests(module):
    file = getattr(module, "__file__", None)
    return file is not None and Path(file).is_relative_to(_TESTS)


def _give_memory_back():
    """Hand what was freed back to the system: glibc keeps hundreds of megabytes of it, in pieces."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


def pytest_configure(config):
    """Keep what Python compiles beside pytest's own cache, where Python is told to write none of it.

    So it is in many containers, and then each of two workers and each program that tests start compiles all
    anew: half a minute of each run.
    """
    if sys.dont_write_bytecode:
        sys.dont_write_bytecode = False
        sys.pycache_prefix = str(config.rootpath / ".pytest_cache" / "compiled")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    _hear_ctrl_c()


def _hear_ctrl_c():
    """Hear Ctrl-C also where a shell started the run in the background: what it starts is deaf to it."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


class Clock:
    """A clock that stands at 21 November 2026, 09:00 UTC, until a test moves it."""

    def __init__(self):
        self.now = _START

    def __call__(self):
        return self.now

    def advance(self, **duration):
        """Move on by a `timedelta`'s arguments."""
        self.now += timedelta(**duration)


@pytest.fixture(scope="session")
def passphrase():
    """Every actor's."""
    return _PASSPHRASE


@pytest.fixture(scope="session")
def cheap_cost():
    """A passphrase cost that keeps tests quick."""
    return _CHEAP


@pytest.fixture
def clock():
    return Clock()


def add_own(workspace, actor, passphrase=_PASSPHRASE):
    """Add an actor who has set a passphrase of their own."""
    add_actor(workspace, actor, _ONCE, cost=_CHEAP)
    folder = workspace.folders.root
    set_own_passphrase(folder, actor.handle, _ONCE, passphrase, cost=_CHEAP, clock=workspace.clock)


@pytest.fixture(scope="session")
def add_settled():
    """`add_settled(workspace, actor)` adds an actor who has set a passphrase of their own: every actor's."""
    return add_own


@pytest.fixture(scope="session")
def _base_workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("base") / "workspace"
    usual = new_workspaces.settings_text
    patched = pytest.MonkeyPatch()
    patched.setattr(
        new_workspaces,
        "settings_text",
        lambda *a: _reminding_late(_with_detectors(usual(*a), FACE_DETECTORS)),
    )
    clock = Clock()
    clock.now -= _LONG_BEFORE
    code = create_workspace(folder, _FOUNDER, _PASSPHRASE, organisation="Example", cost=_CHEAP, clock=clock)
    with open_workspace(folder, _FOUNDER.handle, _PASSPHRASE, clock=clock) as workspace:
        for handle, role in _OTHERS.items():
            add_own(workspace, Actor(handle=handle, roles=frozenset({role})))
    patched.undo()
    return folder, code


def choose_detectors(folder, detectors):
    """Have a workspace look with these alone: looking for words takes time, and the portraits have some."""
    config = folder / "config.toml"
    config.write_text(_with_detectors(config.read_text(encoding="utf-8"), detectors), encoding="utf-8")


def _reminding_late(text):
    """Have nobody be reminded of a backup because the workspace was made so long before."""
    return text.replace("remind_days = 7", f"remind_days = {7 + _LONG_BEFORE.days}")


def _with_detectors(text, detectors):
    return re.sub(r"(?m)^detectors = .*$", f"detectors = {json.dumps(list(detectors))}", text)


@pytest.fixture(scope="session")
def recovery_code(_base_workspace):
    """The printed code of every workspace here."""
    return _base_workspace[1]


@pytest.fixture(scope="session")
def make_workspace(_base_workspace):
    """`make_workspace(tmp_path)` puts a fresh workspace below a folder and returns its own folder."""

    def make(below):
        return shutil.copytree(_base_workspace[0], below / "workspace")

    return make


@pytest.fixture
def workspace_folder(make_workspace, tmp_path):
    """This test's own workspace."""
    return make_workspace(tmp_path)


@pytest.fixture
def vouch(workspace_folder, recovery_code, clock):
    """`vouch("officer-2")`: a keeper whom the recovery code appoints vouches for an account."""

    def it(handle):
        if "keeper-9" not in read_key_file(workspace_folder / "keyfile.json").handles:
            appoint_keeper(workspace_folder, "keeper-9", recovery_code, _PASSPHRASE, cost=_CHEAP, clock=clock)
        with open_workspace(workspace_folder, "keeper-9", _PASSPHRASE, clock=clock) as keeper:
            vouch_for(keeper, handle)

    return it


@pytest.fixture
def newer_program(workspace_folder):
    """This test's workspace, after a program with one migration more has opened it."""
    _, keys = unlock(read_key_file(workspace_folder / "keyfile.json"), _FOUNDER.handle, _PASSPHRASE)
    _migrate_further(workspace_folder / "records.db", keys.records_database(), "consentkit-records")
    return workspace_folder


@pytest.fixture
def newer_identities(workspace_folder):
    """This test's workspace, after a program with one migration more has opened the identities alone."""
    _, keys = unlock(read_key_file(workspace_folder / "keyfile.json"), _FOUNDER.handle, _PASSPHRASE)
    _migrate_further(workspace_folder / "identities.db", keys.identities_database(), "consentkit-identities")


def _migrate_further(database, key, migrations):
    with closing(open_database(database, key)) as db, db.writing():
        db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
            " VALUES (?, 'm999_later', '2027-01-01')",
            (migrations,),
        )


@pytest.fixture
def words_are_looked_for(workspace_folder):
    """Have scans look for words too, as they do for whoever has the extra `text`."""
    pytest.importorskip("rapidocr", reason="the extra `text` is not installed")
    choose_detectors(workspace_folder, Settings().detectors)


@pytest.fixture
def open_as(workspace_folder, clock):
    """`open_as("officer-1")` opens this test's workspace as that actor; closed when the test ends."""
    with ExitStack() as opened:

        def open_it(handle):
            return opened.enter_context(open_workspace(workspace_folder, handle, _PASSPHRASE, clock=clock))

        yield open_it


# .ci/run installs all that tests compare with: there a skip is a test that nobody knows to be missing.
_skips = []


def pytest_runtest_logreport(report):
    """Note a test that was skipped."""
    _note_skip(report)


def pytest_collectreport(report):
    """Note a whole file that was skipped."""
    _note_skip(report)


def _note_skip(report):
    if report.skipped and not hasattr(report, "wasxfail") and "CONSENTKIT_ALL_TESTS" in os.environ:
        _skips.append(f"{report.nodeid}: {report.longrepr[2]}")


def pytest_sessionfinish(session):
    """Fail the run where a test was skipped that should have run."""
    if _skips:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    """Say why the run failed."""
    if _skips:
        terminalreporter.write_line("A skip fails this run (CONSENTKIT_ALL_TESTS):", red=True)
        for skip in _skips:
            terminalreporter.write_line(f"  {skip}")
