import pytest

from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.roles import Actor, Role
from consentkit.store.keys import read_key_file, unlock, write_key_file
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import (
    add_actor,
    change_passphrase,
    list_actors,
    recover_actor,
    remove_actor,
)
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.workspaces import WorkspaceFolders, open_workspace

NEW = "another long passphrase"


def _actor(handle, *roles):
    return Actor(handle=handle, roles=frozenset(roles))


def _last_event(workspace):
    event = read_audit(workspace, limit=1)[0]
    return event.action, event.actor, event.subject


def test_a_manager_adds_an_actor_who_can_open_it(open_as, workspace_folder, cheap_cost, clock):
    manager = open_as("manager-1")
    add_actor(manager, _actor("officer-2", Role.OFFICER), NEW, cost=cheap_cost)
    assert _last_event(manager) == ("actor-added", "manager-1", "officer-2")
    with open_workspace(workspace_folder, "officer-2", NEW, clock=clock) as opened:
        assert opened.actor.roles == {Role.OFFICER}


def test_an_officer_adds_nobody(open_as, cheap_cost):
    with pytest.raises(Refused, match="role-may-not"):
        add_actor(open_as("officer-1"), _actor("officer-2", Role.OFFICER), NEW, cost=cheap_cost)


def test_a_handle_is_used_once(open_as, cheap_cost):
    with pytest.raises(Conflict, match="actor-known"):
        add_actor(open_as("manager-1"), _actor("officer-1", Role.OFFICER), NEW, cost=cheap_cost)


def test_a_manager_who_is_no_keeper_makes_no_keeper(open_as, workspace_folder, cheap_cost, clock):
    add_actor(open_as("manager-1"), _actor("manager-2", Role.MANAGER), NEW, cost=cheap_cost)
    with open_workspace(workspace_folder, "manager-2", NEW, clock=clock) as second:
        with pytest.raises(Refused, match="keeper-only"):
            add_actor(second, _actor("keeper-2", Role.KEEPER), NEW, cost=cheap_cost)
        assert "keeper-2" not in read_key_file(WorkspaceFolders(workspace_folder).key_file).handles


def test_a_removed_actor_whose_session_is_still_open_writes_nothing(open_as, nothing_kept):
    session = open_as("officer-1")
    remove_actor(open_as("manager-1"), "officer-1")
    with nothing_kept(Refused, "roles-disagree"):
        add_story(session, "After")


def test_a_removed_actor_cannot_open_it(open_as, workspace_folder, passphrase, clock):
    remove_actor(open_as("manager-1"), "officer-1")
    with (
        pytest.raises(NotFound, match="actor-unknown"),
        open_workspace(workspace_folder, "officer-1", passphrase, clock=clock),
    ):
        pass


def test_a_removed_actor_with_an_old_key_file_is_refused(open_as, workspace_folder, passphrase, clock):
    path = WorkspaceFolders(workspace_folder).key_file
    old = read_key_file(path)
    remove_actor(open_as("manager-1"), "officer-1")
    write_key_file(path, old)
    with (
        pytest.raises(Refused, match="roles-disagree"),
        open_workspace(workspace_folder, "officer-1", passphrase, clock=clock),
    ):
        pass


def test_nobody_removes_oneself(open_as):
    manager = open_as("manager-1")
    with pytest.raises(Refused, match="actor-is-oneself"):
        remove_actor(manager, "manager-1")


def test_a_changed_passphrase_opens_and_the_old_one_does_not(
    open_as, workspace_folder, passphrase, cheap_cost, clock
):
    officer = open_as("officer-1")
    folders = WorkspaceFolders(workspace_folder)
    vault_before = {p.name: p.read_bytes() for p in folders.vault.iterdir()}
    change_passphrase(officer, passphrase, NEW, cost=cheap_cost)
    with pytest.raises(Refused, match="passphrase-wrong"):
        unlock(read_key_file(folders.key_file), "officer-1", passphrase)
    with open_workspace(workspace_folder, "officer-1", NEW, clock=clock) as opened:
        assert opened.records.keys.records == officer.records.keys.records
    assert {p.name: p.read_bytes() for p in folders.vault.iterdir()} == vault_before


def test_a_short_new_passphrase_changes_nothing(open_as, workspace_folder, passphrase, cheap_cost):
    before = WorkspaceFolders(workspace_folder).key_file.read_bytes()
    with pytest.raises(InvalidInput, match="passphrase-too-short"):
        change_passphrase(open_as("officer-1"), passphrase, "short", cost=cheap_cost)
    assert WorkspaceFolders(workspace_folder).key_file.read_bytes() == before


def test_the_recovery_code_sets_a_new_passphrase_and_is_recorded(
    open_as, workspace_folder, recovery_code, cheap_cost, clock
):
    recover_actor(workspace_folder, "manager-1", recovery_code.lower(), NEW, cost=cheap_cost, clock=clock)
    with open_workspace(workspace_folder, "manager-1", NEW, clock=clock) as manager:
        assert manager.records.keys.identities is not None
        assert _last_event(manager) == ("actor-recovered", "recovery", "manager-1")


def test_a_wrong_recovery_code_is_refused(workspace_folder, cheap_cost, clock):
    with pytest.raises(Refused, match="recovery-code-wrong"):
        recover_actor(workspace_folder, "manager-1", "AAAA-BBBB", NEW, cost=cheap_cost, clock=clock)


def test_the_first_actor_must_be_able_to_make_the_others(tmp_path, cheap_cost):
    with pytest.raises(InvalidInput, match="first-actor-roles"):
        create_workspace(tmp_path / "w", _actor("officer-1", Role.OFFICER), NEW, cost=cheap_cost)


def test_everyone_is_listed(open_as):
    handles = [actor.handle for actor in list_actors(open_as("auditor-1"))]
    assert handles == ["auditor-1", "manager-1", "officer-1", "safeguarding-1", "volunteer-1"]
