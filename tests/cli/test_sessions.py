import io
import os
import sys

import pytest

from consentkit.cli import main


def test_a_wrong_passphrase_is_refused(run, monkeypatch):
    monkeypatch.setenv("CONSENTKIT_PASSPHRASE", "not this one at all")
    assert run("officer-1", "story", "list") == (3, "", "The passphrase is wrong.\n")


def test_an_unknown_actor_is_not_found(run):
    code, _, err = run("stranger", "story", "list")
    assert (code, err) == (4, "There is no actor stranger in this workspace.\n")


def test_who_you_are_must_be_said_where_there_are_several(workspace_folder, monkeypatch, capsys):
    monkeypatch.setenv("CONSENTKIT_PASSPHRASE", "x")
    with pytest.raises(SystemExit) as stopped:
        main(["-w", str(workspace_folder), "story", "list"])
    assert stopped.value.code == 2
    assert "officer-1" in capsys.readouterr().err


def test_without_a_terminal_and_without_a_passphrase_it_says_how(run, monkeypatch):
    monkeypatch.delenv("CONSENTKIT_PASSPHRASE")
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    code, _, err = run("officer-1", "story", "list")
    assert code == 2
    assert "CONSENTKIT_KEY_FILE" in err


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX thing")
def test_a_key_file_opens_only_while_nobody_else_can_read_it(run, monkeypatch, tmp_path, passphrase):
    monkeypatch.delenv("CONSENTKIT_PASSPHRASE")
    secret = tmp_path / "secret"
    secret.write_text(passphrase + "\n")
    secret.chmod(0o600)
    monkeypatch.setenv("CONSENTKIT_KEY_FILE", str(secret))
    assert run("officer-1", "story", "list")[0] == 0
    secret.chmod(0o640)
    code, _, err = run("officer-1", "story", "list")
    assert code == 2
    assert "chmod 600" in err


def test_a_folder_without_a_workspace_says_how_to_make_one(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CONSENTKIT_PASSPHRASE", "x")
    with pytest.raises(SystemExit) as stopped:
        main(["-w", str(tmp_path), "--as", "officer-1", "story", "list"])
    assert stopped.value.code == 4
    assert "consentkit init" in capsys.readouterr().err


def test_a_volunteer_does_not_read_stories(run):
    code, _, err = run("volunteer-1", "story", "list")
    assert code == 3
    assert "Your role may not read this" in err


def test_an_error_is_json_where_json_was_asked_for(run_json):
    code, value = run_json("officer-1", "story", "show", "S-0000-0000")
    assert code == 4
    assert (value["error"], value["code"], value["facts"]["kind"]) == ("NotFound", "record-unknown", "story")


def test_a_misread_code_is_told(run):
    code, _, err = run("officer-1", "story", "show", "S-0000-0001")
    assert code == 2
    assert "wrong character" in err


def test_init_makes_a_workspace_that_opens(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("CONSENTKIT_NEW_PASSPHRASE", "a long enough passphrase")
    with pytest.raises(SystemExit) as stopped:
        main(["init", str(tmp_path / "new"), "--timezone", "Asia/Bangkok"])
    assert stopped.value.code == 0
    out = capsys.readouterr().out
    code = next(line for line in out.splitlines() if line.startswith("Recovery code:")).split()[-1]
    assert len(code.replace("-", "")) == 32
    monkeypatch.setenv("CONSENTKIT_PASSPHRASE", "a long enough passphrase")
    with pytest.raises(SystemExit) as stopped:
        main(["-w", str(tmp_path / "new"), "actor", "list"])
    assert (stopped.value.code, capsys.readouterr().out) == (0, "manager-1: keeper, manager\n")


@pytest.mark.parametrize(
    ("passphrase", "timezone", "code"), [("short", "UTC", 2), ("a long enough passphrase", "Asia/Bankok", 2)]
)
def test_init_with_wrong_input_makes_nothing(tmp_path, monkeypatch, passphrase, timezone, code):
    monkeypatch.setenv("CONSENTKIT_NEW_PASSPHRASE", passphrase)
    with pytest.raises(SystemExit) as stopped:
        main(["init", str(tmp_path / "new"), "--timezone", timezone])
    assert stopped.value.code == code
    assert not (tmp_path / "new").exists()


def test_init_leaves_a_folder_that_holds_something_alone(run, workspace_folder, monkeypatch):
    monkeypatch.setenv("CONSENTKIT_NEW_PASSPHRASE", "a long enough passphrase")
    before = (workspace_folder / "keyfile.json").read_bytes()
    assert run("manager-1", "init", workspace_folder)[0] == 5
    assert (workspace_folder / "keyfile.json").read_bytes() == before
