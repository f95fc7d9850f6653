"""Other keys: an old key file opens nothing that is written afterwards, and nothing is lost on the way."""

import base64
import json
import shutil
from collections import namedtuple
from contextlib import ExitStack
from datetime import UTC, datetime

import pyrage
import pytest
from old_keys import opened_by, sealed_below
from pyrage import x25519

from consentkit.domain.errors import BadDataFile, Conflict, NotFound, Refused, Stopped
from consentkit.domain.people import Identity
from consentkit.domain.progress import Cancelled
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.store.disk.locks import files_stay
from consentkit.store.files_named import named_files
from consentkit.store.key_files import KeyFile, read_key_file, write_key_file
from consentkit.store.keys import unlock, unlock_with_recovery_code
from consentkit.store.people.inboxes import put_sealed, sealed_identity
from consentkit.store.people.name_digests import all_digests, secret_of, whose
from consentkit.usecases.log.audits import verify_audit
from consentkit.usecases.office.actors import list_actors, remove_actor
from consentkit.usecases.office.backups import (
    check_backup,
    make_backup,
    restore_backup,
    unlock_by_passphrase,
)
from consentkit.usecases.office.checkups import examine_workspace
from consentkit.usecases.office.recoveries import recover_actor
from consentkit.usecases.office.rekeys import is_rekey_unfinished, look_at_keys, rekey
from consentkit.usecases.office.unfinished_forms import get_unfinished_form, keep_unfinished_form
from consentkit.usecases.people.identities import (
    OpeningReason,
    list_set_aside,
    open_identity,
    seal_identity,
)
from consentkit.usecases.publications.certificate_checks import CertificateVerdict, check_with_records
from consentkit.usecases.publications.clearances import certify_story
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import open_workspace

GONE = "keeper-2"
"""Who leaves: a keeper, who had every key there is."""
STAYING = ("manager-1", "officer-1", "safeguarding-1", "volunteer-1", "auditor-1")

DRAFT = b"Written after somebody left."
OTHER = "quite another passphrase"

Office = namedtuple("Office", "folder person story certificate")


@pytest.fixture(scope="module")
def office(words_base, tmp_path_factory, add_settled, passphrase):
    """A workspace with a file of each kind in it, made once; a keeper is about to leave."""
    below = tmp_path_factory.mktemp("office")
    folder = shutil.copytree(words_base.folder, below / "workspace")
    person, story = words_base.person, words_base.story
    clock = _later
    with ExitStack() as opened:

        def open_as(handle):
            return opened.enter_context(open_workspace(folder, handle, passphrase, clock=clock))

        manager, officer = open_as("manager-1"), open_as("officer-1")
        add_settled(manager, Actor(handle=GONE, roles=frozenset({Role.KEEPER})))
        seal_identity(officer, person, Identity(name="Taken In"))
        open_identity(manager, person, OpeningReason.SAFETY)
        seal_identity(officer, person, Identity(name="Still Waiting"))
        stranger = sealed_identity(officer.records.keys, person, Identity(name="Stranger"))
        put_sealed(folder / "inbox", stranger)
        keep_unfinished_form(officer, "new-story", {"title": "half typed"})
        issued = certify_story(manager, story, Channel.WEBSITE)
    return Office(folder, person, story, issued)


def _later():
    return datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def workspace_folder(office, tmp_path):
    return shutil.copytree(office.folder, tmp_path / "workspace")


@pytest.fixture
def clock(clock):
    clock.advance(days=2)
    return clock


@pytest.fixture
def replaced(workspace_folder, passphrase, cheap_cost, clock):
    """`replaced()` removes the keeper and replaces the keys; returns what it came to and the code."""

    def it(**options):
        codes = []
        with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as workspace:
            if GONE in {one.handle for one in list_actors(workspace)}:
                remove_actor(workspace, GONE)
            done = rekey(workspace, codes.append, cost=cheap_cost, **options)
        return done, codes

    return it


def broken(workspace):
    found = [one.code for one in examine_workspace(workspace) if one.level.value == "broken"]
    # The stranger's file, which no act named before either.
    return [code for code in found if code != "identities-unnamed"]


