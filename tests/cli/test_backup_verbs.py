"""`consentkit backup` and `consentkit restore`, as they are typed."""

import pytest

from consentkit.cli import main


@pytest.fixture
def disk(tmp_path):
    return tmp_path / "disk"


def test_a_backup_is_made_checked_listed_and_brought_back(run, run_json, disk, tmp_path):
    code, out, _ = run("auditor-1", "backup", "make", disk)
    assert code == 0
    assert "Backup 1 is made and checked" in out
    code, out, _ = run("manager-1", "backup", "check", disk)
    assert (code, "Backup 1 is whole" in out) == (0, True)
    code, found = run_json("officer-1", "backup", "list", disk)
    assert [one["number"] for one in found] == [1]
    code, out, _ = run("manager-1", "restore", disk, tmp_path / "back")
    assert code == 0
    assert "Backup 1 is back in" in out
    code, out, _ = run("manager-1", "-w", tmp_path / "back", "audit", "verify")
    assert code == 0


def test_what_cannot_be_done_is_said_with_its_code(run, disk, tmp_path):
    assert run("manager-1", "backup", "make")[0] == 2
    code, _, err = run("volunteer-1", "backup", "make", disk)
    assert code == 3
    code, _, err = run("manager-1", "backup", "check", disk)
    assert (code, "There are no backups" in err) == (4, True)
    assert run("manager-1", "backup", "make", disk)[0] == 0
    code, _, err = run("manager-1", "restore", disk, tmp_path / "workspace")
    assert (code, "newer records" in err) == (5, True)
    code, _, err = run("manager-1", "backup", "check", disk, "--number", "7")
    assert (code, "There is no backup 7" in err) == (4, True)
    for path in (disk / "objects").glob("??/*"):
        path.write_bytes(path.read_bytes()[:-1])
    code, _, err = run("manager-1", "restore", disk, tmp_path / "back")
    assert (code, "Backup 1" in err) == (6, True)
    assert not (tmp_path / "back").exists()


def test_the_printed_code_brings_it_back(run, disk, tmp_path, recovery_code, monkeypatch):
    run("manager-1", "backup", "make", disk)
    monkeypatch.setattr("click.prompt", lambda *_given, **_named: recovery_code)
    code, out, _ = run("manager-1", "restore", disk, tmp_path / "back", "--recovery-code")
    assert (code, "is back" in out) == (0, True)


def test_old_ones_go_as_is_said(run, run_json, disk):
    for _ in range(3):
        assert run("manager-1", "backup", "make", disk, "--keep-count", 1, "--keep-days", 0)[0] == 0
    _, found = run_json("manager-1", "backup", "list", disk)
    assert [one["number"] for one in found] == [3]


def test_it_goes_where_the_settings_say(run, workspace_folder, disk):
    config = workspace_folder / "config.toml"
    text = config.read_text(encoding="utf-8").replace(
        '[backups]\nfolder = ""', f'[backups]\nfolder = "{disk}"'
    )
    config.write_text(text, encoding="utf-8")
    assert run("manager-1", "backup", "make")[0] == 0
    assert disk.exists()


def test_the_help_names_both(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    out = capsys.readouterr().out
    assert "  backup " in out
    assert "  restore " in out
