"""What needs an actor today: what their roles allow them to do, and no more than a day's work of each."""

from collections.abc import Callable

from consentkit.domain.events import EventName, may_record
from consentkit.domain.roles import READERS
from consentkit.domain.values import Fact
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.key_epochs import unfinished_epoch
from consentkit.store.office import agendas as waiting
from consentkit.store.office.actors import find_account
from consentkit.usecases.checks.needs import (
    ending_sheet,
    needs_of_noes,
    open_questions,
    unsigned_answers,
    unsigned_sheet,
)
from consentkit.usecases.letters.needs import (
    letters_out_long,
    loose_pages,
    noes_to_confirm,
    other_letters_to_confirm,
)
from consentkit.usecases.log.clocks import clock_is_behind
from consentkit.usecases.office.backups import SUBJECT as BACKUPS
from consentkit.usecases.office.backups import backup_age
from consentkit.usecases.office.needs import MOST_OF_A_KIND, Find, Need, NeedCode, Needs, need_of
from consentkit.usecases.office.settings import look_at_settings
from consentkit.usecases.people.identities import list_set_aside
from consentkit.usecases.publications.needs import (
    ended_bases,
    ended_consents,
    ending_bases,
    ending_consents,
    overdue_publications,
    takedowns_to_confirm,
    unrecorded_exports,
    void_certificates,
)
from consentkit.usecases.workspaces import Workspace


def needs_of(workspace: Workspace) -> Needs:
    """Yield what needs this actor today, most urgent first, as it is found."""
    # Who handles letters only reads no stories and no consents.
    kinds = (*_KINDS, *_LETTER_KINDS) if workspace.actor.has(*READERS) else _LETTER_KINDS
    yield from own_passphrase(workspace)
    for acts, find in kinds:
        if any(may_record(workspace.actor, act) for act in acts):
            yield from find(workspace)


def _clock(workspace: Workspace) -> Needs:
    event = clock_is_behind(workspace)
    if event is not None:
        yield Need(code=NeedCode.CLOCK_BEHIND, subject=str(event), facts={"event": event})


def _settings(workspace: Workspace) -> Needs:
    state = look_at_settings(workspace)
    if not state.is_accepted:
        facts: dict[str, Fact] = {"count": len(state.changes)}
        yield Need(code=NeedCode.SETTINGS_CHANGED, subject=state.digest, facts=facts)


def _set_aside(workspace: Workspace) -> Needs:
    found = list_set_aside(workspace)
    if found:
        yield Need(code=NeedCode.SEALED_SET_ASIDE, subject=found[0].digest, facts={"count": len(found)})


def _guardians(workspace: Workspace) -> Needs:
    for row in waiting.unchecked_guardians(workspace.reading, MOST_OF_A_KIND):
        facts: dict[str, Fact] = {"contributor": row["contributor"]}
        yield Need(code=NeedCode.GUARDIAN_UNCHECKED, subject=row["code"], facts=facts)


def _unfinished_rekey(workspace: Workspace) -> Needs:
    begun = unfinished_epoch(workspace.records.db)
    if begun is not None:
        facts: dict[str, Fact] = {"begun": workspace.day_of(begun.begun_at)}
        yield Need(code=NeedCode.REKEY_UNFINISHED, subject=workspace.records.keys.workspace, facts=facts)


def _backup(workspace: Workspace) -> Needs:
    age = backup_age(workspace)
    if age.is_due and age.days is None:
        yield Need(code=NeedCode.BACKUP_NONE, subject=BACKUPS, facts={})
    elif age.is_due and age.days is not None:
        yield Need(code=NeedCode.BACKUP_OLD, subject=BACKUPS, facts={"days": age.days})


def _second_looks(workspace: Workspace) -> Needs:
    for row in waiting.stories_with_second_looks(workspace.reading, workspace.actor.handle, MOST_OF_A_KIND):
        yield need_of(NeedCode.SECOND_LOOK, row["story"], row, count=row["count"])


