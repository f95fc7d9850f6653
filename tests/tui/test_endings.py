"""The application in a terminal that is closed, ended and killed while a picture is shown: nothing stays."""

import fcntl
import io
import os
import pty
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from filming import empty, film
from speaking import spoken

from consentkit.catalogue.shipped import assets_folder
from consentkit.pages.files import incoming
from consentkit.store.disk.leftovers import sweep_plaintext
from consentkit.store.key_files import read_key_file
from consentkit.store.keys import unlock
from consentkit.tui.textual_internals import outlasting
from consentkit.usecases.letters.forms import review_wording
from consentkit.usecases.letters.letters import make_letter
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.recordings import NewRecording, attach_recording
from consentkit.usecases.letters.returns import match_page, take_letters_in
from consentkit.usecases.pictures.images import add_images
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.videos.videos import add_video
from consentkit.usecases.workspaces import open_workspace

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there are no terminals of this kind on Windows"
)

LONGEST_SECONDS = 90
_ROWS, _COLUMNS = 40, 140
USUAL = {"contact": "+66 2 555 0100", "purpose": "our yearly report", "until": "2027-05-03"}
BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"%PDF", b"ftyp", b"ID3", b"LAME")
"""What pictures, pages, videos and recordings begin with, or hold near it."""
BEGINNINGS_OF_MP3 = (b"\xff\xfb", b"\xff\xf3")
"""Too short to be looked for elsewhere than at the beginning."""


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """The folders of a machine: for temporary files, for this session, for this account."""
    folders = {name: tmp_path / name for name in ("temporary", "runtime", "home", "empty")}
    for folder in folders.values():
        folder.mkdir(mode=0o700)
    monkeypatch.setenv("TMPDIR", str(folders["temporary"]))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folders["runtime"]))
    return folders


@pytest.fixture(scope="module")
def _shown_base(make_workspace, tmp_path_factory, passphrase):
    """A workspace with what every screen that gives a file away shows, made once; its codes by name."""
    below = tmp_path_factory.mktemp("shown")
    folder, portrait = make_workspace(below), assets_folder() / "demo" / "grace_hopper.jpg"
    (below / "visit.mp4").write_bytes(film(empty(3)))
    with open_workspace(folder, "manager-1", passphrase) as manager:
        review_wording(manager, "km", is_approved=True, reviewer="dara-1")
    with open_workspace(folder, "officer-1", passphrase) as officer:
        story = add_story(officer, "A year at the school").id
        (taken,) = add_images(officer, story, [incoming(portrait)])
        add_video(officer, story, incoming(below / "visit.mp4"))
        attach_recording(
            officer, NewRecording(form="adult", language="km", sound=spoken(), spoken_by="teacher-2")
        )
        letter = make_letter(officer, NewLetter(form="adult", language="km", blanks=USUAL)).letter.id
        page = take_letters_in(officer, [incoming(portrait)])[0].pages[0].id
        match_page(officer, page, letter, 1)
    return folder, {"story": story, "image": taken.image.id, "letter": letter, "page": page}


@pytest.fixture
def workspace_folder(_shown_base, tmp_path):
    return shutil.copytree(_shown_base[0], tmp_path / "workspace")


@pytest.fixture
def shown(_shown_base):
    """Every screen that gives a file away: its place, its code and the key."""
    codes = _shown_base[1]
    return {
        "picture": ("pictures.picture:PictureScreen", codes["image"], "o"),
        "video": ("videos.videos:VideosScreen", codes["story"], "o"),
        "letter": ("letters.letter:LetterScreen", codes["letter"], "p"),
        "recording": ("letters.letter:LetterScreen", codes["letter"], "l"),
        "page": ("letters.returns:PageScreen", codes["page"], "o"),
        "page-to-confirm": ("letters.confirming:ConfirmScreen", codes["letter"], "o"),
    }


