"""Every act: what it records, who may not, and that nothing is kept of one that was refused."""

import ast
import hashlib
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from asking_again import said_before
from filming import empty, film
from making_documents import docx
from PIL import Image
from saying_yes import weigh_risks
from signed_letters_made import look_at_pages, signed
from speaking import spoken
from word_sheets_made import words_sheet

import consentkit.usecases
from consentkit.domain.bases import BasisKind
from consentkit.domain.checklists import Reply
from consentkit.domain.consents import Appearance, AssentMethod, Audience, Decision, Naming
from consentkit.domain.errors import Refused, Stopped
from consentkit.domain.events import MAY_RECORD, RESTS_ON_DAYS, EventName, Showing
from consentkit.domain.interpreting.back_checks import CheckWay, Understanding
from consentkit.domain.interpreting.interpreters import Tie
from consentkit.domain.letters.given_papers import PaperForm, PaperSaid
from consentkit.domain.letters.recordings import RemovalReason
from consentkit.domain.people import GuardianLink, Identity
from consentkit.domain.pictures.clusters import cluster_at
from consentkit.domain.pictures.images import Box, FaceDecision, Settlement
from consentkit.domain.problems import ClockReason, RowReason
from consentkit.domain.progress import Cancelled, unwatched
from consentkit.domain.questions.origins import OriginKind
from consentkit.domain.roles import Actor, Role
from consentkit.domain.sealed_identities import AcceptingReason, DismissingReason
from consentkit.domain.values import Channel
from consentkit.domain.words.looking import RULES
from consentkit.domain.words.settlements import WordDecision, WordSettlement
from consentkit.pages.files import incoming
from consentkit.pages.publications.exports import export_to
from consentkit.store.backups.stores import open_store
from consentkit.store.files_named import FILE_COLUMNS
from consentkit.store.log.audits import newest_digest
from consentkit.store.log.row_digests import covered_table
from consentkit.store.office.own_file_changes import staged_own_files
from consentkit.store.people.inboxes import digest_of_sealed, put_sealed, sealed_identity
from consentkit.usecases.checks.checklists import answer_question, sign_off_answer
from consentkit.usecases.consents.back_checks import NewBackCheck, record_back_check
from consentkit.usecases.consents.consents import (
    NewConsent,
    agree_to_shown_face,
    record_assent,
    record_consent,
)
from consentkit.usecases.consents.given_papers import say_what_paper_is, show_paper
from consentkit.usecases.consents.rosters import confirm_rows
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.letters.forms import review_wording
from consentkit.usecases.letters.letterheads import NewLetterhead, set_letterhead
from consentkit.usecases.letters.letters import make_letter, set_letter_aside
from consentkit.usecases.letters.orders import NewLetter
from consentkit.usecases.letters.recordings import NewRecording, attach_recording, remove_recording
from consentkit.usecases.letters.releases import confirm_release, correct_release
from consentkit.usecases.letters.returns import match_page, set_page_aside, take_letters_in
from consentkit.usecases.letters.showings import give_letters, show_letter, show_page
from consentkit.usecases.letters.word_sheets import import_words
from consentkit.usecases.log.audits import read_audit
from consentkit.usecases.log.clocks import explain_clock
from consentkit.usecases.log.damaged_rows import accept_row
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import (
    add_actor,
    change_passphrase,
    change_roles,
    remove_actor,
    vouch_for,
)
from consentkit.usecases.office.backups import (
    check_backup,
    make_backup,
    restore_backup,
    unlock_by_passphrase,
)
from consentkit.usecases.office.policies import choose_policies
from consentkit.usecases.office.recoveries import appoint_keeper, recover_actor
from consentkit.usecases.office.rekeys import rekey
from consentkit.usecases.office.settings import (
    accept_engine,
    accept_settings,
    accepted_files,
    files_to_accept,
    look_at_settings,
)
from consentkit.usecases.people.asking import note_asked
from consentkit.usecases.people.contributors import (
    NewContributor,
    add_contributor,
    add_guardian,
    check_guardian,
    correct_contributor,
)
from consentkit.usecases.people.identities import (
    OpeningReason,
    accept_identity,
    dismiss_identity,
    open_identity,
    seal_identity,
)
from consentkit.usecases.people.interpreters import (
    NewInterpreter,
    confirm_declaration,
    end_interpreter,
    record_interpreter,
    show_declaration,
)
from consentkit.usecases.pictures.box_changes import merge_faces, move_face
from consentkit.usecases.pictures.faces import add_face, reopen_face, settle_face, take_back_face
from consentkit.usecases.pictures.images import (
    add_images,
    images_of,
    mark_picture,
    take_out_image,
    view_image,
)
from consentkit.usecases.pictures.near_copies import find_near_copies, settle_near_copy
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.publications.clearances import ask_gate, certify_story
from consentkit.usecases.publications.publications import confirm_takedown, publish_story
from consentkit.usecases.publications.voids import void_double
from consentkit.usecases.showings import record_copy_shown
from consentkit.usecases.stories.bases import (
    NewBasis,
    confirm_basis,
    end_basis,
    record_basis,
    show_evidence,
)
from consentkit.usecases.stories.origins import NewOrigin, put_in_origin, record_origin
from consentkit.usecases.stories.stories import add_story, approve_draft, plan_story, retitle_story
from consentkit.usecases.videos.copies import make_video_copy
from consentkit.usecases.videos.tracks import add_track, settle_track
from consentkit.usecases.videos.videos import add_video, scan_video, view_video
from consentkit.usecases.words.checks import check_words, say_words_were_read, settle_finding, words_of
from consentkit.usecases.words.comparing import compare_names
from consentkit.usecases.words.drafts import look_at_part, put_draft
from consentkit.usecases.workspaces import open_workspace

POLICY, QUESTION = "guidance-note-2016", "1.1c"
NAME = "Sokha"
"""Stands in every free text here, and may stand in no event."""
WHY = f"{NAME} asked for it, and the guardian agreed with her."
WHERE = f"https://example.org/{NAME}"
COVER = FaceDecision(settlement=Settlement.REDACTED, why=WHY)

HANDLES = {
    Role.OFFICER: "officer-1",
    Role.VOLUNTEER: "volunteer-1",
    Role.MANAGER: "manager-2",
    Role.SAFEGUARDING: "safeguarding-1",
    Role.KEEPER: "keeper-2",
    Role.AUDITOR: "auditor-1",
}
ONE_ROLE_MORE = {"manager-2": Role.MANAGER, "keeper-2": Role.KEEPER}


@dataclass(frozen=True)
class Recorded:
    """What an act must have recorded."""

    subject: str
    body: dict
    actor: str | None = None
    """Where it is not who acted."""


ACTS = {}
NAME_FILES = {("resealed_files", column) for column in ("name", "sealed", "before")}
"""Where the files that others name lie since the keys were replaced."""
BY_THE_STORE = {EventName.ROWS_COVERED}
"""What opening older records records: `tests/store/test_rows_of_older_schemas.py`."""


def act(name):
    """Note how an act is made to happen: a function of the stage that prepares it and returns the deed."""

    def note(prepare):
        ACTS[name] = prepare
        return prepare

    return note


