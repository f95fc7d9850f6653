import pytest

from consentkit.domain.errors import BadDataFile, Conflict, InvalidInput, NotFound, Refused
from consentkit.domain.roles import Actor, Role
from consentkit.store.key_files import read_key_file, with_slot, write_key_file
from consentkit.store.keys import unlock
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import (
    accounts_of,
    add_actor,
    add_unattended,
    change_passphrase,
    change_roles,
    list_actors,
    remove_actor,
    set_own_passphrase,
    vouch_for,
)
from consentkit.usecases.office.recoveries import appoint_keeper, recover_actor
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.stories.stories import add_story
from consentkit.usecases.workspaces import WorkspaceFolders, open_for_passphrase, open_workspace

NEW = "another long passphrase"
ONCE = "given for one sign-in"


def _actor(handle, *roles):
    return Actor(handle=handle, roles=frozenset(roles))


def _last_event(workspace):
    event = read_audit(workspace, limit=1)[0]
    return event.action, event.actor, event.subject


def test_a_manager_adds_an_actor_who_can_open_it(open_as, workspace_folder, cheap_cost, clock):
    manager = open_as("manager-1")
    add_actor(manager, _actor("officer-2", Role.OFFICER), ONCE, cost=cheap_cost)
    assert _last_event(manager) == ("actor-added", "manager-1", "officer-2")
    set_own_passphrase(workspace_folder, "officer-2", ONCE, NEW, cost=cheap_cost, clock=clock)
    with open_workspace(workspace_folder, "officer-2", NEW, clock=clock) as opened:
        assert opened.actor.roles == {Role.OFFICER}


def test_an_officer_adds_nobody(open_as, cheap_cost):
    with pytest.raises(Refused, match="role-may-not"):
        add_actor(open_as("officer-1"), _actor("officer-2", Role.OFFICER), NEW, cost=cheap_cost)


def test_a_handle_is_used_once(open_as, cheap_cost):
    with pytest.raises(Conflict, match="actor-known"):
        add_actor(open_as("manager-1"), _actor("officer-1", Role.OFFICER), NEW, cost=cheap_cost)


def test_a_manager_who_is_no_keeper_makes_no_keeper(open_as, workspace_folder, cheap_cost, add_settled):
    add_settled(open_as("manager-1"), _actor("manager-2", Role.MANAGER))
    second = open_as("manager-2")
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


# --- A passphrase of one's own ---


def _open(folder, handle, passphrase, clock):
    with open_workspace(folder, handle, passphrase, clock=clock) as opened:
        return opened.records.keys


def _account(workspace, handle):
    return next(one for one in accounts_of(workspace) if one.handle == handle)


def test_before_a_passphrase_of_ones_own_nothing_is_opened(open_as, workspace_folder, cheap_cost, clock):
    add_actor(open_as("manager-1"), _actor("officer-2", Role.OFFICER), ONCE, cost=cheap_cost)
    with pytest.raises(Refused, match="passphrase-not-own"):
        _open(workspace_folder, "officer-2", ONCE, clock)
    with open_for_passphrase(workspace_folder, "officer-2", ONCE, clock=clock) as workspace:
        with pytest.raises(Refused, match="passphrase-not-own"):
            add_story(workspace, "Too early")
        change_passphrase(workspace, ONCE, NEW, cost=cheap_cost)
        add_story(workspace, "In time")
    event = read_audit(open_as("auditor-1"), subject="officer-2", limit=1)[0]
    assert (event.action, event.actor) == ("passphrase-changed", "officer-2")
    assert event.body["is_first_own"] is True


def test_the_passphrase_for_once_is_no_passphrase_of_ones_own(open_as, workspace_folder, cheap_cost, clock):
    add_actor(open_as("manager-1"), _actor("officer-2", Role.OFFICER), ONCE, cost=cheap_cost)
    with pytest.raises(InvalidInput, match="passphrase-same"):
        set_own_passphrase(workspace_folder, "officer-2", ONCE, ONCE, cost=cheap_cost, clock=clock)
    with pytest.raises(Refused, match="passphrase-not-own"):
        _open(workspace_folder, "officer-2", ONCE, clock)


def test_a_machine_reads_with_the_secret_that_it_was_given(open_as, workspace_folder, cheap_cost, clock):
    manager = open_as("manager-1")
    add_unattended(manager, _actor("backup-job", Role.AUDITOR), NEW, cost=cheap_cost)
    _open(workspace_folder, "backup-job", NEW, clock)
    with pytest.raises(InvalidInput, match="unattended-reads-only"):
        add_unattended(manager, _actor("other-job", Role.OFFICER), NEW, cost=cheap_cost)
    change_roles(manager, "backup-job", frozenset({Role.OFFICER}))
    with pytest.raises(Refused, match="passphrase-not-own"):
        _open(workspace_folder, "backup-job", NEW, clock)


