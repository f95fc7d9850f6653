"""Settings, own policies, forms and words: what the log knows of them, and where pictures may be sent."""

import json

import pytest

from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.pictures.clusters import THIS_MACHINE, cluster_at
from consentkit.domain.settings_states import ChangedFile, FileChange
from consentkit.imaging.cluster import engines
from consentkit.store.database.triggers import EXPECTED_TRIGGERS
from consentkit.usecases.office.agendas import needs_of
from consentkit.usecases.office.needs import NeedCode
from consentkit.usecases.office.outsiders import look_outside
from consentkit.usecases.office.settings import accept_engine, accept_settings, check_engine, look_at_settings
from consentkit.usecases.pictures.clusters import usual_engine
from consentkit.usecases.pictures.scans import scan_images

ADDRESS = "dask://127.0.0.1:8799"


@pytest.fixture
def manager(open_as):
    return open_as("manager-1")


def _edit(folder, old, new):
    config = folder / "config.toml"
    text = config.read_text(encoding="utf-8")
    assert old in text
    config.write_text(text.replace(old, new), encoding="utf-8")


def _put(folder, name, content="id = 1\n"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    return path


def _changes(workspace):
    return {(one.name, one.change.value) for one in look_at_settings(workspace).changes}


def _codes(workspace):
    return {one.code for one in look_outside(workspace)}


def test_what_init_writes_is_accepted_by_who_made_the_workspace(manager, events):
    state = look_at_settings(manager)
    assert (state.is_accepted, state.accepted_by, str(state.accepted_on)) == (True, "manager-1", "2026-10-12")
    assert look_outside(manager) == ()
    (file,) = events("workspace-created")[0].body["files"]
    assert file.startswith("config.toml:")


@pytest.mark.parametrize(
    "name",
    [
        "policies/house-rules.toml",
        "forms/adult.toml",
        "forms/clauses/km.toml",
        "forms/fonts/Khmer.ttf",
        "policies/a name of somebody.toml",
    ],
)
def test_a_file_that_comes_changes_or_goes_is_told_by_name(manager, workspace_folder, name, events):
    path = _put(workspace_folder, name)
    assert _changes(manager) == {(name, "added")}
    accept_settings(manager, look_at_settings(manager).digest)
    assert _changes(manager) == set()
    path.write_text("id = 2\n")
    assert _changes(manager) == {(name, "changed")}
    assert _codes(manager) == {"settings-file-changed"}
    path.unlink()
    ((gone, change),) = _changes(manager)
    assert change == "removed"
    assert (gone == name) == (" " not in name), "an event holds no free text"
    assert "somebody" not in json.dumps([event.body for event in events("settings-accepted")])


def test_a_changed_setting_is_told_to_everyone_and_accepted_by_a_manager(
    manager, open_as, workspace_folder, events, nothing_kept
):
    _edit(workspace_folder, 'organisation = "Example"', 'organisation = "Another"')
    for handle in ("manager-1", "officer-1", "volunteer-1", "auditor-1"):
        assert _codes(open_as(handle)) == {"settings-file-changed"}
    assert NeedCode.SETTINGS_CHANGED in [need.code for need in needs_of(manager)]
    state = look_at_settings(manager)
    assert state.changes == (ChangedFile(name="config.toml", change=FileChange.CHANGED),)
    with nothing_kept(Refused, "role-may-not"):
        accept_settings(open_as("officer-1"), state.digest)
    assert accept_settings(manager, state.digest).is_accepted
    (event,) = events("settings-accepted")
    assert (event.actor, set(event.body)) == ("manager-1", {"files"})
    assert look_outside(manager) == ()
    with nothing_kept(Conflict, "settings-accepted-already"):
        accept_settings(manager, state.digest)


def test_what_came_after_the_look_is_not_accepted(manager, workspace_folder, nothing_kept):
    _edit(workspace_folder, 'organisation = "Example"', 'organisation = "Another"')
    seen = look_at_settings(manager).digest
    _put(workspace_folder, "policies/weaker.toml")
    with nothing_kept(Conflict, "settings-changed-again"):
        accept_settings(manager, seen)


def test_a_workspace_of_before_says_that_nobody_accepted_anything(manager, workspace_folder):
    db = manager.records.db
    db.conn.execute("PRAGMA query_only = OFF")
    db.conn.execute("DROP TRIGGER audit_no_update")
    db.conn.execute("UPDATE audit SET body = '{}' WHERE action = 'workspace-created'")
    db.conn.execute(EXPECTED_TRIGGERS["audit_no_update"])
    assert _codes(manager) == {"settings-never-accepted"}
    accept_settings(manager, look_at_settings(manager).digest)
    assert look_outside(manager) == ()


@pytest.fixture
def pictures(case):
    return [image.id for image in case.images()]


def test_no_picture_goes_to_an_engine_that_nobody_accepted(
    manager, open_as, workspace_folder, monkeypatch, nothing_kept
):
    """A line in config.toml sent decrypted originals to whoever listened, and nothing said so."""
    monkeypatch.setattr(engines, "scan_on_cluster", lambda *_, **__: pytest.fail("it was sent"))
    _edit(workspace_folder, 'address = ""', f'address = "{ADDRESS}"')
    officer = open_as("officer-1")
    assert _codes(officer) == {"settings-file-changed", "engine-not-accepted"}
    with nothing_kept(Refused, "engine-not-accepted"):
        scan_images(officer, [])
    accept_settings(manager, look_at_settings(manager).digest)
    assert look_outside(officer) == ()
    check_engine(officer, usual_engine(officer))


def test_the_event_says_which_engine_was_accepted(manager, workspace_folder, events):
    _edit(workspace_folder, 'address = ""', f'address = "{ADDRESS}"')
    accept_settings(manager, look_at_settings(manager).digest)
    assert events("settings-accepted")[0].body["engine"] == "dask:127.0.0.1:8799"


def test_an_engine_that_settings_name_no_more_is_accepted_no_more(manager, open_as, workspace_folder):
    _edit(workspace_folder, 'address = ""', f'address = "{ADDRESS}"')
    accept_settings(manager, look_at_settings(manager).digest)
    engine = usual_engine(open_as("officer-1"))
    _edit(workspace_folder, f'address = "{ADDRESS}"', 'address = ""')
    accept_settings(manager, look_at_settings(manager).digest)
    with pytest.raises(Refused, match="engine-not-accepted"):
        check_engine(manager, engine)


def test_an_engine_that_somebody_names_is_accepted_once_by_a_manager(manager, open_as, nothing_kept, events):
    engine, officer = cluster_at(ADDRESS, None), open_as("officer-1")
    with nothing_kept(Refused, "engine-not-accepted"):
        scan_images(officer, [], engine=engine)
    with nothing_kept(Refused, "role-may-not"):
        accept_engine(officer, engine)
    accept_engine(manager, engine)
    assert events("engine-accepted")[0].body == {"engine": "dask:127.0.0.1:8799"}
    check_engine(officer, engine)
    check_engine(officer, THIS_MACHINE)


def test_another_authority_is_another_engine(manager, workspace_folder, tmp_path):
    """Whoever can write into the folder could lay their own certificates beside the settings."""
    for name in ("ca.pem", "cert.pem", "key.pem"):
        (workspace_folder / name).write_text("first")
    named = "\n".join(f'tls_{name} = "{name}.pem"' for name in ("ca", "cert", "key"))
    _edit(
        workspace_folder,
        'address = ""\ntls_ca = ""\ntls_cert = ""\ntls_key = ""',
        f'address = "dask://192.0.2.7:8786"\n{named}',
    )
    accept_settings(manager, look_at_settings(manager).digest)
    assert look_outside(manager) == ()
    (workspace_folder / "ca.pem").write_text("second")
    assert _changes(manager) == {("ca.pem", "changed")}
    assert "engine-not-accepted" in _codes(manager)