@pytest.fixture(scope="module")
def acted_upon(words_base, tmp_path_factory, opened_once, add_settled):
    """The cleared story of words, and somebody of each role that has another one here; made once."""
    folder = shutil.copytree(words_base.folder, tmp_path_factory.mktemp("acts") / "workspace")
    with opened_once(folder) as open_as:
        for handle, role in ONE_ROLE_MORE.items():
            add_settled(open_as("manager-1"), Actor(handle=handle, roles=frozenset({role})))
    return folder


@pytest.fixture
def workspace_folder(acted_upon, tmp_path):
    return shutil.copytree(acted_upon, tmp_path / "workspace")


@pytest.fixture
def stage(
    *, words, open_as, tmp_path, portrait, passphrase, recovery_code, cheap_cost, clock, workspace_folder
):
    """What the acts act upon."""
    return SimpleNamespace(
        words=words, officer=words.officer, person=words.person, story=words.story, open_as=open_as,
        tmp_path=tmp_path, portrait=portrait, passphrase=passphrase, recovery_code=recovery_code,
        cheap_cost=cheap_cost, clock=clock, folder=workspace_folder,
    )  # fmt: skip


def _key_file_in(folder):
    return hashlib.sha256((folder / "keyfile.json").read_bytes()).hexdigest()


@act(EventName.WORKSPACE_CREATED)
def _workspace_created(stage):
    def deed(workspace):
        folder = stage.tmp_path / "new"
        founder = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
        create_workspace(folder, founder, stage.passphrase, cost=stage.cheap_cost, clock=stage.clock)
        with open_workspace(folder, "manager-1", stage.passphrase, clock=stage.clock) as made:
            (event,) = read_audit(made)
            known = made.records.keys.workspace
            files = accepted_files(files_to_accept(made.folders, made.settings))
        assert (event.action, event.actor, event.subject) == ("workspace-created", "manager-1", known)
        body = {"roles": ["keeper", "manager"], "keyfile": _key_file_in(folder), "files": files}
        assert event.body == body

    return deed


@act(EventName.ACTOR_ADDED)
def _actor_added(stage):
    def deed(workspace):
        add_actor(
            workspace,
            Actor(handle="officer-9", roles=frozenset({Role.OFFICER})),
            stage.passphrase,
            cost=stage.cheap_cost,
        )
        return Recorded("officer-9", {"roles": ["officer"], "keyfile": _key_file_in(workspace.folders.root)})

    return deed


@act(EventName.ACTOR_REMOVED)
def _actor_removed(stage):
    def deed(workspace):
        remove_actor(workspace, "officer-1")
        return Recorded("officer-1", {"keyfile": _key_file_in(workspace.folders.root)})

    return deed


@act(EventName.ACTOR_ROLES_CHANGED)
def _actor_roles_changed(stage):
    def deed(workspace):
        change_roles(workspace, "officer-1", frozenset({Role.OFFICER, Role.VOLUNTEER}))
        facts = {"roles": ["officer", "volunteer"], "before": ["officer"]}
        return Recorded("officer-1", facts | {"keyfile": _key_file_in(workspace.folders.root)})

    return deed


def _replaced(stage, workspace, watch=unwatched):
    return rekey(workspace, lambda _code: None, cost=stage.cheap_cost, watch=watch)


@act(EventName.KEYS_REPLACED)
def _keys_replaced(stage):
    def stop(_step):
        raise Cancelled

    def deed(workspace):
        with suppress(Stopped):
            _replaced(stage, workspace, stop)
        facts = {"epoch": 1, "keyfile": _key_file_in(stage.folder)}
        return Recorded(workspace.records.keys.workspace, facts)

    return deed


@act(EventName.FILES_RESEALED)
def _files_resealed(stage):
    def deed(workspace):
        done = _replaced(stage, workspace)
        return Recorded(workspace.records.keys.workspace, {"epoch": 1, "count": done.files})

    return deed


@act(EventName.REKEY_FINISHED)
def _rekey_finished(stage):
    def deed(workspace):
        _replaced(stage, workspace)
        facts = {"epoch": 1, "lost": 0, "keyfile": _key_file_in(stage.folder)}
        return Recorded(workspace.records.keys.workspace, facts)

    return deed


@act(EventName.KEYS_TAKEN_OVER)
def _keys_taken_over(stage):
    _replaced(stage, stage.open_as("keeper-2"))
    stage.open_as("auditor-1")  # who reads the log afterwards takes them over too

    def deed(_workspace):
        return Recorded("officer-1", {"keyfile": _key_file_in(stage.folder)})

    return deed


@act(EventName.ACTOR_VOUCHED_FOR)
def _actor_vouched_for(stage):
    def deed(workspace):
        vouch_for(workspace, "officer-1")
        return Recorded("officer-1", {})

    return deed


@act(EventName.KEEPER_APPOINTED)
def _keeper_appointed(stage):
    def deed(workspace):
        appoint_keeper(
            stage.folder, "officer-1", stage.recovery_code, "another long passphrase",
            cost=stage.cheap_cost, clock=stage.clock,
        )  # fmt: skip
        facts = {"roles": ["keeper", "officer"], "keyfile": _key_file_in(stage.folder)}
        return Recorded("officer-1", facts, actor="recovery")

    return deed


@act(EventName.PASSPHRASE_CHANGED)
def _passphrase_changed(stage):
    def deed(workspace):
        change_passphrase(workspace, stage.passphrase, "another long passphrase", cost=stage.cheap_cost)
        return Recorded(workspace.actor.handle, {"keyfile": _key_file_in(workspace.folders.root)})

    return deed


@act(EventName.ACTOR_RECOVERED)
def _actor_recovered(stage):
    def deed(workspace):
        recover_actor(
            stage.folder, "officer-1", stage.recovery_code, "another long passphrase",
            cost=stage.cheap_cost, clock=stage.clock,
        )  # fmt: skip
        return Recorded("officer-1", {"keyfile": _key_file_in(stage.folder)}, actor="recovery")

    return deed


@act(EventName.BACKUP_MADE)
def _backup_made(stage):
    def deed(workspace):
        # Its checking follows at once, and is recorded too.
        made = make_backup(workspace, stage.tmp_path / "disk")
        return Recorded("backups", _of_backup(stage, made))

    return deed


@act(EventName.BACKUP_VERIFIED)
def _backup_verified(stage):
    make_backup(stage.officer, stage.tmp_path / "disk")

    def deed(workspace):
        checked = check_backup(workspace, stage.tmp_path / "disk")
        return Recorded("backups", _of_backup(stage, checked))

    return deed


def _of_backup(stage, backup):
    folder = open_store(stage.tmp_path / "disk").folder_id
    kept = backup.kept
    return {"folder": folder, "number": kept.number, "seq": kept.seq, "files": backup.files, "missing": 0}


@act(EventName.WORKSPACE_RESTORED)
def _workspace_restored(stage):
    made = make_backup(stage.officer, stage.tmp_path / "disk")

    def deed(workspace):
        target, unlocking = stage.tmp_path / "restored", unlock_by_passphrase("manager-1", stage.passphrase)
        restore_backup(stage.tmp_path / "disk", target, unlocking, clock=stage.clock)
        with open_workspace(target, "manager-1", stage.passphrase, clock=stage.clock) as back:
            event = read_audit(back, limit=1)[0]
        assert (event.actor, event.subject) == ("manager-1", "backups")
        assert event.body == _of_backup(stage, made)

    return deed