def test_nobody_comes_back_under_the_handle_of_who_was_removed(open_as, nothing_kept, cheap_cost):
    manager = open_as("manager-1")
    remove_actor(manager, "safeguarding-1")
    with nothing_kept(Conflict, "actor-was-known"):
        add_actor(manager, _actor("safeguarding-1", Role.SAFEGUARDING), ONCE, cost=cheap_cost)


# --- Roles ---


def test_roles_change_without_removing_anybody_and_the_passphrase_stays(
    open_as, workspace_folder, passphrase, clock
):
    change_roles(open_as("manager-1"), "officer-1", frozenset({Role.OFFICER, Role.SAFEGUARDING}))
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
        assert officer.actor.roles == {Role.OFFICER, Role.SAFEGUARDING}
        assert officer.records.keys.identities is None
    event = read_audit(open_as("auditor-1"), limit=1)[0]
    assert (event.action, event.subject) == ("actor-roles-changed", "officer-1")
    assert (event.body["roles"], event.body["before"]) == (["officer", "safeguarding"], ["officer"])


def test_who_has_other_roles_now_acts_no_more_with_the_old_ones(open_as, nothing_kept):
    session = open_as("officer-1")
    change_roles(open_as("manager-1"), "officer-1", frozenset({Role.VOLUNTEER}))
    with nothing_kept(Refused, "roles-disagree"):
        add_story(session, "After")


def test_roles_in_the_key_file_are_the_records_or_nobody_comes_in(
    open_as, workspace_folder, passphrase, clock
):
    path = WorkspaceFolders(workspace_folder).key_file
    before = read_key_file(path)
    change_roles(open_as("manager-1"), "officer-1", frozenset({Role.VOLUNTEER}))
    changed = read_key_file(path)
    write_key_file(path, before)
    with pytest.raises(Refused, match="roles-disagree"):
        _open(workspace_folder, "officer-1", passphrase, clock)
    given = changed.slot_of("officer-1").given.model_copy(update={"roles": (Role.MANAGER,)})
    forged = changed.slot_of("officer-1").model_copy(update={"given": given})
    write_key_file(path, with_slot(changed, forged))
    with pytest.raises(BadDataFile, match="keyfile-damaged"):
        _open(workspace_folder, "officer-1", passphrase, clock)


def test_a_new_keeper_gets_the_identities_key_under_a_passphrase_for_once(
    open_as, workspace_folder, passphrase, cheap_cost, clock
):
    manager, both = open_as("manager-1"), frozenset({Role.OFFICER, Role.KEEPER})
    with pytest.raises(InvalidInput, match="keeper-needs-passphrase"):
        change_roles(manager, "officer-1", both)
    change_roles(manager, "officer-1", both, passphrase=ONCE, cost=cheap_cost)
    with pytest.raises(Refused, match="passphrase-wrong"):
        _open(workspace_folder, "officer-1", passphrase, clock)
    set_own_passphrase(workspace_folder, "officer-1", ONCE, NEW, cost=cheap_cost, clock=clock)
    assert _open(workspace_folder, "officer-1", NEW, clock).identities is not None
    change_roles(manager, "officer-1", frozenset({Role.OFFICER}))
    assert _open(workspace_folder, "officer-1", NEW, clock).identities is None
    assert read_key_file(WorkspaceFolders(workspace_folder).key_file).slot_of("officer-1").identities is None


def test_who_is_given_a_role_is_no_second_person_beside_who_gave_it(open_as, clock):
    manager = open_as("manager-1")
    change_roles(manager, "officer-1", frozenset({Role.OFFICER, Role.SAFEGUARDING}))
    account = _account(manager, "officer-1")
    assert (account.given_by, account.given_at) == ("manager-1", clock())
    clock.advance(days=1)
    change_roles(manager, "officer-1", frozenset({Role.OFFICER}))
    assert _account(manager, "officer-1").given_at == account.given_at


@pytest.mark.parametrize(
    ("roles", "code"),
    [({Role.MANAGER}, "last-keeper"), ({Role.KEEPER}, "last-manager"), ({Role.OFFICER}, "last-manager")],
)
def test_the_last_manager_and_the_last_keeper_keep_their_roles(open_as, nothing_kept, roles, code):
    with nothing_kept(Refused, code):
        change_roles(open_as("manager-1"), "manager-1", frozenset(roles))


