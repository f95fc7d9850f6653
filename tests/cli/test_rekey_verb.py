"""`consentkit rekey`, and `actor remove` that offers it, as they are typed."""

import re
import shutil

import pytest

from consentkit.domain.errors import Stopped
from consentkit.domain.progress import Cancelled
from consentkit.usecases.office.rekeys import rekey
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import open_workspace


def test_who_is_removed_may_have_an_old_key_file_and_the_way_out_is_said(run, run_json):
    code, out, _ = run("manager-1", "actor", "remove", "volunteer-1")
    assert code == 0
    assert "older copy of keyfile.json" in out
    assert "Try: consentkit rekey" in out
    code, out, _ = run("manager-1", "rekey")
    assert (code, "The keys are replaced" in out) == (0, True)
    assert re.search(r"New recovery code: +([A-Z2-7]{4}-){7}[A-Z2-7]{4}", out)
    assert "volunteer-1" not in out
    for handle in ("manager-1", "officer-1", "auditor-1"):
        assert run(handle, "actor", "list")[0] == 0
    assert run("manager-1", "audit", "verify")[0] == 0


def test_removing_and_replacing_keys_is_one_step_for_a_keeper(run, run_json, workspace_folder, tmp_path):
    kept = shutil.copytree(workspace_folder, tmp_path / "kept")
    code, found = run_json("manager-1", "actor", "remove", "volunteer-1", "--rekey")
    assert code == 0
    assert found["removed"] == "volunteer-1"
    assert found["rekey"]["epoch"] == 1
    assert "volunteer-1" not in found["rekey"]["actors"]
    # The old key file in the place of the new one: no passphrase opens anything.
    shutil.copy(kept / "keyfile.json", workspace_folder / "keyfile.json")
    code, _, err = run("volunteer-1", "letter", "list")
    assert (code, "records.db" in err) == (6, True)


def test_what_was_stopped_is_told_and_goes_on(run, run_json, workspace_folder, passphrase, cheap_cost):
    def stop(_step):
        raise Cancelled

    with open_workspace(workspace_folder, "officer-1", passphrase) as officer:
        put_draft(officer, add_story(officer, "A year at the school").id, b"It began in spring.")
    with (
        open_workspace(workspace_folder, "manager-1", passphrase) as manager,
        pytest.raises(Stopped),
    ):
        rekey(manager, lambda _code: None, cost=cheap_cost, watch=stop)
    _, out, _ = run("officer-1", "doctor")
    assert "may still be under those before" in out
    code, out, err = run("manager-1", "rekey")
    assert (code, "It goes on now" in err) == (0, True)
    assert "recovery code" not in out
    _, out, _ = run("officer-1", "doctor")
    assert "under those before" not in out