@act(EventName.CONTRIBUTOR_ADDED)
def _contributor_added(stage):
    def deed(workspace):
        person = add_contributor(workspace, NewContributor(language="km"))
        return Recorded(person.code, {"age": "unknown", "language": "km"})

    return deed


@act(EventName.CONTRIBUTOR_CORRECTED)
def _contributor_corrected(stage):
    def deed(workspace):
        correct_contributor(workspace, stage.person, NewContributor(language="th"))
        return Recorded(stage.person, {"age": "unknown", "language": "th"})

    return deed


@act(EventName.IDENTITY_SEALED)
def _identity_sealed(stage):
    def deed(workspace):
        seal_identity(workspace, stage.person, Identity(name=NAME, contact=WHERE, note=WHY))
        (sealed,) = workspace.folders.inbox.glob("*.age")
        return Recorded(stage.person, {"file": sealed.stem})

    return deed


@act(EventName.IDENTITY_OPENED)
def _identity_opened(stage):
    seal_identity(stage.officer, stage.person, Identity(name=NAME))

    def deed(workspace):
        open_identity(workspace, stage.person, OpeningReason.SAFETY)
        return Recorded(stage.person, {"reason": "safety"})

    return deed


def _sealed_elsewhere(stage):
    """A sealed file that no event names; its digest."""
    sealed = sealed_identity(stage.officer.records.keys, stage.person, Identity(name=NAME))
    put_sealed(stage.officer.folders.inbox, sealed)
    return digest_of_sealed(sealed)


@act(EventName.POLICIES_CHOSEN)
def _policies_chosen(_stage):
    def deed(workspace):
        choose_policies(workspace, frozenset({"uniap-2008"}))
        return Recorded(workspace.records.keys.workspace, {"policies": ["uniap-2008"]})

    return deed


@act(EventName.SETTINGS_ACCEPTED)
def _settings_accepted(stage):
    (stage.officer.folders.policies / "house.toml").write_text("id = 1")

    def deed(workspace):
        state = look_at_settings(workspace)
        accept_settings(workspace, state.digest)
        files = accepted_files(files_to_accept(workspace.folders, workspace.settings))
        return Recorded(workspace.records.keys.workspace, {"files": files})

    return deed


@act(EventName.CLOCK_EXPLAINED)
def _clock_explained(stage):
    stage.clock.advance(days=3)
    add_story(stage.officer, "Another")
    later = stage.officer.reading.rows("SELECT max(seq) AS n FROM audit")[0]["n"]
    stage.clock.advance(days=-3)

    def deed(workspace):
        explain_clock(workspace, ClockReason.WAS_AHEAD, workspace.today)
        return Recorded(workspace.records.keys.workspace, {"why": "was-ahead", "later": later})

    return deed


def _damaged(stage):
    """Change a row past the log, as another program does; return what an event says of it."""
    db = stage.open_as("auditor-1").records.db
    with db.writing():
        db.execute("UPDATE stories SET title = 'damaged'")
    now = covered_table(db, "stories").digest_of(db, stage.story).hex()
    return {"table": "stories", "was": newest_digest(db, "stories", stage.story).hex(), "now": now}


def _accepting(stage):
    return lambda workspace: accept_row(workspace, "stories", stage.story, RowReason.DISK_DAMAGE)


@act(EventName.ROW_ACCEPTANCE_ASKED)
def _row_acceptance_asked(stage):
    facts = _damaged(stage) | {"why": "disk-damage"}

    def deed(workspace):
        _accepting(stage)(workspace)
        return Recorded(stage.story, facts)

    return deed


@act(EventName.ROW_ACCEPTED)
def _row_accepted(stage):
    facts = _damaged(stage) | {"why": "disk-damage", "by": "manager-1"}
    _accepting(stage)(stage.open_as("manager-1"))

    def deed(workspace):
        _accepting(stage)(workspace)
        return Recorded(stage.story, facts)

    return deed


@act(EventName.ENGINE_ACCEPTED)
def _engine_accepted(stage):
    def deed(workspace):
        accept_engine(workspace, cluster_at("dask://127.0.0.1:8786", None))
        return Recorded(workspace.records.keys.workspace, {"engine": "dask:127.0.0.1:8786"})

    return deed


@act(EventName.IDENTITY_ACCEPTED)
def _identity_accepted(stage):
    digest = _sealed_elsewhere(stage)

    def deed(workspace):
        accept_identity(workspace, digest, AcceptingReason.SEALER_ASKED)
        return Recorded(stage.person, {"file": digest, "reason": "sealer-asked"})

    return deed


@act(EventName.IDENTITY_DISMISSED)
def _identity_dismissed(stage):
    digest = _sealed_elsewhere(stage)

    def deed(workspace):
        dismiss_identity(workspace, digest, DismissingReason.STRANGER)
        return Recorded(digest, {"reason": "stranger"})

    return deed


@act(EventName.GUARDIAN_ADDED)
def _guardian_added(stage):
    def deed(workspace):
        guardian = add_guardian(workspace, stage.person, GuardianLink.COURT)
        return Recorded(guardian.code, {"contributor": stage.person, "link": "court"})

    return deed


@act(EventName.GUARDIAN_CHECKED)
def _guardian_checked(stage):
    guardian = add_guardian(stage.officer, stage.person, GuardianLink.PARENT).code

    def deed(workspace):
        check_guardian(workspace, guardian, is_free_of_conflict=False)
        return Recorded(guardian, {"is_free_of_conflict": False})

    return deed


@act(EventName.CONSENT_RECORDED)
def _consent_recorded(stage):
    new = NewConsent(
        contributor=stage.person,
        story=stage.story,
        decision=Decision.YES,
        scope=stage.words.scope(),
        given_on=stage.officer.today,
        language="km",
        release=WHY.encode(),
    )

    def deed(workspace):
        consent = record_consent(workspace, new)
        facts = {"contributor": stage.person, "story": stage.story, "decision": "yes"}
        kept = {"given_by": stage.person, "until": "2027-09-17", "release": consent.release}
        kept |= {"uses": ["website:face-hidden:none"], "media": ["photo", "words"]}
        kept |= {"audiences": ["public"], "places": ["worldwide"]}
        return Recorded(consent.id, facts | kept)

    return deed


@act(EventName.CONSENT_WITHDRAWN)
def _consent_withdrawn(stage):
    channels = frozenset({Channel.SOCIAL, Channel.PRESS, Channel.WEBSITE})
    consent = stage.words.consent(scope=stage.words.scope(channels=channels))

    def deed(workspace):
        withdraw_consent(workspace, consent, channels=channels - {Channel.WEBSITE})
        body = {"on": "2026-11-21", "channels": ["press", "social"], "story": stage.story}
        return Recorded(consent, body)

    return deed


def _licensed(stage):
    """A basis of the story's words that nobody looked at yet."""
    licence = NewBasis(
        thing=stage.story, kind=BasisKind.LICENCE, comes_from=NAME, terms=WHY, is_endless=True,
        evidence=b"signed",
    )  # fmt: skip
    return record_basis(stage.officer, licence).basis


@act(EventName.ORIGIN_RECORDED)
def _origin_recorded(stage):
    visit = NewOrigin(
        kind=OriginKind.VISIT, first_on=stage.officer.today, country="TH", notice=NAME, owner="officer-1"
    )

    def deed(workspace):
        made = record_origin(workspace, visit)
        return Recorded(made.id, {"kind": "visit", "country": "TH", "first": "2026-11-21"})

    return deed