class Terminal:
    """The application in a terminal of its own."""

    def __init__(self, child, ours):
        self.child, self._ours, self._seen = child, ours, b""

    def type(self, text):
        os.write(self._ours, text.encode())

    def wait_for(self, is_so):
        """Read what it draws until something is so."""
        end_at = time.monotonic() + LONGEST_SECONDS
        while not is_so():
            assert time.monotonic() < end_at, self._seen[-2000:]
            self.read()

    def read(self):
        try:
            os.set_blocking(self._ours, False)
            self._seen += os.read(self._ours, 65536)
        except BlockingIOError:
            time.sleep(0.01)  # another process draws
        except OSError:  # the window is closed, or its program has ended
            time.sleep(0.01)

    def shows(self, words):
        return words.encode() in self._seen

    def close(self):
        """Close the window: the system hangs up on what runs in it."""
        os.close(self._ours)


def _in_a_window():
    """Make the terminal one's own; closed windows are ignored, as `nohup` has it, wherever this runs."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def application(workspace_folder, machine, passphrase, place, code):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    environment = os.environ | {
        "CONSENTKIT_PASSPHRASE": passphrase, "TERM": "xterm-256color", "HOME": str(machine["home"]),
        "PATH": str(machine["empty"]),
    }  # fmt: skip
    script = Path(__file__).with_name("real_application.py")
    command = [sys.executable, str(script), str(workspace_folder), "officer-1", place, code]
    with subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment,
        start_new_session=True,
        preexec_fn=_in_a_window,  # noqa: PLW1509 - its own terminal
    ) as child:
        os.close(theirs)
        try:
            yield Terminal(child, ours)
        finally:
            child.kill()


def plaintext_in(*folders):
    """The files that a stranger could look at."""
    return [path for folder in folders for path in folder.rglob("*") if path.is_file() and _is_plain(path)]


def _is_plain(path):
    try:
        data = path.read_bytes()[:4096]
    except FileNotFoundError:  # it is wiped at this moment
        return False
    # Three bytes of chance are three bytes of a beginning once in a while.
    is_sealed = data.startswith(b"age-encryption.org/v1\n")
    return not is_sealed and (data.startswith(BEGINNINGS_OF_MP3) or any(one in data for one in BEGINNINGS))


def end(terminal, how):
    if how == "window":
        terminal.close()
    else:
        terminal.child.send_signal(getattr(signal, how))
    terminal.wait_for(lambda: terminal.child.poll() is not None)


QUICK = [("picture", "window")]
ALL = [
    (name, how)
    for name in ("picture", "video", "letter", "recording", "page", "page-to-confirm")
    for how in ("window", "SIGHUP", "SIGTERM", "SIGINT", "SIGKILL")
]


@pytest.mark.parametrize(
    "case",
    [pytest.param(one, marks=() if one in QUICK else pytest.mark.slow, id="-".join(one)) for one in ALL],
)
def test_nothing_that_was_shown_stays(case, shown, machine, workspace_folder, passphrase):
    name, how = case
    place, code, key = shown[name]
    given = [machine["runtime"], machine["temporary"], machine["home"]]
    with application(workspace_folder, machine, passphrase, place, code) as terminal:
        terminal.wait_for(lambda: terminal.shows(code))
        terminal.type(key)
        terminal.wait_for(lambda: plaintext_in(*given))
        (left,) = plaintext_in(*given)
        assert left.is_relative_to(machine["runtime"] / "consentkit")
        assert left.stat().st_mode & 0o777 == 0o600
        end(terminal, how)
    if how == "SIGKILL":
        assert plaintext_in(*given) == [left]
        sweep_plaintext()
    assert plaintext_in(*given, workspace_folder) == []
    assert not list(workspace_folder.rglob(".new-*"))


class _Drawing:
    """As far as a driver is asked here."""

    def __init__(self, file):
        self._file, self.resumed = file, 0

    def resume_application_mode(self):
        self.resumed += 1


def test_a_driver_whose_window_is_gone_writes_nowhere_and_does_not_begin_again():
    ours, theirs = pty.openpty()
    driver = outlasting(_Drawing)(io.TextIOWrapper(io.FileIO(theirs, "w", closefd=False), write_through=True))
    driver.resume_application_mode()
    driver._file.write("seen")
    assert os.read(ours, 99) == b"seen"
    os.close(ours)
    driver.resume_application_mode()
    driver._file.write("nobody sees")
    driver._file.flush()
    assert driver.resumed == 1
    os.close(theirs)


def memory_of(process, patterns):
    """How often each of these bytes stands in what a process has in memory."""
    counts = dict.fromkeys(patterns, 0)
    maps = Path(f"/proc/{process}/maps").read_text(encoding="ascii").splitlines()
    with Path(f"/proc/{process}/mem").open("rb") as memory:
        for line in maps:
            place, may, *_ = line.split()
            if "r" not in may or line.endswith(("[vvar]", "[vvar_vclock]", "[vsyscall]")):
                continue
            start, stop = (int(one, 16) for one in place.split("-"))
            before = b""
            for part in parts_of(memory, start, stop):
                for name, pattern in patterns.items():
                    # What lies across two parts is seen once, and what lies in the first is not seen again.
                    counts[name] += (before[1 - len(pattern) :] + part).count(pattern)
                before = part
    return counts


def parts_of(memory, start, stop, most=1 << 20):
    """Yield what stands from one address to another, in parts: a heap as a whole takes 90 MB once more."""
    for place in range(start, stop, most):
        try:
            part = os.pread(memory.fileno(), min(most, stop - place), place)
        except OSError:  # a page that its own process cannot read either
            return
        yield part


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the administrator may look")
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read through /proc")
def test_no_key_is_in_memory_once_it_is_locked(shown, machine, workspace_folder, passphrase):
    _, keys = unlock(read_key_file(workspace_folder / "keyfile.json"), "officer-1", passphrase)
    records, database = bytes(keys.records), bytes(keys.records_database())
    patterns = {
        "records": records, "records-hex": records.hex().encode(), "database": database,
        "database-hex": database.hex().encode(), "vault": str(keys.vault_identity()).encode(),
    }  # fmt: skip
    place, code, key = shown["picture"]
    with application(workspace_folder, machine, passphrase, place, code) as terminal:
        terminal.wait_for(lambda: terminal.shows(code))
        terminal.type(key)
        terminal.wait_for(lambda: plaintext_in(machine["runtime"]))
        open_now = memory_of(terminal.child.pid, patterns)
        terminal.type("\x0c")
        terminal.wait_for(lambda: not plaintext_in(machine["runtime"]))
        # Its thread may be at the end of its work.
        terminal.wait_for(lambda: not memory_of(terminal.child.pid, patterns)["records"])
        locked = memory_of(terminal.child.pid, patterns)
        limits = Path(f"/proc/{terminal.child.pid}/limits").read_text(encoding="ascii")
        environment = Path(f"/proc/{terminal.child.pid}/environ").read_bytes()
    assert open_now["records"] == 1, "the pattern must be found where it is"
    assert locked == dict.fromkeys(patterns, 0)
    (core,) = [line.split() for line in limits.splitlines() if line.startswith("Max core file size")]
    assert core[4:6] == ["0", "0"]
    assert passphrase.encode() not in environment


_TRACED = """
import ctypes, os, sys
from consentkit.sandbox.privacy import keep_private
os.setuid(65534) if os.geteuid() == 0 else None
ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # as every program begins; a change of account takes it away
if sys.argv[1] == "private": keep_private()
print("ready", flush=True); sys.stdin.read()
"""
_TRACER = """
import os, sys
os.setuid(65534) if os.geteuid() == 0 else None
for name in ("mem", "environ", "maps"):
    try: open(f"/proc/{sys.argv[1]}/{name}", "rb").read(0)
    except OSError: print("refused", name)
    else: print("opened", name)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has this switch")
@pytest.mark.parametrize("kind", ["private", "open"])
def test_another_process_of_the_same_account_cannot_read_its_memory(kind):
    with (
        subprocess.Popen(
            [sys.executable, "-c", _TRACED, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as traced,
        closing(traced.stdin),
    ):
        assert traced.stdout.readline() == "ready\n"
        tracer = [sys.executable, "-c", _TRACER, str(traced.pid)]
        seen = subprocess.run(tracer, capture_output=True, text=True, check=True).stdout
    if kind == "private":
        assert seen.split() == ["refused", "mem", "refused", "environ", "refused", "maps"]
    else:
        # Memory itself some systems let nobody read who did not start it.
        assert "opened environ" in seen