def test_an_old_key_file_opens_no_file_of_the_workspace_and_nothing_written_afterwards(  # noqa: PLR0917 - fixtures
    workspace_folder, replaced, office, passphrase, clock, tmp_path
):
    kept = shutil.copytree(workspace_folder, tmp_path / "kept")
    _, stolen = unlock(read_key_file(kept / "keyfile.json"), GONE, passphrase)
    assert opened_by(kept, stolen) == sealed_below(kept)
    kinds = {name.split("/")[0] for name in sealed_below(kept)}
    assert kinds == {"records.db", "identities.db", "vault", "inbox", "form-drafts"}

    replaced()
    assert opened_by(workspace_folder, stolen) == set()
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
        put_draft(officer, office.story, DRAFT)
        seal_identity(officer, office.person, Identity(name="Told Later"))
        keep_unfinished_form(officer, "new-letter", {"title": "typed later"})
    assert opened_by(workspace_folder, stolen) == set()
    assert len(sealed_below(workspace_folder)) > len(sealed_below(kept)) - 2
    with pytest.raises(NotFound, match="actor-unknown"):
        unlock(read_key_file(workspace_folder / "keyfile.json"), GONE, passphrase)


def test_what_is_handed_to_others_opens_with_no_key_of_who_left(
    workspace_folder, replaced, passphrase, tmp_path
):
    kept = shutil.copytree(workspace_folder, tmp_path / "kept")
    old = read_key_file(kept / "keyfile.json")
    _, stolen = unlock(old, GONE, passphrase)
    replaced()
    slots = read_key_file(workspace_folder / "keyfile.json").slots
    handed = [one for slot in slots for one in slot.handed]
    assert len(handed) == len(STAYING)
    for step in handed:
        for text in filter(None, (step.records, step.identities)):
            with pytest.raises(pyrage.DecryptError):
                pyrage.decrypt(_bytes(text), [stolen.vault_identity(), stolen.inbox_identity()])
    # The old slots still hold the old keys, and those open nothing (as above).
    forged = KeyFile.model_validate_json((workspace_folder / "keyfile.json").read_text())
    with pytest.raises((BadDataFile, Refused)):
        unlock(forged.model_copy(update={"slots": (old.slot_of(GONE),)}), GONE, passphrase)


def _bytes(text):

    return base64.b64decode(text)


def test_everybody_who_stays_works_on_with_their_own_passphrase(
    workspace_folder, replaced, office, passphrase, clock
):
    done, codes = replaced()
    assert len(codes) == 1
    assert done.files > 0
    assert done.lost == ()
    assert done.actors == tuple(sorted(STAYING))
    for handle in STAYING:
        with open_workspace(workspace_folder, handle, passphrase, clock=clock) as workspace:
            assert not is_rekey_unfinished(workspace)
            assert workspace.records.keys.before is None
            assert verify_audit(workspace).is_intact
            for name in named_files(workspace.records.db):
                assert workspace.records.vault.get(name)
            if handle != "volunteer-1":
                assert broken(workspace) == []
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
        assert get_unfinished_form(officer, "new-story") == {"title": "half typed"}
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as keeper:
        found = open_identity(keeper, office.person, OpeningReason.SAFETY)
        names = [one.identity.name for one in (found.newest, *found.earlier)]
        assert names == ["Still Waiting", "Taken In"]
        assert [one.code for one in list_set_aside(keeper)] == [office.person]
    assert unlock_with_recovery_code(read_key_file(workspace_folder / "keyfile.json"), codes[0]).identities


def test_who_signs_in_wraps_the_new_keys_under_their_passphrase(
    workspace_folder, replaced, passphrase, clock, recovery_code
):
    replaced()
    key_file = workspace_folder / "keyfile.json"
    assert read_key_file(key_file).slot_of("officer-1").handed
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock):
        pass
    slot = read_key_file(key_file).slot_of("officer-1")
    assert slot.handed == ()
    assert slot.bound is None
    assert slot.identities is None
    with open_workspace(workspace_folder, "auditor-1", passphrase, clock=clock) as auditor:
        assert verify_audit(auditor).is_intact
        (last,) = auditor.records.db.rows(
            "SELECT action, actor FROM audit WHERE actor = 'officer-1' ORDER BY seq DESC LIMIT 1"
        )
        assert last["action"] == "keys-taken-over"
    with pytest.raises(Refused, match="recovery-code-wrong"):
        unlock_with_recovery_code(read_key_file(key_file), recovery_code)


def test_keys_are_replaced_again_though_not_everybody_came_between(
    workspace_folder, replaced, passphrase, clock
):
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
        officer.records.vault.put(b"What a killed act left, and no row names.")
    replaced()
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock):
        _, between = unlock(read_key_file(workspace_folder / "keyfile.json"), "manager-1", passphrase)
    assert opened_by(workspace_folder, between) == sealed_below(workspace_folder)
    with open_workspace(workspace_folder, "safeguarding-1", passphrase, clock=clock):
        pass
    done, _ = replaced()
    assert opened_by(workspace_folder, between) == set()
    assert done.epoch == 2
    for handle in STAYING:
        with open_workspace(workspace_folder, handle, passphrase, clock=clock) as workspace:
            assert workspace.records.keys.epoch == 2
            assert verify_audit(workspace).is_intact
            for name in named_files(workspace.records.db):
                assert workspace.records.vault.get(name)
    vault = {path.stem for path in (workspace_folder / "vault").glob("*.age")}
    with open_workspace(workspace_folder, "auditor-1", passphrase, clock=clock) as workspace:
        assert len(vault - named_files(workspace.records.db)) == 1