@act(EventName.ORIGIN_CHANGED)
def _origin_changed(stage):
    made = record_origin(stage.officer, NewOrigin(kind=OriginKind.MEDIA, terms=WHY)).id

    def deed(workspace):
        put_in_origin(workspace, made, (stage.story,))
        return Recorded(made, {"put": [stage.story]})

    return deed


@act(EventName.PAPER_SAID)
def _paper_said(stage):
    consent = record_consent(stage.officer, stage.words.new_consent()).id
    for handle in ("officer-1", "safeguarding-1", "manager-2"):
        show_paper(stage.open_as(handle), consent, Showing.SHOWN)
    said = PaperSaid(
        form=PaperForm.CONSENT,
        language="km",
        contributor=stage.person,
        signed_by=stage.person,
        signed_on=stage.officer.today,
        channels=frozenset({Channel.WEBSITE}),
    )

    def deed(workspace):
        say_what_paper_is(workspace, consent, said)
        body = {"form": "consent", "language": "km", "contributor": stage.person, "on": "2026-11-21"}
        body |= {"signed_by": stage.person, "channels": ["website"], "story": stage.story}
        return Recorded(consent, body)

    return deed


_PROMISE = {"handle": "interpreter-1", "languages": frozenset({"km"}), "ties": frozenset({Tie.NONE})}


def _told(stage):
    today = stage.officer.today
    promise = NewInterpreter(**_PROMISE, declared_on=today, until=today, declaration=NAME.encode())
    return record_interpreter(stage.officer, promise)


@act(EventName.INTERPRETER_RECORDED)
def _interpreter_recorded(stage):
    today = stage.officer.today
    family = {"ties": frozenset({Tie.FAMILY}), "tied_to": frozenset({stage.person})}
    told = NewInterpreter(**_PROMISE | family, declared_on=today, until=today, declaration=NAME.encode())

    def deed(workspace):
        made = record_interpreter(workspace, told)
        body = {"handle": "interpreter-1", "languages": ["km"], "ties": ["family"]}
        body |= {"tied_to": [stage.person], "declared_on": "2026-11-21", "until": "2026-11-21"}
        return Recorded(made.id, body | {"declaration": made.declaration})

    return deed


@act(EventName.INTERPRETER_CONFIRMED)
def _interpreter_confirmed(stage):
    made = _told(stage)
    for handle in ("officer-1", "safeguarding-1", "manager-2"):
        show_declaration(stage.open_as(handle), made.id, Showing.SHOWN)

    def deed(workspace):
        confirm_declaration(workspace, made.id)
        return Recorded(made.id, {"handle": "interpreter-1"})

    return deed


@act(EventName.INTERPRETER_ENDED)
def _interpreter_ended(stage):
    made = _told(stage)

    def deed(workspace):
        end_interpreter(workspace, made.id)
        return Recorded(made.id, {"handle": "interpreter-1", "on": "2026-11-21"})

    return deed


@act(EventName.BACK_CHECKED)
def _back_checked(stage):
    consent = stage.words.consent(interpreter="interpreter-1")
    check = NewBackCheck(
        consent=consent,
        checked_by="helper-2",
        way=CheckWay.LISTENED,
        outcome=Understanding.UNDERSTOOD,
    )

    def deed(workspace):
        record_back_check(workspace, check)
        body = {"by": "helper-2", "on": "2026-11-21", "way": "listened", "outcome": "understood"}
        return Recorded(consent, body | {"story": stage.story})

    return deed


@act(EventName.BASIS_RECORDED)
def _basis_recorded(stage):
    partner = NewBasis(
        thing=stage.story, kind=BasisKind.PARTNER, comes_from=NAME, contact=WHERE, credit=NAME,
        until=stage.officer.today, evidence=b"signed",
    )  # fmt: skip

    def deed(workspace):
        made = record_basis(workspace, partner).basis
        body = {"story": stage.story, "thing": stage.story, "kind": "partner", "until": "2026-11-21"}
        return Recorded(made.id, body | {"evidence": made.evidence})

    return deed


@act(EventName.BASIS_CONFIRMED)
def _basis_confirmed(stage):
    made = _licensed(stage)
    for handle in ("officer-1", "safeguarding-1", "manager-2"):
        show_evidence(stage.open_as(handle), made.id, Showing.SHOWN)

    def deed(workspace):
        confirm_basis(workspace, made.id)
        return Recorded(made.id, {"story": stage.story})

    return deed


@act(EventName.BASIS_ENDED)
def _basis_ended(stage):
    made = _licensed(stage)

    def deed(workspace):
        end_basis(workspace, made.id)
        return Recorded(made.id, {"story": stage.story, "thing": stage.story, "on": "2026-11-21"})

    return deed


@act(EventName.TAKEDOWN_OPENED)
def _takedown_opened(stage):
    publication, consent = _published(stage)

    def deed(workspace):
        (takedown,) = withdraw_consent(workspace, consent).takedowns
        return Recorded(takedown.id, {"publication": publication})

    return deed


def _published(stage):
    consent = stage.officer.reading.rows("SELECT id FROM consents")[0]["id"]
    stage.words.certify()
    made = publish_story(stage.officer, stage.story, Channel.WEBSITE, where=WHERE)
    return made.id, consent


@act(EventName.TAKEDOWN_CONFIRMED)
def _takedown_confirmed(stage):
    publication, consent = _published(stage)
    (takedown,) = withdraw_consent(stage.officer, consent).takedowns

    def deed(workspace):
        confirm_takedown(workspace, takedown.id)
        return Recorded(takedown.id, {"publication": publication, "on": "2026-11-21"})

    return deed


@act(EventName.PUBLICATION_VOIDED)
def _publication_voided(stage):
    publication, _consent = _published(stage)
    same = publish_story(stage.officer, stage.story, Channel.WEBSITE, where=WHERE).id

    def deed(workspace):
        void_double(workspace, same, same_as=publication)
        return Recorded(same, {"story": stage.story, "same_as": publication})

    return deed


@act(EventName.ASSENT_RECORDED)
def _assent_recorded(stage):
    def deed(workspace):
        assent = record_assent(
            workspace, stage.person, stage.story, decision=Decision.NO, method=AssentMethod.PICTURES
        )
        return Recorded(assent.id, {"contributor": stage.person, "story": stage.story, "decision": "no"})

    return deed


@act(EventName.FACE_AGREED)
def _face_agreed(stage):
    consent = stage.words.consent(scope=stage.words.scope(appearance=Appearance.FACE_SHOWN))

    def deed(workspace):
        agree_to_shown_face(workspace, consent)
        return Recorded(consent, {})

    return deed


def _own_file(workspace, name):
    root = workspace.folders.root
    # On a failing machine it may wait until the workspace is opened again.
    path = next(one for one in (root / name, *staged_own_files(root)) if one.exists())
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return f"{name.replace('/', ':')}:{digest}"


@act(EventName.LETTERHEAD_SET)
def _letterhead_set(_stage):
    def deed(workspace):
        set_letterhead(workspace, NewLetterhead(name="River House"), None)
        facts = {"own_file": _own_file(workspace, "forms/letterhead/letterhead.toml")}
        return Recorded(workspace.records.keys.workspace, facts)

    return deed


