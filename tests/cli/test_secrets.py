"""No name and no secret stands where others on the machine, or over a shoulder, can read it."""

import io
import os
import pty
import subprocess
import sys

import pytest

NAME = "Zylphara Quorwen"
FACTS = (
    "--language", "km", "--blank", "until=2027-05-03", "--blank", "contact=+66 2 555 0100",
    "--blank", "purpose=our yearly report",
)  # fmt: skip


def printed(run, letter):
    code, out, _ = run("officer-1", "letter", "print", letter, "--aloud")
    assert code == 0
    return out


def code_of(out):
    return out.split()[0]


@pytest.mark.parametrize(
    "option", [("--name", NAME), ("--blank", f"asker={NAME}"), ("--blank", f"keeper={NAME}")]
)
def test_a_name_on_the_command_line_is_refused_and_not_repeated(run, tmp_path, option):
    out = tmp_path / "letter.pdf"
    code, _, err = run("officer-1", "letter", "make", "adult", *FACTS, *option, "--out", out)
    assert code == 2
    assert "A name never goes on the command line" in err
    assert NAME not in err
    assert not out.exists()


def test_a_name_is_piped_or_read_from_a_file(run, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NAME}\n"))
    named = ("--name", "-")
    code, out, _ = run(
        "officer-1", "letter", "make", "adult", *FACTS, "--name", "-", "--out", tmp_path / "1.pdf"
    )
    assert code == 0
    assert NAME in printed(run, code_of(out))
    (tmp_path / "name.txt").write_text(f"{NAME}\n", encoding="utf-8")
    named = ("--name", f"@{tmp_path / 'name.txt'}")
    code, out, _ = run("officer-1", "letter", "make", "adult", *FACTS, *named, "--out", tmp_path / "2.pdf")
    assert code == 0
    assert NAME in printed(run, code_of(out))


def test_a_file_with_no_name_in_it_is_told(run, tmp_path):
    named = ("--name", f"@{tmp_path / 'none.txt'}")
    code, _, err = run("officer-1", "letter", "make", "adult", *FACTS, *named, "--out", tmp_path / "1.pdf")
    assert (code, "none.txt" in err) == (2, True)


def test_a_handle_may_be_typed(run, tmp_path):
    blank = ("--blank", "asker=officer-1")
    code, _, _ = run("officer-1", "letter", "make", "adult", *FACTS, *blank, "--out", tmp_path / "1.pdf")
    assert code == 0


@pytest.mark.parametrize("arguments", [("print", "--aloud"), ("print", "--out", "again.pdf")])
def test_it_is_said_before_a_letter_is_shown_that_the_log_keeps_it(run, tmp_path, arguments):
    code, out, _ = run("officer-1", "letter", "make", "adult", *FACTS, "--out", tmp_path / "1.pdf")
    letter, (verb, *options) = code_of(out), arguments
    options = [tmp_path / one if one.endswith(".pdf") else one for one in options]
    code, out, err = run("officer-1", "letter", verb, letter, *options)
    assert code == 0
    assert "The log keeps that it was you." in err
    code, out, err = run("auditor-1", "letter", verb, letter, *options)
    assert code != 0
    assert "The log keeps that it was you." in err


def test_letters_that_are_written_are_their_owners_alone(run, tmp_path):
    pdf, page = tmp_path / "1.pdf", tmp_path / "1.html"
    before = os.umask(0)
    try:
        code, _, _ = run("officer-1", "letter", "make", "adult", *FACTS, "--out", pdf, "--page", page)
    finally:
        os.umask(before)
    assert code == 0
    assert [path.stat().st_mode & 0o777 for path in (pdf, page)] == [0o600, 0o600]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no terminals of this kind on Windows")
def test_the_recovery_code_is_not_seen_while_it_is_typed(workspace_folder, recovery_code):
    ours, theirs = pty.openpty()
    command = [
        sys.executable,
        "-m",
        "consentkit",
        "-w",
        str(workspace_folder),
        "actor",
        "recover",
        "officer-1",
    ]
    environment = os.environ | {"CONSENTKIT_NEW_PASSPHRASE": "another long passphrase"}
    environment.pop("CONSENTKIT_PASSPHRASE", None)
    # A session of its own: a hidden prompt asks the controlling terminal.
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    ) as child:
        os.close(theirs)
        seen = b""
        while b"Recovery code" not in seen:
            seen += os.read(ours, 4096)
        os.write(ours, f"{recovery_code}\n".encode())
        seen += _rest(ours)
    os.close(ours)
    assert child.returncode == 0, seen
    assert recovery_code.encode() not in seen


def _rest(terminal):
    seen = b""
    try:
        while more := os.read(terminal, 4096):
            seen += more
    except OSError:  # the terminal ends with its last program
        pass
    return seen