def test_a_session_of_before_writes_nothing_and_is_told_to_sign_in_again(
    workspace_folder, replaced, office, passphrase, clock
):
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
        assert list_actors(officer)
        replaced()
        before = {path.name for path in (workspace_folder / "vault").iterdir()}
        with pytest.raises(Conflict, match="keys-replaced"):
            put_draft(officer, office.story, DRAFT)
        with pytest.raises(Conflict, match="keys-replaced"):
            seal_identity(officer, office.person, Identity(name="Nobody"))
        with pytest.raises(Conflict, match="keys-replaced"):
            list_actors(officer)
        assert {path.name for path in (workspace_folder / "vault").iterdir()} == before
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
        put_draft(officer, office.story, DRAFT)


def test_a_certificate_and_heads_of_before_still_hold(  # noqa: PLR0917 - fixtures
    workspace_folder, replaced, office, passphrase, clock, tmp_path
):
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as manager:
        paper = tmp_path / "certificate.pdf"
        paper.write_bytes(office.certificate.page)
    carried = tmp_path / "head.json"
    carried.write_bytes((workspace_folder / "heads" / "latest.json").read_bytes())
    replaced()
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as manager:
        assert verify_audit(manager, incoming(carried)).is_intact
        assert check_with_records(manager, incoming(paper)).verdict is CertificateVerdict.GENUINE
        forged = json.loads(carried.read_bytes()) | {"seq": 1}
        carried.write_text(json.dumps(forged), encoding="utf-8")
        assert not verify_audit(manager, incoming(carried)).is_intact


def test_others_work_while_files_are_sealed_anew_and_lose_nothing(  # noqa: PLR0917 - fixtures
    workspace_folder, replaced, office, passphrase, clock, tmp_path
):
    disk, steps = tmp_path / "disk", []

    def watch(step):
        steps.append(step)
        if len(steps) != 2:
            return
        with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
            assert is_rekey_unfinished(officer)
            put_draft(officer, office.story, DRAFT)
            seal_identity(officer, office.person, Identity(name="Told Meanwhile"))
            assert get_unfinished_form(officer, "new-story") == {"title": "half typed"}
            assert "rekey-unfinished" in {one.code for one in examine_workspace(officer)}
            make_backup(officer, disk)

    replaced(watch=watch)
    assert len(steps) > 2
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as manager:
        assert verify_audit(manager).is_intact
        assert broken(manager) == []
        assert (
            open_identity(manager, office.person, OpeningReason.SAFETY).newest.identity.name
            == "Told Meanwhile"
        )
        check_backup(manager, disk)
    restore_backup(disk, tmp_path / "back", unlock_by_passphrase("officer-1", passphrase), clock=clock)
    with open_workspace(tmp_path / "back", "manager-1", passphrase, clock=clock) as back:
        assert is_rekey_unfinished(back)
        rekey(back, pytest.fail)
        assert broken(back) == []


def test_what_is_stopped_goes_on(workspace_folder, replaced, passphrase, clock, tmp_path):
    kept = shutil.copytree(workspace_folder, tmp_path / "kept")
    _, stolen = unlock(read_key_file(kept / "keyfile.json"), GONE, passphrase)

    def stop(step):
        if step.done == 1:
            raise Cancelled

    with pytest.raises(Stopped):
        replaced(watch=stop)
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as keeper:
        state = look_at_keys(keeper)
        assert not state.is_finished
        assert state.waiting > 0
        done = rekey(keeper, pytest.fail)
        assert done.epoch == 1
        assert look_at_keys(keeper).is_finished
    assert opened_by(workspace_folder, stolen) == set()


def test_an_old_file_stays_while_a_backup_reads_it_and_goes_in_the_end(
    workspace_folder, replaced, passphrase, clock
):
    _, stolen = unlock(read_key_file(workspace_folder / "keyfile.json"), GONE, passphrase)
    before = sealed_below(workspace_folder)

    def stop(step):
        if step.done == 1:
            raise Cancelled

    with files_stay(workspace_folder), pytest.raises(Stopped):
        replaced(watch=stop)
    assert {name for name in before if name.startswith("vault/")} <= sealed_below(workspace_folder)
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as keeper:
        rekey(keeper, pytest.fail)
    assert opened_by(workspace_folder, stolen) == set()