def own_passphrase(workspace: Workspace) -> Needs:
    """Ask an account from before for a passphrase of its own."""
    handle = workspace.actor.handle
    account = find_account(workspace.records.db, handle)
    if account is not None and account.own_since is None and account.is_from_before:
        yield Need(code=NeedCode.PASSPHRASE_FROM_BEFORE, subject=handle, facts={"handle": handle})


def _of_stories(code: NeedCode, find: Callable[[EncryptedDatabase, int], waiting.Rows]) -> Find:
    def needs(workspace: Workspace) -> Needs:
        for row in find(workspace.reading, MOST_OF_A_KIND):
            yield need_of(code, row["story"], row, count=row["count"])

    return needs


_PUBLISHERS = (EventName.CERTIFICATE_ISSUED, EventName.STORY_PUBLISHED)


_ASKERS = (EventName.CONSENT_RECORDED,)


_KINDS: tuple[tuple[tuple[EventName, ...], Find], ...] = (
    ((EventName.CLOCK_EXPLAINED,), _clock),
    ((EventName.TAKEDOWN_CONFIRMED,), takedowns_to_confirm),
    (_PUBLISHERS, overdue_publications),
    ((*_ASKERS, *_PUBLISHERS), ended_consents),
    ((EventName.BASIS_RECORDED, *_PUBLISHERS), ended_bases),
    (_PUBLISHERS, void_certificates),
    ((EventName.STORY_PUBLISHED,), unrecorded_exports),
    ((EventName.SETTINGS_ACCEPTED,), _settings),
    ((EventName.IDENTITY_ACCEPTED,), _set_aside),
    (_ASKERS, ending_consents),
    ((EventName.BASIS_RECORDED,), ending_bases),
    ((EventName.QUESTION_ANSWERED,), ending_sheet),
    ((EventName.QUESTION_ANSWERED, EventName.GUARDIAN_CHECKED), needs_of_noes),
    ((EventName.GUARDIAN_CHECKED,), _guardians),
    ((EventName.QUESTION_ANSWERED,), open_questions),
    ((EventName.ANSWER_SIGNED_OFF,), unsigned_answers),
    ((EventName.ANSWER_SIGNED_OFF,), unsigned_sheet),
    (
        (EventName.IMAGE_SCANNED,),
        _of_stories(NeedCode.SCAN_UNDECIDED, waiting.stories_with_undecided_images),
    ),
    ((EventName.IMAGE_SCANNED,), _of_stories(NeedCode.SCAN_MISSING, waiting.stories_with_unscanned_images)),
    ((EventName.FACE_SETTLED,), _of_stories(NeedCode.FACES_OPEN, waiting.stories_with_open_faces)),
    ((EventName.FACE_SETTLED,), _second_looks),
    ((EventName.IMAGE_VIEWED,), _of_stories(NeedCode.VIEW_MISSING, waiting.stories_with_unviewed_images)),
    ((EventName.COPY_MADE,), _of_stories(NeedCode.COPY_MISSING, waiting.stories_without_copies)),
    (
        (EventName.VIDEO_SCANNED, EventName.VIDEO_COPY_MADE),
        _of_stories(NeedCode.VIDEOS_WAITING, waiting.stories_with_videos_to_do),
    ),
    ((EventName.KEYS_REPLACED,), _unfinished_rekey),
    ((EventName.BACKUP_MADE,), _backup),
)
"""Each kind, and the acts that solve it: who may do none of them is not told."""


_LETTER_KINDS: tuple[tuple[tuple[EventName, ...], Find], ...] = (
    ((EventName.RELEASE_CONFIRMED,), noes_to_confirm),
    ((EventName.RELEASE_CONFIRMED,), other_letters_to_confirm),
    ((EventName.PAGE_MATCHED,), loose_pages),
    ((EventName.LETTER_MADE,), letters_out_long),
)
"""Those of letters, which a volunteer sees too."""