@act(EventName.WORDS_TAKEN_IN)
def _words_taken_in(stage):
    sheet = words_sheet(stage.officer, remark=WHY)

    def deed(workspace):
        import_words(workspace, "withdrawal-received", "km", sheet)
        facts = {"form": "withdrawal-received", "own_file": _own_file(workspace, "forms/clauses/km.toml")}
        return Recorded("km", facts)

    return deed


@act(EventName.WORDING_REVIEWED)
def _wording_reviewed(stage):
    def deed(workspace):
        review = review_wording(workspace, "km", is_approved=True, reviewer="sokha-1")
        facts = {"words": review.digest, "is_approved": True, "reviewer": "sokha-1"}
        return Recorded("km", facts | {"on": stage.officer.today.isoformat()})

    return deed


def _new_recording(stage):
    review_wording(stage.open_as("manager-1"), "km", is_approved=True, reviewer="sokha-1")
    file = stage.tmp_path / f"{NAME}.m4a"
    file.write_bytes(spoken(tags={"artist": NAME}))
    return NewRecording(
        form="adult", language="km", sound=file.read_bytes(), spoken_by="teacher-2", note=NAME
    )


@act(EventName.RECORDING_ATTACHED)
def _recording_attached(stage):
    new = _new_recording(stage)

    def deed(workspace):
        kept = attach_recording(workspace, new)
        facts = {"form": "adult", "version": kept.form_version, "language": "km", "words": kept.wording}
        return Recorded(kept.id, facts | {"spoken_by": "teacher-2", "seconds": kept.duration_ms // 1000})

    return deed


@act(EventName.RECORDING_REMOVED)
def _recording_removed(stage):
    kept = attach_recording(stage.officer, _new_recording(stage))

    def deed(workspace):
        remove_recording(workspace, kept.id, RemovalReason.MISREAD)
        return Recorded(kept.id, {"reason": "misread"})

    return deed


def _new_letter(stage):
    blanks = {"purpose": WHY, "until": "2027-05-03", "contact": f"+66 2 555 0100, {NAME}"}
    return NewLetter(
        form="adult", language="km", contributor=stage.person, story=stage.story, organisation=NAME,
        blanks=blanks, shown_name=NAME,
    )  # fmt: skip


@act(EventName.LETTER_MADE)
def _letter_made(stage):
    def deed(workspace):
        letter = make_letter(workspace, _new_letter(stage)).letter
        facts = {"form": "adult", "version": letter.form_version, "language": "km", "words": letter.digest}
        return Recorded(letter.id, facts | {"contributor": stage.person, "story": stage.story})

    return deed


@act(EventName.LETTER_SET_ASIDE)
def _letter_set_aside(stage):
    letter = make_letter(stage.officer, _new_letter(stage)).letter

    def deed(workspace):
        set_letter_aside(workspace, letter.id)
        return Recorded(letter.id, {})

    return deed


def _kept(taken):
    """What was taken in; of several, each says by itself why it was not."""
    if taken.error:
        raise taken.error
    return taken


@act(EventName.LETTER_GIVEN)
def _letter_given(stage):
    letter = make_letter(stage.officer, _new_letter(stage)).letter

    def deed(workspace):
        give_letters(workspace, [letter.id], "volunteer-1")
        return Recorded(letter.id, {"to": "volunteer-1"})

    return deed


@act(EventName.PAGE_TAKEN_IN)
def _page_taken_in(stage):
    def deed(workspace):
        (page,) = _kept(*take_letters_in(workspace, [incoming(stage.portrait)])).pages
        return Recorded(page.id, {"original": page.digest})

    return deed


def _loose_page(stage):
    return take_letters_in(stage.officer, [incoming(stage.portrait)])[0].pages[0].id


@act(EventName.PAGE_MATCHED)
def _page_matched(stage):
    letter, page = make_letter(stage.officer, _new_letter(stage)).letter, _loose_page(stage)

    def deed(workspace):
        match_page(workspace, page, letter.id, 1)
        return Recorded(page, {"letter": letter.id, "number": 1})

    return deed


@act(EventName.PAGE_SET_ASIDE)
def _page_set_aside(stage):
    page = _loose_page(stage)

    def deed(workspace):
        set_page_aside(workspace, page)
        return Recorded(page, {})

    return deed


@act(EventName.PAGE_SHOWN)
def _page_shown(stage):
    volunteer = stage.open_as("volunteer-1")
    page = take_letters_in(volunteer, [incoming(stage.portrait)])[0].pages[0].id

    def deed(workspace):
        show_page(workspace, page, Showing.EXPORTED)
        return Recorded(page, {"how": "exported"})

    return deed


@act(EventName.LETTER_SHOWN)
def _letter_shown(stage):
    letter = make_letter(stage.open_as("volunteer-1"), _new_letter(stage)).letter

    def deed(workspace):
        show_letter(workspace, letter.id, Showing.SHOWN)
        return Recorded(letter.id, {"how": "shown"})

    return deed


@act(EventName.ORIGINAL_SHOWN)
def _original_shown(stage):
    stage.words.picture(stage.portrait)
    (image,) = images_of(stage.officer, stage.story)

    def deed(workspace):
        mark_picture(workspace, image.id)
        return Recorded(image.id, {"how": "shown"})

    return deed


@act(EventName.COPY_SHOWN)
def _copy_shown(stage):
    def deed(workspace):
        record_copy_shown(workspace, stage.story)
        return Recorded(stage.story, {})

    return deed


@act(EventName.RELEASE_CONFIRMED)
def _release_confirmed(stage):
    made = make_letter(stage.officer, _new_letter(stage))
    files = []
    for number, page in enumerate(signed(stage.officer, made)):
        files.append(stage.tmp_path / f"page-{number}.png")
        page.save(files[-1])
    taken = take_letters_in(stage.officer, list(map(incoming, files)))
    look_at_pages(stage.officer, made.letter.id)

    def deed(workspace):
        release = confirm_release(workspace, made.letter.id, frozenset({"L24.no"}))
        facts = {"release": release.file, "words": made.letter.digest, "ticked": ["L24.no"]}
        return Recorded(made.letter.id, facts | {"pages": sorted(one.pages[0].digest for one in taken)})

    return deed


@act(EventName.REFUSAL_RECORDED)
def _refusal_recorded(stage):
    letter = _refusal_that_came_back(stage)

    def deed(workspace):
        confirm_release(workspace, letter, frozenset({"X01.never-ask"}))
        facts = {"contributor": stage.person, "story": stage.story, "decision": "no", "letter": letter}
        sql = "SELECT id, release FROM consents WHERE decision = 'no'"
        (refusal,) = workspace.reading.rows(sql)
        kept = {"given_by": stage.person, "release": refusal["release"]}
        return Recorded(refusal["id"], facts | kept)

    return deed


def _refusal_that_came_back(stage):
    """A letter with one page, all of which came back."""
    new = NewLetter(
        form="refusal", language="km", contributor=stage.person, story=stage.story, organisation=NAME,
        blanks={"contact": f"+66 2 555 0100, {NAME}"},
    )  # fmt: skip
    made = make_letter(stage.officer, new)
    (page,) = signed(stage.officer, made)
    page.save(stage.tmp_path / "refusal.png")
    take_letters_in(stage.officer, [incoming(stage.tmp_path / "refusal.png")])
    look_at_pages(stage.officer, made.letter.id)
    return made.letter.id


@act(EventName.ASKED_TO_BE_ASKED)
def _asked_to_be_asked(stage):
    confirm_release(stage.officer, _refusal_that_came_back(stage), frozenset({"X01.never-ask"}))

    def deed(workspace):
        note_asked(workspace, stage.person)
        return Recorded(stage.person, {"on": "2026-11-21"})

    return deed


@act(EventName.RELEASE_CORRECTED)
def _release_corrected(stage):
    letter = _letter_that_came_back(stage)
    confirm_release(stage.officer, letter, frozenset())

    def deed(workspace):
        release = correct_release(workspace, letter, frozenset({"L24.yes"}))
        return Recorded(letter, {"release": release.file, "ticked": ["L24.yes"], "was": []})

    return deed


@act(EventName.ROWS_CONFIRMED)
def _rows_confirmed(stage):
    made = make_letter(stage.officer, _new_sheet(stage))
    pages = sorted(page.digest for page in _pages_back(stage, made))

    def deed(workspace):
        done = confirm_rows(workspace, made.letter.id, {stage.person: frozenset({"photo"})})
        facts = {"release": done.file, "words": made.letter.digest, "rows": [stage.person], "pages": pages}
        return Recorded(made.letter.id, facts | {"ticked": [f"{stage.person}.photo"]})

    return deed


def _new_sheet(stage):
    return NewLetter(
        form="group", language="km", story=stage.story, organisation=NAME, roster=(stage.person,),
        blanks={"contact": f"+66 2 555 0100, {NAME}", "until": "2027-05-03", "purpose": "a book"},
    )  # fmt: skip


def _pages_back(stage, made):
    files = []
    for number, page in enumerate(signed(stage.officer, made)):
        files.append(stage.tmp_path / f"sheet-{number}.png")
        page.save(files[-1])
    taken = take_letters_in(stage.officer, list(map(incoming, files)))
    look_at_pages(stage.officer, made.letter.id)
    return [page for one in taken for page in one.pages]


def _letter_that_came_back(stage):
    made = make_letter(stage.officer, _new_letter(stage))
    files = []
    for number, page in enumerate(signed(stage.officer, made)):
        files.append(stage.tmp_path / f"page-{number}.png")
        page.save(files[-1])
    take_letters_in(stage.officer, list(map(incoming, files)))
    look_at_pages(stage.officer, made.letter.id)
    return made.letter.id


@act(EventName.STORY_ADDED)
def _story_added(stage):
    def deed(workspace):
        return Recorded(add_story(workspace, f"{NAME} at the market").id, {})

    return deed


@act(EventName.STORY_CHANGED)
def _story_changed(stage):
    draft = stage.tmp_path / f"{NAME}.txt"
    draft.write_text(WHY)

    def deed(workspace):
        revision = put_draft(workspace, stage.story, draft.read_bytes()).revision
        return Recorded(stage.story, {"revision": revision, "changed": ["draft"]})

    return deed


@act(EventName.STORY_PLANNED)
def _story_planned(stage):
    day = stage.officer.today

    def deed(workspace):
        plan_story(
            workspace, stage.story, Channel.PRINT, audience=Audience.DONORS, place="KH",
            from_on=day, until=day,
        )  # fmt: skip
        body = {"channel": "print", "place": "KH", "until": "2026-11-21"}
        return Recorded(stage.story, body | {"owner": workspace.actor.handle})

    return deed


@act(EventName.DRAFT_OPENED)
def _draft_opened(stage):
    draft = stage.tmp_path / f"{NAME}.docx"
    draft.write_bytes(docx([stage.portrait.read_bytes()], **{"word/charts/chart1.xml": "<c:chart/>"}))

    def deed(workspace):
        put_draft(workspace, stage.story, draft.read_bytes())
        return Recorded(stage.story, {"format": "docx", "pages": 0, "images": 1, "unseen": 1})

    return deed


@act(EventName.DRAFT_PART_VIEWED)
def _draft_part_viewed(stage):
    draft = stage.tmp_path / f"{NAME}.docx"
    draft.write_bytes(docx([], **{"word/charts/chart1.xml": "<c:chart/>"}))
    put_draft(stage.officer, stage.story, draft.read_bytes())

    def deed(workspace):
        look_at_part(workspace, stage.story, 1, WHY)
        return Recorded(stage.story, {"number": 1, "holds": "chart"})

    return deed


@act(EventName.WORDS_CHECKED)
def _words_checked(stage):
    put_draft(stage.officer, stage.story, f"Call {NAME} Sok, +855 12 345 678.".encode())

    def deed(workspace):
        check_words(workspace, stage.story)
        return Recorded(stage.story, {"rules": RULES, "readable": "yes", "found": 2, "open": 2})

    return deed


@act(EventName.WORDS_SETTLED)
def _words_settled(stage):
    put_draft(stage.officer, stage.story, f"Her name is {NAME} Sok.".encode())
    (found,) = words_of(stage.officer, stage.story).there

    def deed(workspace):
        agreed = WordDecision(settlement=WordSettlement.AGREED, why=WHY, named_as=Naming.ALIAS)
        settle_finding(workspace, stage.story, found.id, agreed)
        body = {"finding": found.id, "kind": "name", "settlement": "agreed", "named_as": "alias"}
        return Recorded(stage.story, body | {"contributor": stage.person})

    return deed


@act(EventName.IDENTITIES_COMPARED)
def _identities_compared(stage):
    put_draft(stage.officer, stage.story, f"Of {NAME}.".encode())
    seal_identity(stage.officer, stage.person, Identity(name=NAME))

    def deed(workspace):
        compare_names(workspace, stage.story)
        return Recorded(stage.story, {"found": 1, "open": 1, "made": 0})

    return deed


@act(EventName.WORDS_READ)
def _words_read(stage):
    retitle_story(stage.officer, stage.story, "Дети деревни")

    def deed(workspace):
        say_words_were_read(workspace, stage.story, WHY)
        return Recorded(stage.story, {"second": False})

    return deed


@act(EventName.DRAFT_APPROVED)
def _draft_approved(stage):
    def deed(workspace):
        approval = approve_draft(workspace, stage.story, stage.person, decision=Decision.NO)
        body = {"contributor": stage.person, "revision": approval.revision, "decision": "no"}
        return Recorded(stage.story, body)

    return deed


@act(EventName.IMAGE_ADDED)
def _image_added(stage):
    picture = stage.tmp_path / f"{NAME}.jpg"
    picture.write_bytes(stage.portrait.read_bytes())

    def deed(workspace):
        taken = _kept(*add_images(workspace, stage.story, [incoming(picture)]))
        return Recorded(taken.image.id, {"story": stage.story, "digest": taken.image.digest})

    return deed


@act(EventName.IMAGE_TAKEN_OUT)
def _image_taken_out(stage):
    (taken,) = add_images(stage.officer, stage.story, [incoming(stage.portrait)])

    def deed(workspace):
        take_out_image(workspace, taken.image.id)
        return Recorded(taken.image.id, {"story": stage.story})

    return deed


@act(EventName.IMAGE_SCANNED)
def _image_scanned(stage):
    (taken,) = add_images(stage.officer, stage.story, [incoming(stage.portrait)])

    def deed(workspace):
        (scanned,) = scan_images(workspace, [taken.image.id])
        scan = scanned.scan
        return Recorded(
            taken.image.id,
            {
                "outcome": "found",
                "engine": "local",
                "faces": len(scan.detections),
                "passes": sorted(scan.passes),
                "profile": scan.profile,
            },
        )

    return deed


@act(EventName.IMAGE_VIEWED)
def _image_viewed(stage):
    image = _scanned_without_a_look(stage)

    def deed(workspace):
        view_image(workspace, image)
        return Recorded(image, {"outcome": "undecided"})

    return deed


def _scanned_without_a_look(stage):
    """A scan of a lost original: it costs nothing, and a face can be drawn by hand."""
    (taken,) = add_images(stage.officer, stage.story, [incoming(stage.portrait)])
    stage.officer.records.vault._path(taken.image.original).unlink()
    scan_images(stage.officer, [taken.image.id])
    return taken.image.id


@act(EventName.FACE_ADDED)
def _face_added(stage):
    image = _scanned_without_a_look(stage)

    def deed(workspace):
        face = add_face(workspace, image, Box(left=1, top=1, right=30, bottom=30))
        return Recorded(face.id, {"image": image, "kind": "face"})

    return deed


@act(EventName.FACE_MOVED)
def _face_moved(stage):
    image = _scanned_without_a_look(stage)
    face = add_face(stage.officer, image, Box(left=1, top=1, right=30, bottom=30)).id

    def deed(workspace):
        move_face(workspace, face, Box(left=5, top=6, right=30, bottom=40), WHY)
        return Recorded(face, {"image": image, "left_px": 5, "top_px": 6, "right_px": 30, "bottom_px": 40})

    return deed


@act(EventName.FACE_MERGED)
def _face_merged(stage):
    image = _scanned_without_a_look(stage)
    boxes = (Box(left=1, top=1, right=30, bottom=30), Box(left=5, top=6, right=30, bottom=40))
    face, other = (add_face(stage.officer, image, box).id for box in boxes)

    def deed(workspace):
        merge_faces(workspace, [face, other], WHY)
        where = {"left_px": 1, "top_px": 1, "right_px": 30, "bottom_px": 40}
        return Recorded(face, {"image": image, "merged": [other]} | where)

    return deed


@act(EventName.IMAGE_COMPARED)
def _image_compared(stage):
    (taken,) = add_images(stage.officer, stage.story, [incoming(stage.portrait)])
    image = taken.image.id
    with stage.officer.records.db.writing():
        stage.officer.records.db.execute("DELETE FROM image_hashes")

    def deed(workspace):
        find_near_copies(workspace, image)
        return Recorded(image, {"taken": 1})

    return deed


@act(EventName.NEAR_COPY_SETTLED)
def _near_copy_settled(stage):
    stories = (stage.story, add_story(stage.officer, "Another").id)
    added = [add_images(stage.officer, story, [incoming(stage.portrait)]) for story in stories]
    first, second = (taken.image.id for (taken,) in added)
    withdraw_consent(stage.officer, stage.officer.reading.rows("SELECT id FROM consents")[0]["id"])

    def deed(workspace):
        settle_near_copy(workspace, second, first, WHY)
        return Recorded(second, {"other": first})

    return deed


@act(EventName.FACE_SETTLED)
def _face_settled(stage):
    image = _scanned_without_a_look(stage)
    face = add_face(stage.officer, image, Box(left=1, top=1, right=30, bottom=30)).id

    def deed(workspace):
        settle_face(workspace, face, COVER)
        return Recorded(face, {"image": image, "settlement": "redacted", "is_hidden": False})

    return deed


@act(EventName.FACE_REOPENED)
def _face_reopened(stage):
    image = _scanned_without_a_look(stage)
    face = add_face(stage.officer, image, Box(left=1, top=1, right=30, bottom=30)).id
    settle_face(stage.officer, face, COVER)

    def deed(workspace):
        reopen_face(workspace, face)
        return Recorded(face, {"image": image, "before": "redacted"})

    return deed


@act(EventName.FACE_TAKEN_BACK)
def _face_taken_back(stage):
    image = _scanned_without_a_look(stage)
    face = add_face(stage.officer, image, Box(left=1, top=2, right=30, bottom=40)).id

    def deed(workspace):
        take_back_face(workspace, face)
        return Recorded(image, {"face": face, "left_px": 1, "top_px": 2, "right_px": 30, "bottom_px": 40})

    return deed


def _film(stage):
    file = stage.tmp_path / "visit.mp4"
    file.write_bytes(film(empty(3)))
    return file


def _filmed(stage):
    return add_video(stage.officer, stage.story, incoming(_film(stage))).id


@act(EventName.VIDEO_ADDED)
def _video_added(stage):
    file = _film(stage)

    def deed(workspace):
        video = add_video(workspace, stage.story, incoming(file))
        return Recorded(video.id, {"story": stage.story, "digest": video.digest})

    return deed


@act(EventName.VIDEO_SCANNED)
def _video_scanned(stage):
    video = _filmed(stage)

    def deed(workspace):
        scan = scan_video(workspace, video).scan
        body = {"outcome": "none-found", "tracks": 0, "frames": 3, "looked": 3}
        return Recorded(video, body | {"passes": sorted(scan.passes)})

    return deed


@act(EventName.VIDEO_VIEWED)
def _video_viewed(stage):
    video = _filmed(stage)
    scan_video(stage.officer, video)

    def deed(workspace):
        view_video(workspace, video)
        return Recorded(video, {"outcome": "none-found"})

    return deed


def _drawn_track(workspace, video):
    return add_track(workspace, video, Box(left=1, top=1, right=30, bottom=30), from_ms=0, until_ms=100)


@act(EventName.TRACK_ADDED)
def _track_added(stage):
    video = _filmed(stage)

    def deed(workspace):
        track = _drawn_track(workspace, video)
        return Recorded(track.id, {"video": video, "from_ms": 0, "until_ms": 100})

    return deed


@act(EventName.TRACK_SETTLED)
def _track_settled(stage):
    video = _filmed(stage)
    track = _drawn_track(stage.officer, video)

    def deed(workspace):
        settle_track(workspace, track.id, COVER)
        return Recorded(track.id, {"video": video, "settlement": "redacted", "is_hidden": False})

    return deed


@act(EventName.VIDEO_COPY_MADE)
def _video_copy_made(stage):
    video = _filmed(stage)
    scan_video(stage.officer, video)

    def deed(workspace):
        copy = make_video_copy(workspace, video)
        body = {"digest": copy.digest, "covered": 0, "sound": "dropped", "unsettled": 0, "leaks": []}
        return Recorded(video, body)

    return deed


@act(EventName.COPY_MADE)
def _copy_made(stage):
    # A look at a small wall takes no time, and it has the face that somebody drew there.
    wall = stage.tmp_path / "wall.png"
    Image.new("RGB", (96, 96), (120, 125, 118)).save(wall)
    (taken,) = add_images(stage.officer, stage.story, [incoming(wall)])
    image = taken.image.id
    scan_images(stage.officer, [image])
    face = add_face(stage.officer, image, Box(left=30, top=30, right=60, bottom=60))
    settle_face(stage.officer, face.id, COVER)

    def deed(workspace):
        copy = make_public_copy(workspace, image)
        body = {"digest": copy.digest, "covered": 1, "unsettled": 0, "leaks": []}
        return Recorded(image, body | {"methods": ["solid"]})

    return deed


@act(EventName.QUESTION_ANSWERED)
def _question_answered(stage):
    def deed(workspace):
        answer_question(workspace, stage.story, POLICY, QUESTION, reply=Reply.NO, justification=WHY)
        body = {"policy": POLICY, "question": QUESTION, "reply": "no", "roles": ["officer"]}
        return Recorded(stage.story, body)

    return deed


@act(EventName.RISKS_WEIGHED)
def _risks_weighed(stage):
    def deed(workspace):
        weigh_risks(workspace, stage.person, q2_2b=Reply.NO)
        return Recorded(stage.person, {"yes": ["1.2e", "2.2a", "2.2c", "2.2d"], "no": ["2.2b"]})

    return deed


@act(EventName.ANSWER_SIGNED_OFF)
def _answer_signed_off(stage):
    answer_question(stage.officer, stage.story, POLICY, QUESTION, reply=Reply.NO, justification=WHY)

    def deed(workspace):
        sign_off_answer(workspace, stage.story, POLICY, QUESTION)
        return Recorded(stage.story, {"policy": POLICY, "question": QUESTION, "by": "officer-1"})

    return deed


@act(EventName.GATE_REFUSED)
def _gate_refused(stage):
    def deed(workspace):
        clearance = ask_gate(workspace, stage.story, Channel.PRESS)
        reasons = sorted({reason.code.value for reason in clearance.reasons})
        return Recorded(stage.story, {"channel": "press", "reasons": reasons})

    return deed


@act(EventName.CERTIFICATE_ISSUED)
def _certificate_issued(stage):
    def deed(workspace):
        made = certify_story(workspace, stage.story, Channel.WEBSITE).certificate
        body = {"story": stage.story, "channel": "website", "until": "2027-03-01", "pdf": made.pdf}
        return Recorded(made.id, body)

    return deed


@act(EventName.STORY_EXPORTED)
def _story_exported(stage):
    certificate = stage.words.certify().id

    def deed(workspace):
        made = export_to(workspace, stage.story, Channel.WEBSITE, stage.tmp_path / "away")
        digests = sorted(file.digest for file in made.files)
        body = {"story": stage.story, "channel": "website", "until": "2027-03-01", "digests": digests}
        return Recorded(certificate, body)

    return deed


@act(EventName.STORY_PUBLISHED)
def _story_published(stage):
    certificate = stage.words.certify().id

    def deed(workspace):
        made = publish_story(workspace, stage.story, Channel.WEBSITE, where=WHERE)
        body = {"story": stage.story, "channel": "website", "certificate": certificate, "until": "2027-03-01"}
        return Recorded(made.id, body)

    return deed


def _actor_for(name):
    """Someone with one role that may: an officer where one may, so that each deed finds its own role."""
    return next(HANDLES[role] for role in Role if role in MAY_RECORD[name])


@pytest.mark.parametrize("name", [n for n in EventName if n not in BY_THE_STORE])
def test_an_act_is_refused_to_who_may_not_and_recorded_of_who_may(name, stage, events, nothing_kept):
    deed = ACTS[name](stage)
    assert_nothing_is_kept_of_who_may_not(name, stage, deed, nothing_kept)
    doer = _actor_for(name)
    if name in RESTS_ON_DAYS - _A_NO:
        assert_waits_while_the_clock_is_behind(stage, deed, doer)
    if name in _OF_NOBODY_KNOWN:
        recorded = deed(stage.open_as(doer))
    else:
        with said_before(stage.open_as, doer, stage.story) as workspace:
            recorded = deed(workspace)
    if recorded is not None:  # a workspace that was made has a log of its own
        event = events(name.value)[0]
        assert (event.actor, event.subject) == (recorded.actor or doer, recorded.subject)
        assert event.body == recorded.body
    assert NAME not in "".join(event.model_dump_json() for event in events())
    # Opened afresh: where the keys were replaced, who was there before signs in again.
    assert columns_with_files(stage.open_as("auditor-1")) <= set(FILE_COLUMNS) | NAME_FILES


def assert_nothing_is_kept_of_who_may_not(name, stage, deed, nothing_kept):
    roles = sorted(set(Role) - MAY_RECORD[name])
    if not roles or name in _ANSWERED_ALL_THE_SAME:
        return
    *others, last = [stage.open_as(HANDLES[role]) for role in roles]
    # All of it is compared once: what one of them left would be there after the last, too.
    with nothing_kept(Refused, _MAY_NOT):
        for workspace in others:
            with pytest.raises(Refused, match=f"^{_MAY_NOT}$"):
                deed(workspace)
        deed(last)
    assert not (stage.tmp_path / f"{NAME}.pdf").exists()


_MAY_NOT = "role-may-not(-read)?"
_OF_NOBODY_KNOWN = {EventName.ACTOR_RECOVERED, EventName.KEEPER_APPOINTED}
"""Nobody knows who comes in with the printed code: what that account answered as one of two is asked again.

It concerns every story, and its verb says so in general; each other act says exactly what it asks again.
"""
_ANSWERED_ALL_THE_SAME = {EventName.GATE_REFUSED}
"""Who may write nothing asks the gate, too: `test_who_may_write_nothing_is_answered_all_the_same`."""
_A_NO = {
    EventName.ASSENT_RECORDED,
    EventName.DRAFT_APPROVED,
    EventName.GUARDIAN_CHECKED,
    EventName.QUESTION_ANSWERED,
}
"""Their deed here is a no, which is recorded on any day."""
_PROTECTS = {
    EventName.CONSENT_WITHDRAWN,
    EventName.REFUSAL_RECORDED,
    EventName.BASIS_ENDED,
    EventName.INTERPRETER_ENDED,
    EventName.TAKEDOWN_OPENED,
}


def assert_waits_while_the_clock_is_behind(stage, deed, doer):
    """What rests on days is refused while now lies before the last event."""
    stage.clock.advance(hours=-2)
    with pytest.raises(Refused) as refused:
        deed(stage.open_as(doer))
    assert refused.value.code in {"clock-behind", "not-cleared"}
    assert {reason.code.value for reason in refused.value.reasons} <= {"clock-behind"}
    stage.clock.advance(hours=2)


@pytest.mark.parametrize("name", [n for n in EventName if n in _A_NO | _PROTECTS])
def test_a_no_never_waits_for_a_clock_that_is_behind(name, stage, events):
    deed = ACTS[name](stage)
    stage.clock.advance(hours=-2)
    deed(stage.open_as(_actor_for(name)))
    assert events(name.value)


def columns_with_files(workspace):
    """Return (table, column) wherever a row names a file of the vault; the log names rows by their keys."""
    db, files = workspace.records.db, workspace.records.vault.names()
    return {
        (table, column)
        for table in db.table_names()
        for row in db[table].rows
        for column, value in row.items()
        if table != "audit_rows" and value in files
    }


def test_every_act_has_its_deed_here_and_is_recorded_by_a_use_case():
    folder = Path(consentkit.usecases.__file__).parent
    recorded = {
        EventName[node.args[0].attr]
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", "") in {"change", "record", "record_also"}
        and getattr(getattr(node.args[0], "value", None), "id", "") == "EventName"
    }
    assert set(EventName) - BY_THE_STORE == set(ACTS) == recorded == set(MAY_RECORD) - BY_THE_STORE
