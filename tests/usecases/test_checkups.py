"""The doctor: good on a fresh workspace, and each finding when that thing is broken."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from consentkit.catalogue import shipped
from consentkit.domain.checkups import Level
from consentkit.domain.errors import BadDataFile, Unavailable
from consentkit.domain.settings import Settings
from consentkit.usecases.office import checkups
from consentkit.usecases.office.backups import BackupAge, backup_age, make_backup
from consentkit.usecases.office.checkups import examine_machine, examine_workspace, newer_workspace
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import open_workspace
from consentkit.wording import checkup_sentence

_PAGE_BYTES = 4096


@pytest.fixture
def workspace_folder(words_folder):
    _set(words_folder, "detectors", list(Settings().detectors))
    return words_folder


@pytest.fixture
def examined(workspace_folder, passphrase, clock):
    """`examined()` opens the workspace again and gives what is not good, as {code: level}."""

    def look(folder=workspace_folder):
        with open_workspace(folder, "auditor-1", passphrase, clock=clock) as workspace:
            return _bad(examine_workspace(workspace))

    return look


def _bad(found):
    assert all(checkup_sentence(f.code, f.facts) for f in found)
    # That config.toml was changed is told beside what these tests change it for.
    told = {f.code: f.level for f in found if f.level is not Level.GOOD}
    return {code: level for code, level in told.items() if code != "settings-file-changed"}


def _set(folder, key, value):
    config = folder / "config.toml"
    lines = config.read_text(encoding="utf-8").splitlines()
    kept = [f"{key} = {json.dumps(value)}" if line.startswith(f"{key} =") else line for line in lines]
    config.write_text("\n".join(kept) + "\n", encoding="utf-8")


def test_on_this_machine_nothing_is_missing():
    found = examine_machine()
    assert _bad(found) == {}
    assert {f.code for f in found} == {
        "python", "policies-shipped", "detector", "text-detector", "heic", "video"
    }  # fmt: skip


def test_a_fresh_workspace_has_two_weaknesses_and_other_disks_end_them(
    examined, workspace_folder, open_as, tmp_path
):
    assert examined() == {"heads-in-one-place": Level.COSTS, "backup-none": Level.COSTS}
    _set(workspace_folder, "heads_folder", str(tmp_path / "usb"))
    make_backup(open_as("manager-1"), tmp_path / "disk")
    assert examined() == {}


def test_everything_that_is_good_is_said(open_as):
    good = {f.code for f in examine_workspace(open_as("auditor-1")) if f.level is Level.GOOD}
    assert good == {"folder-closed", "database", "schema", "accounts", "vault", "audit", "nothing-left"}


@pytest.mark.usefixtures("newer_identities")
def test_a_keeper_is_told_of_a_newer_programs_identities(open_as):
    assert _bad(examine_workspace(open_as("manager-1")))["workspace-newer"] is Level.BROKEN
    assert "workspace-newer" not in _bad(examine_workspace(open_as("officer-1")))


def test_only_a_newer_programs_workspace_is_a_finding_of_its_own():
    newer = Unavailable("workspace-newer", workspace=19, program=18)
    assert _bad([newer_workspace(newer)]) == {"workspace-newer": Level.BROKEN}
    with pytest.raises(Unavailable, match="database-cannot-open"):
        newer_workspace(Unavailable("database-cannot-open", file="records.db"))


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX thing")
@pytest.mark.parametrize("name", [".", "keyfile.json"])
def test_a_folder_that_others_can_list_costs(examined, workspace_folder, name):
    (workspace_folder / name).chmod(0o755)
    assert examined()["folder-open-to-others"] is Level.COSTS


@pytest.mark.parametrize(
    "name", ["Dropbox", "OneDrive - River House", "GoogleDrive-a@b.org", "Mobile Documents"]
)
def test_a_folder_that_is_copied_to_the_internet_is_broken(examined, workspace_folder, tmp_path, name):
    moved = tmp_path / name / "workspace"
    shutil.move(workspace_folder, moved)
    assert examined(moved)["folder-synced"] is Level.BROKEN


def test_a_broken_policy_is_named(examined, workspace_folder):
    (workspace_folder / "policies" / "own.toml").write_text('id = "own"\n')
    assert examined()["policy-broken"] is Level.BROKEN


def test_broken_words_of_a_policy_are_named_and_break_nothing(examined, workspace_folder):
    (workspace_folder / "policies" / "own.th.toml").write_text('policy = "own"\n')
    found = examined()
    assert found["policy-words-broken"] is Level.COSTS
    assert "policy-broken" not in found


@pytest.mark.parametrize("change", ["lost", "altered"])
def test_a_sealed_file_that_is_lost_or_altered_is_told(examined, workspace_folder, change):
    sealed = next((workspace_folder / "vault").iterdir())
    if change == "lost":
        sealed.unlink()
    else:
        sealed.write_bytes(sealed.read_bytes() + b"x")
    assert examined()["vault-files-missing"] is Level.BROKEN


def test_lost_identities_are_told_before_a_keeper_makes_new_ones(examined, workspace_folder):
    (workspace_folder / "identities.db").unlink()
    assert examined()["identities-missing"] is Level.BROKEN


def test_a_damaged_page_is_told_wherever_it_lies(examined, workspace_folder):
    """At opening, or by the doctor: never as a bug."""
    records = workspace_folder / "records.db"
    whole = records.read_bytes()
    told = []
    for page in range(1, len(whole) // _PAGE_BYTES, 7):
        at = page * _PAGE_BYTES + 200
        records.write_bytes(whole[:at] + b"\xff" * 50 + whole[at + 50 :])
        try:
            told.append(examined() == {"database-damaged": Level.BROKEN})
        except BadDataFile as error:
            told.append(error.code == "database-damaged")
        for leftover in workspace_folder.glob("records.db-*"):
            leftover.unlink()
    assert len(told) > 5
    assert all(told)


def test_a_changed_event_is_told(examined, open_as):
    conn = open_as("officer-1").records.db.conn
    conn.execute("PRAGMA query_only = OFF")
    trigger = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_no_update'").fetchone()[0]
    conn.execute("DROP TRIGGER audit_no_update")
    conn.execute("UPDATE audit SET actor = 'someone-else' WHERE seq = 3")
    conn.execute(trigger)
    assert examined()["audit-broken"] is Level.BROKEN


def test_heads_that_are_gone_are_told(examined, workspace_folder):
    shutil.rmtree(workspace_folder / "heads")
    assert examined()["heads-missing"] is Level.BROKEN


def test_a_second_heads_folder_that_is_not_there_is_told(examined, workspace_folder, tmp_path):
    _set(workspace_folder, "heads_folder", str(tmp_path / "unplugged"))
    assert examined() == {"heads-missing": Level.BROKEN, "backup-none": Level.COSTS}


def test_how_old_the_last_checked_backup_is_is_told(examined, open_as, clock, tmp_path):
    manager = open_as("manager-1")
    make_backup(manager, tmp_path / "disk")
    assert backup_age(manager) == BackupAge(days=0, is_due=False)
    assert "backup-none" not in examined()
    clock.advance(days=46, hours=23)
    assert backup_age(manager) == BackupAge(days=46, is_due=False)
    clock.advance(hours=1)
    assert backup_age(manager) == BackupAge(days=47, is_due=True)
    assert examined()["backup-old"] is Level.COSTS


def test_a_first_backup_is_due_after_as_long(open_as, clock):
    manager = open_as("manager-1")
    clock.advance(days=6, hours=23)
    assert backup_age(manager) == BackupAge(days=None, is_due=False)
    clock.advance(hours=1)
    assert backup_age(manager) == BackupAge(days=None, is_due=True)


def test_a_key_file_that_the_log_does_not_name_is_told(examined, workspace_folder):
    key_file = workspace_folder / "keyfile.json"
    assert "keyfile-not-of-log" not in examined()
    key_file.write_bytes(key_file.read_bytes() + b"\n")
    assert examined()["keyfile-not-of-log"] is Level.BROKEN


def test_a_draft_that_another_one_replaced_is_missed_too(examined, open_as, words, workspace_folder):
    earlier = open_as("officer-1").records.db.rows("SELECT draft FROM stories")[0]["draft"]
    put_draft(words.officer, words.story, b"Another one.")
    assert "vault-files-missing" not in examined()
    (workspace_folder / "vault" / f"{earlier}.age").unlink()
    assert examined()["vault-files-missing"] is Level.BROKEN


def test_a_detector_that_nobody_knows_is_told(examined, workspace_folder):
    _set(workspace_folder, "detectors", ["centerface", "centreface"])
    assert examined()["detector-unknown"] is Level.BROKEN


def test_leaving_the_needed_detector_out_is_told(examined, workspace_folder):
    _set(workspace_folder, "detectors", ["face-recognition"])
    assert examined()["detector-needed-not-chosen"] is Level.BROKEN


def test_a_model_that_was_altered_is_told(monkeypatch, tmp_path):
    assets = shutil.copytree(shipped.assets_folder(), tmp_path / "assets")
    model = assets / "models" / "centerface.onnx"
    model.write_bytes(model.read_bytes()[:-1] + b"x")
    monkeypatch.setattr(checkups, "assets_folder", lambda: assets)
    assert _bad(examine_machine()) == {"detector-needed-missing": Level.BROKEN}


def test_a_second_detector_that_is_not_installed_costs(monkeypatch):
    monkeypatch.setattr(checkups, "FACE_DETECTORS", ("centerface", "absent"))
    (missing,) = [f for f in examine_machine() if f.level is not Level.GOOD]
    assert (missing.code, missing.level) == ("detector-missing", Level.COSTS)
    assert missing.facts == {"detector": "absent", "cause": "detector-missing"}


def test_without_the_one_for_words_that_is_said_and_costs(monkeypatch, examined, workspace_folder):
    monkeypatch.setattr(checkups, "TEXT_DETECTORS", ("absent",))
    (missing,) = [f for f in examine_machine() if f.level is not Level.GOOD]
    assert (missing.code, missing.level) == ("text-detector-missing", Level.COSTS)
    assert missing.facts == {"detector": "absent", "cause": "detector-missing"}
    monkeypatch.undo()
    _set(workspace_folder, "detectors", ["centerface", "face-recognition"])
    assert examined()["text-detector-not-chosen"] is Level.COSTS


@pytest.mark.slow
def test_what_looks_for_faces_and_words_is_never_loaded_into_this_process():
    words = "import sys\nfrom consentkit.usecases.office.checkups import examine_machine\nexamine_machine()\n"
    words += "print(sorted(set(sys.modules) & {'rapidocr', 'cv2', 'requests', 'onnxruntime', 'dlib'}))"
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_pictures_that_this_machine_cannot_open_cost(monkeypatch):
    monkeypatch.setattr(checkups, "find_spec", lambda _: None)
    assert _bad(examine_machine()) == {
        "heic-missing": Level.COSTS,
        "video-missing": Level.COSTS,
    }


def test_shipped_policies_that_cannot_be_read_are_told(monkeypatch, tmp_path):
    monkeypatch.setattr(checkups, "policies_folder", lambda: tmp_path)
    assert _bad(examine_machine()) == {"policies-shipped-broken": Level.BROKEN}