def test_the_last_keeper_is_not_removed_by_another_manager(open_as, nothing_kept, add_settled, cheap_cost):
    manager = open_as("manager-1")
    add_settled(manager, _actor("manager-2", Role.MANAGER))
    add_actor(manager, _actor("keeper-2", Role.KEEPER), ONCE, cost=cheap_cost)
    with nothing_kept(Refused, "last-keeper"):
        remove_actor(open_as("manager-2"), "manager-1")


def test_a_keeper_and_a_manager_go_where_others_can_take_their_place(open_as, add_settled):
    manager = open_as("manager-1")
    add_settled(manager, _actor("manager-2", Role.MANAGER))
    add_settled(manager, _actor("keeper-2", Role.KEEPER))
    remove_actor(open_as("manager-2"), "manager-1")
    assert "manager-1" not in {actor.handle for actor in list_actors(open_as("auditor-1"))}


# --- The recovery code and vouching ---


@pytest.mark.parametrize(
    ("handle", "roles"), [("keeper-9", {Role.KEEPER}), ("officer-1", {Role.OFFICER, Role.KEEPER})]
)
def test_the_recovery_code_appoints_a_keeper(
    *, open_as, workspace_folder, recovery_code, cheap_cost, clock, handle, roles
):
    appoint_keeper(workspace_folder, handle, recovery_code, NEW, cost=cheap_cost, clock=clock)
    with open_workspace(workspace_folder, handle, NEW, clock=clock) as keeper:
        assert keeper.actor.roles == roles
        assert keeper.records.keys.identities is not None
    event = read_audit(open_as("auditor-1"), limit=1)[0]
    assert (event.action, event.actor, event.subject) == ("keeper-appointed", "recovery", handle)


def test_a_keeper_vouches_for_an_account_that_somebody_else_made(
    *, open_as, workspace_folder, recovery_code, cheap_cost, clock, add_settled, nothing_kept
):
    manager = open_as("manager-1")
    add_settled(manager, _actor("officer-2", Role.OFFICER))
    add_settled(manager, _actor("keeper-2", Role.KEEPER))
    for maker in ("manager-1", "keeper-2"):
        with nothing_kept(Refused, "voucher-is-maker"):
            vouch_for(open_as(maker), "officer-2")
    appoint_keeper(workspace_folder, "keeper-9", recovery_code, NEW, cost=cheap_cost, clock=clock)
    with open_workspace(workspace_folder, "keeper-9", NEW, clock=clock) as keeper:
        vouch_for(keeper, "officer-2")
        with pytest.raises(Conflict, match="vouched-already"):
            vouch_for(keeper, "officer-2")
    assert _last_event(manager) == ("actor-vouched-for", "keeper-9", "officer-2")
    assert _account(manager, "officer-2").vouched_by == "keeper-9"


def test_another_hand_takes_no_earlier_one_away(
    *, open_as, workspace_folder, recovery_code, cheap_cost, clock, add_settled
):
    manager = open_as("manager-1")
    add_settled(manager, _actor("manager-2", Role.MANAGER))
    clock.advance(days=40)
    for handle in ("manager-2", "safeguarding-1"):
        recover_actor(workspace_folder, handle, recovery_code, NEW, cost=cheap_cost, clock=clock)
    held = clock()
    both = frozenset({Role.SAFEGUARDING, Role.OFFICER})
    with open_workspace(workspace_folder, "manager-2", NEW, clock=clock) as taken:
        change_roles(taken, "safeguarding-1", both)
    clock.advance(days=1)
    # Who holds the code has others give both accounts something: they stay whoever's holds the code.
    change_roles(manager, "manager-2", frozenset({Role.MANAGER, Role.OFFICER}))
    change_roles(manager, "safeguarding-1", both | {Role.VOLUNTEER})
    for at in (held, clock()):
        tie = separation_of(manager, manager.reading).tie("officer-1", "safeguarding-1", at)
        assert (tie.code, tie.actor) == ("second-person-recovered", "safeguarding-1")
    clock.advance(days=30)
    assert separation_of(manager, manager.reading).are_two("officer-1", "safeguarding-1", clock())


@pytest.mark.parametrize("handle", ["recovery", "program"])
def test_what_the_log_calls_nobody_is_nobodys_handle(
    *, open_as, workspace_folder, recovery_code, cheap_cost, tmp_path, handle
):
    makers = (
        lambda: appoint_keeper(workspace_folder, handle, recovery_code, NEW, cost=cheap_cost),
        lambda: add_actor(open_as("manager-1"), _actor(handle, Role.OFFICER), NEW, cost=cheap_cost),
        lambda: create_workspace(tmp_path / "new", _actor(handle, Role.MANAGER, Role.KEEPER), NEW),
    )
    for make in makers:
        with pytest.raises(Conflict, match="actor-known"):
            make()
    assert handle not in {account.handle for account in accounts_of(open_as("auditor-1"))}
