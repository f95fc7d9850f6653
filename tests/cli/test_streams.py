"""An answer on its way out, and words on their way in: any encoding, no reader, no room, no streams."""

import io
import json
import os
import subprocess
import sys

import pytest

from consentkit.__main__ import main
from consentkit.cli.output import tell, tell_json
from consentkit.cli.streams import read_typed_line, speak_any_encoding
from consentkit.domain.errors import InvalidInput
from consentkit.usecases.stories.stories import add_story

WORDS = "✗ ខ្មែរ → “ไทย” 😀"
OLD = ["ascii", "latin-1", "cp1252", "cp874", "tis-620", "cp1258", "gbk", "big5", "koi8-r"]

posix = pytest.mark.skipif(os.name != "posix", reason="pipes and devices like these are a POSIX thing")


@pytest.fixture
def streams(monkeypatch):
    """`streams("cp874")` has this process write to a place of that encoding, and gives what stands there."""

    def begin(encoding):
        out = io.TextIOWrapper(io.BytesIO(), encoding, write_through=True)
        monkeypatch.setattr(sys, "stdout", out)
        speak_any_encoding()
        return lambda: out.buffer.getvalue().decode(encoding)

    return begin


@pytest.mark.parametrize("encoding", OLD)
def test_an_encoding_without_our_signs_gets_plain_ones_and_the_numbers_of_letters(streams, encoding):
    seen = streams(encoding)
    tell(WORDS)
    assert "\\u1781\\u17d2" in seen()
    assert seen()[0] in "x✗"
    assert seen().encode(encoding).decode(encoding) == seen()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_an_encoding_with_all_signs_gets_them_as_they_are(streams, encoding):
    seen = streams(encoding)
    tell(WORDS)
    assert seen() == WORDS + "\n"


@pytest.mark.parametrize("encoding", [*OLD, "utf-8", "gb18030"])
def test_json_means_the_same_in_every_encoding(streams, encoding):
    seen = streams(encoding)
    tell_json({"title": WORDS})
    assert json.loads(seen()) == {"title": WORDS}


def test_what_is_piped_in_and_is_no_text_is_told(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"So\xffkha\n"), "utf-8"))
    with pytest.raises(InvalidInput, match=r"^typed-not-text$"):
        read_typed_line()


def started(*words, folder=None, passphrase="", **streams):
    """Run a verb in a process of its own, as a shell starts it."""
    command = [sys.executable, "-m", "consentkit", *(("-w", str(folder)) if folder else ()), *words]
    environment = os.environ | {"CONSENTKIT_PASSPHRASE": passphrase, "CONSENTKIT_NEW_PASSPHRASE": passphrase}
    return subprocess.run(command, env=environment, check=False, **{"stderr": subprocess.PIPE} | streams)


@pytest.fixture
def gone():
    """A pipe whose reader has gone, as `| head` goes."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@pytest.fixture
def full():
    with open("/dev/full", "wb") as device:  # noqa: PTH123 - a device
        yield device


@posix
def test_a_refusal_stays_one_when_nobody_reads_on(open_as, workspace_folder, passphrase, gone):
    story = add_story(open_as("officer-1"), "A year at the school").id
    words = ("--as", "officer-1", "clear", story, "--channel", "website")
    done = started(*words, folder=workspace_folder, passphrase=passphrase, stdout=gone)
    assert (done.returncode, done.stderr) == (3, b"")


@pytest.mark.slow
@posix
def test_a_workspace_whose_recovery_code_nobody_saw_is_not_made(tmp_path, passphrase, gone):
    done = started("init", str(tmp_path / "new"), passphrase=passphrase, stdout=gone)
    assert done.returncode == 7
    assert b"The answer could not be written" in done.stderr
    assert not (tmp_path / "new").exists()


@posix
@pytest.mark.parametrize("words", [("--help",), ("actor", "suggest", "--json")])
def test_an_answer_without_room_is_told(full, words):
    done = started(*words, stdout=full)
    assert done.returncode == 7
    assert done.stderr.decode().splitlines() == [
        "The answer could not be written where it was sent. What was asked for may have been done: look "
        "before you ask for it again."
    ]


@pytest.mark.slow
@posix
def test_an_error_that_cannot_be_told_keeps_its_code(full, tmp_path):
    assert started("story", "list", folder=tmp_path, stderr=full).returncode == 4
    assert started("story", "list", "--json", folder=tmp_path, stdout=full).returncode == 4


@posix
def test_without_streams_no_file_takes_their_place(workspace_folder, passphrase):
    before = (workspace_folder / "keyfile.json").read_bytes()
    close = "import os; [os.close(n) for n in (0, 1, 2)]; "
    run = "os.execv(sys.executable, [sys.executable, '-m', 'consentkit', *sys.argv[1:]])"
    words = ("-w", str(workspace_folder), "--as", "officer-1", "story", "add", "A title")
    environment = os.environ | {"CONSENTKIT_PASSPHRASE": passphrase}
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {close}{run}", *words], env=environment, check=False
    )
    assert done.returncode == 0
    assert (workspace_folder / "keyfile.json").read_bytes() == before


def test_ctrl_c_before_a_verb_begins_says_so_and_ends_with_130(monkeypatch, capsys):
    def press(frame, event, _argument):
        if event == "call" and frame.f_code.co_name == "open_streams":
            sys.setprofile(None)
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(sys, "argv", ["consentkit", "--version"])
    sys.setprofile(press)
    try:
        with pytest.raises(SystemExit) as ended:
            main()
    finally:
        sys.setprofile(None)
    assert ended.value.code == 130
    assert capsys.readouterr() == ("", "Stopped.\n")