def test_a_file_that_was_lost_or_changed_stops_nothing_and_is_told(workspace_folder, replaced):
    first, second, *_ = sorted((workspace_folder / "vault").glob("*.age"))
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    done, _ = replaced()
    assert set(done.lost) == {first.stem, second.stem}


def test_keys_are_handed_only_to_whom_an_act_let_in(workspace_folder, replaced, passphrase, clock):
    path = workspace_folder / "keyfile.json"
    file = read_key_file(path)
    named = path.read_bytes()
    planted = str(x25519.Identity.generate().to_public())
    slot = file.slot_of("officer-1")
    hand = slot.hand.model_copy(update={"recipient": planted})
    write_key_file(path, _with(file, slot.model_copy(update={"hand": hand})))
    with (
        open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as manager,
        pytest.raises(Refused, match="keyfile-not-of-log"),
    ):
        rekey(manager, pytest.fail)
    # Whoever comes next with the passphrase finds the stranger's public key, and builds nothing on that file.
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock):
        pass
    assert read_key_file(path).slot_of("officer-1").hand.recipient == planted
    with pytest.raises(Refused, match="keyfile-not-of-log"):
        replaced()
    path.write_bytes(named)
    done, _ = replaced()
    assert "officer-1" in done.actors


def test_who_has_not_come_since_keys_can_be_handed_over_is_waited_for_or_left_out(
    workspace_folder, replaced, passphrase, cheap_cost, clock
):
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as manager:
        from consentkit.domain.events import EventName

        with manager.change(EventName.ACTOR_ROLES_CHANGED) as change:
            file = change.key_file()
            older = _with(file, file.slot_of("auditor-1").model_copy(update={"hand": None}))
            change.record("auditor-1", keyfile=change.replace_key_file(older))
    with pytest.raises(Conflict, match="actors-without-hand") as waiting:
        replaced()
    assert waiting.value.facts["actors"] == ("auditor-1",)
    with pytest.raises(Refused, match="rekey-without-oneself"):
        replaced(leave_out=("manager-1",))
    done, (code,) = replaced(leave_out=("auditor-1",))
    assert "auditor-1" not in done.actors
    recover_actor(workspace_folder, "auditor-1", code, OTHER, cost=cheap_cost, clock=clock)
    with open_workspace(workspace_folder, "auditor-1", OTHER, clock=clock) as auditor:
        assert verify_audit(auditor).is_intact


def _with(file, slot):
    return file.model_copy(update={"slots": tuple(slot if s.actor == slot.actor else s for s in file.slots)})


def test_only_a_keeper_replaces_keys(workspace_folder, passphrase, clock):
    for handle in STAYING[1:]:
        with (
            open_workspace(workspace_folder, handle, passphrase, clock=clock) as workspace,
            pytest.raises(Refused, match="role-may-not"),
        ):
            rekey(workspace, pytest.fail)


def test_a_backup_of_before_opens_with_the_passphrase_of_then_and_a_new_one_follows_it(
    workspace_folder, replaced, passphrase, clock, tmp_path
):
    disk = tmp_path / "disk"
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as manager:
        make_backup(manager, disk)
    replaced()
    with open_workspace(workspace_folder, "manager-1", passphrase, clock=clock) as manager:
        with pytest.raises(Conflict, match="backup-of-earlier-keys"):
            check_backup(manager, disk)
        made = make_backup(manager, disk)
        assert made.kept.number == 2
    for number in (1, 2):
        back = tmp_path / f"back-{number}"
        restore_backup(disk, back, unlock_by_passphrase("manager-1", passphrase), number=number, clock=clock)
        with open_workspace(back, "officer-1", passphrase, clock=clock) as officer:
            assert verify_audit(officer).is_intact
            assert officer.records.keys.epoch == number - 1
    with pytest.raises(Conflict, match="restore-over-records"):
        restore_backup(
            disk, workspace_folder, unlock_by_passphrase("manager-1", passphrase), number=1, clock=clock
        )


def test_sealed_names_are_found_in_words_as_before(replaced, office, workspace_folder, passphrase, clock):
    replaced()
    with open_workspace(workspace_folder, "officer-1", passphrase, clock=clock) as officer:
        secret, rows = secret_of(officer.reading), all_digests(officer.reading)
    assert [match.code for match in whose(secret, rows, ["w:taken"])["w:taken"]] == [office.person]
