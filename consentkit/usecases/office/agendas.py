"""What needs an actor today: what their roles allow them to do, and no more than a day's work of each."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from consentkit.domain.checklists import Answer, Standing, standing_of
from consentkit.domain.errors import NotFound
from consentkit.domain.events import EventName, may_record
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.records import Letter
from consentkit.domain.noes import SafeguardingNo
from consentkit.domain.roles import READERS, Role
from consentkit.domain.values import Channel, Fact, Value, digest_of
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.letters.letters import letters_not_back, letters_to_confirm, list_loose_pages
from consentkit.store.log.key_epochs import unfinished_epoch
from consentkit.store.office import agendas as waiting
from consentkit.store.office.actors import find_account
from consentkit.store.stories.stories import answers_of, get_plan, get_story
from consentkit.usecases.checks.checklists import get_question, questions_of
from consentkit.usecases.checks.noes import safeguarding_noes
from consentkit.usecases.log.clocks import clock_is_behind
from consentkit.usecases.office.backups import SUBJECT as BACKUPS
from consentkit.usecases.office.backups import backup_age
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.office.settings import look_at_settings
from consentkit.usecases.people.identities import list_set_aside
from consentkit.usecases.publications.clearances import clear_story, gather_without_files
from consentkit.usecases.stories.lists import SOON_DAYS
from consentkit.usecases.workspaces import Workspace

MOST_OF_A_KIND = 20
"""Lines of one kind; who has solved these sees the next."""

LETTER_DAYS = 14
"""A letter that is out longer is asked after: it may be lost, or in the wrong hands."""

_MOST_ANSWERS = 500


class NeedCode(StrEnum):
    """What can need someone, most urgent first. `wording` holds the sentence for each."""

    CLOCK_BEHIND = "clock-behind"
    TAKEDOWN_OPEN = "takedown-open"
    PASSPHRASE_FROM_BEFORE = "passphrase-from-before"  # noqa: S105 - a need, not a secret
    LIFTING_OPENED = "lifting-opened"
    NO_LIFTED = "no-lifted"
    LIFTING_WAITS = "lifting-waits"
    PUBLICATION_OVERDUE = "publication-overdue"
    CONSENT_ENDED = "consent-ended"
    BASIS_ENDED = "basis-ended"
    CERTIFICATE_VOID = "certificate-void"
    EXPORT_REFUSED = "export-refused"
    EXPORT_UNRECORDED = "export-unrecorded"
    CONSENT_ENDING = "consent-ending"
    BASIS_ENDING = "basis-ending"
    SETTINGS_CHANGED = "settings-changed"
    NO_TO_CONFIRM = "no-to-confirm"
    SEALED_SET_ASIDE = "sealed-set-aside"
    GUARDIAN_UNCHECKED = "guardian-unchecked"
    QUESTIONS_OPEN = "questions-open"
    SIGN_OFF_WAITING = "sign-off-waiting"
    SCAN_UNDECIDED = "scan-undecided"
    SCAN_MISSING = "scan-missing"
    FACES_OPEN = "faces-open"
    SECOND_LOOK = "second-look"
    VIEW_MISSING = "view-missing"
    COPY_MISSING = "copy-missing"
    VIDEOS_WAITING = "videos-waiting"
    LETTER_TO_CONFIRM = "letter-to-confirm"
    PAGES_LOOSE = "pages-loose"
    LETTER_NOT_BACK = "letter-not-back"
    REKEY_UNFINISHED = "rekey-unfinished"
    BACKUP_OLD = "backup-old"
    BACKUP_NONE = "backup-none"


class Need(Value):
    """One thing that waits: its code, the record it concerns, its story where it has one, its facts."""

    code: NeedCode
    subject: str
    story: str | None = None
    channel: Channel | None = None
    facts: dict[str, Fact]


Needs = Iterator[Need]
Find = Callable[[Workspace], Needs]
Answers = tuple[Answer, ...]


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


def _takedowns(workspace: Workspace) -> Needs:
    for row in waiting.open_takedowns(workspace.reading, MOST_OF_A_KIND):
        yield _need(NeedCode.TAKEDOWN_OPEN, row["id"], row, opened=_day(row["opened_on"]))


def _overdue(workspace: Workspace) -> Needs:
    for row in waiting.overdue_publications(workspace.reading, workspace.today, MOST_OF_A_KIND):
        yield _need(NeedCode.PUBLICATION_OVERDUE, row["id"], row, until=_day(row["until"]))


def _ended(workspace: Workspace) -> Needs:
    for row in waiting.ended_consents_in_use(workspace.reading, workspace.today, MOST_OF_A_KIND):
        yield _need(NeedCode.CONSENT_ENDED, row["id"], row, until=_day(row["until"]))


def _ending(workspace: Workspace) -> Needs:
    today = workspace.today
    last = today + timedelta(days=SOON_DAYS)
    for row in waiting.ending_consents(workspace.reading, today, last, MOST_OF_A_KIND):
        until = _day(row["until"])
        yield _need(NeedCode.CONSENT_ENDING, row["id"], row, until=until, days=(until - today).days)


def _ended_bases(workspace: Workspace) -> Needs:
    for row in waiting.ended_bases_in_use(workspace.reading, workspace.today, MOST_OF_A_KIND):
        yield _need(NeedCode.BASIS_ENDED, row["id"], row, thing=row["thing"], until=_day(row["until"]))


def _ending_bases(workspace: Workspace) -> Needs:
    today = workspace.today
    last = today + timedelta(days=SOON_DAYS)
    for row in waiting.ending_bases(workspace.reading, today, last, MOST_OF_A_KIND):
        until = _day(row["until"])
        days = (until - today).days
        yield _need(NeedCode.BASIS_ENDING, row["id"], row, thing=row["thing"], until=until, days=days)


def _void_certificates(workspace: Workspace) -> Needs:
    catalogue = workspace.catalogue
    policies = digest_of([catalogue.digests, catalogue.broken])
    for row in waiting.doubtful_certificates(workspace.reading, policies, MOST_OF_A_KIND):
        state = clear_story(workspace, row["story"], Channel(row["channel"])).certificate
        if state is not None and not state.is_valid:
            yield _need(NeedCode.CERTIFICATE_VOID, state.id, row, changed=state.changed)


def _unrecorded_exports(workspace: Workspace) -> Needs:
    act = EventName.STORY_EXPORTED.value
    for row in waiting.unrecorded_exports(workspace.reading, act, workspace.today, MOST_OF_A_KIND):
        clearance = clear_story(workspace, row["story"], Channel(row["channel"]))
        state = clearance.certificate
        is_held = clearance.is_allowed and state is not None and state.is_valid
        yield _need(NeedCode.EXPORT_UNRECORDED if is_held else NeedCode.EXPORT_REFUSED, row["story"], row)


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


def _questions(workspace: Workspace) -> Needs:
    for row in waiting.next_plans(workspace.reading, workspace.today, MOST_OF_A_KIND):
        count = _open_questions(workspace, row["story"], Channel(row["channel"]))
        if count:
            first = _day(row["from_on"])
            yield _need(NeedCode.QUESTIONS_OPEN, row["story"], row, count=count, first=first)


def _open_questions(workspace: Workspace, story: str, channel: Channel) -> int:
    """How many questions wait for this actor. No file is looked at."""
    dossier = gather_without_files(workspace, story, channel)
    return sum(asked.is_waiting_for(workspace.actor) for asked in questions_of(dossier))


def _given(kept: Answers, policy: str, question: str) -> Answers:
    return tuple(a for a in kept if (a.policy, a.question) == (policy, question))


def _sign_offs(workspace: Workspace) -> Needs:
    counts: Counter[str] = Counter()
    for row in waiting.unsigned_answers(workspace.reading, _MOST_ANSWERS):
        counts[row["story"]] += _waits_for_signature(workspace, row["story"], row["policy"], row["question"])
    for story in [story for story, count in counts.items() if count][:MOST_OF_A_KIND]:
        yield Need(
            code=NeedCode.SIGN_OFF_WAITING,
            subject=story,
            story=story,
            channel=_first_channel(workspace, story),
            facts={"story": story, "count": counts[story]},
        )


def _waits_for_signature(workspace: Workspace, story: str, policy: str, question: str) -> bool:
    try:
        asked = get_question(workspace, policy, question)
    except NotFound:
        return False
    found = get_story(workspace.reading, story)
    given = _given(answers_of(workspace.reading, story), policy, question)
    separation = separation_of(workspace, workspace.reading)
    standing = standing_of(asked, given, revision=found.revision, fact_holds=None, separation=separation)
    if standing is not Standing.UNSIGNED:
        return False
    me = workspace.actor.handle
    return any(
        a.signed_off_by is None and a.justification and separation.are_two(a.by, me, workspace.clock())
        for a in given
    )


def _first_channel(workspace: Workspace, story: str) -> Channel:
    planned = [channel for channel in Channel if get_plan(workspace.reading, story, channel)]
    return planned[0] if planned else Channel.WEBSITE


_NOES = frozenset({FormPurpose.WITHDRAWAL, FormPurpose.REFUSAL})


def _noes_to_confirm(workspace: Workspace) -> Needs:
    noes = [one for one in letters_to_confirm(workspace.records.db) if one.purpose in _NOES]
    yield from (_letter_need(NeedCode.NO_TO_CONFIRM, one) for one in noes[:MOST_OF_A_KIND])


def _letters_to_confirm(workspace: Workspace) -> Needs:
    others = [one for one in letters_to_confirm(workspace.records.db) if one.purpose not in _NOES]
    yield from (_letter_need(NeedCode.LETTER_TO_CONFIRM, one) for one in others[:MOST_OF_A_KIND])


def _letter_need(code: NeedCode, letter: Letter) -> Need:
    return Need(code=code, subject=letter.id, facts={"letter": letter.id, "form": letter.form})


def _loose_pages(workspace: Workspace) -> Needs:
    loose = list_loose_pages(workspace.records.db)
    if loose:
        yield Need(code=NeedCode.PAGES_LOOSE, subject=loose[0].id, facts={"count": len(loose)})


def _letters_not_back(workspace: Workspace) -> Needs:
    before = workspace.today - timedelta(days=LETTER_DAYS)
    for row in letters_not_back(workspace.records.db, before, MOST_OF_A_KIND):
        facts: dict[str, Fact] = {"letter": row["id"], "made": _day(row["made_on"])}
        yield Need(code=NeedCode.LETTER_NOT_BACK, subject=row["id"], facts=facts)


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
        yield _need(NeedCode.SECOND_LOOK, row["story"], row, count=row["count"])


def own_passphrase(workspace: Workspace) -> Needs:
    """Ask an account from before for a passphrase of its own."""
    handle = workspace.actor.handle
    account = find_account(workspace.records.db, handle)
    if account is not None and account.own_since is None and account.is_from_before:
        yield Need(code=NeedCode.PASSPHRASE_FROM_BEFORE, subject=handle, facts={"handle": handle})


def needs_of_noes(workspace: Workspace) -> Needs:
    """Tell who said no that others lift it, and others when they may."""
    for said in safeguarding_noes(workspace):
        code = _need_of_no(workspace, said.no)
        if code is not None:
            no = said.no
            facts: dict[str, Fact] = {
                "about": said.about,
                "by": no.by,
                "first": no.opened_by or no.lifted_by[0],
                "second": no.lifted_by[-1] if no.lifted_by else "",
                "until": workspace.day_of(no.from_at or no.at),
            }
            subject = said.guardian or said.story
            facts |= {"contributor": said.contributor} if said.contributor else {}
            yield Need(code=code, subject=subject, story=said.story or None, facts=facts)


def _need_of_no(workspace: Workspace, no: SafeguardingNo) -> NeedCode | None:
    is_mine, now = no.by == workspace.actor.handle, workspace.clock()
    if no.lifted_at is not None:
        is_news = is_mine and no.by not in no.lifted_by and now < no.lifted_at + timedelta(days=SOON_DAYS)
        return NeedCode.NO_LIFTED if is_news else None
    if no.opened_by is None or no.from_at is None:
        return None
    if is_mine:
        return NeedCode.LIFTING_OPENED
    may = workspace.actor.has(Role.SAFEGUARDING) and no.opened_by != workspace.actor.handle
    return NeedCode.LIFTING_WAITS if may and now >= no.from_at else None


def _of_stories(code: NeedCode, find: Callable[[EncryptedDatabase, int], waiting.Rows]) -> Find:
    def needs(workspace: Workspace) -> Needs:
        for row in find(workspace.reading, MOST_OF_A_KIND):
            yield _need(code, row["story"], row, count=row["count"])

    return needs


def _need(code: NeedCode, subject: str, row: dict[str, Any], **facts: Fact) -> Need:
    channel = Channel(row["channel"]) if "channel" in row else None
    named = {key: row[key] for key in ("story", "channel", "contributor") if key in row}
    return Need(code=code, subject=subject, story=row["story"], channel=channel, facts=named | facts)


def _day(text: str) -> date:
    return date.fromisoformat(text)


_PUBLISHERS = (EventName.CERTIFICATE_ISSUED, EventName.STORY_PUBLISHED)
_ASKERS = (EventName.CONSENT_RECORDED,)

_KINDS: tuple[tuple[tuple[EventName, ...], Find], ...] = (
    ((EventName.CLOCK_EXPLAINED,), _clock),
    ((EventName.TAKEDOWN_CONFIRMED,), _takedowns),
    (_PUBLISHERS, _overdue),
    ((*_ASKERS, *_PUBLISHERS), _ended),
    ((EventName.BASIS_RECORDED, *_PUBLISHERS), _ended_bases),
    (_PUBLISHERS, _void_certificates),
    ((EventName.STORY_PUBLISHED,), _unrecorded_exports),
    ((EventName.SETTINGS_ACCEPTED,), _settings),
    ((EventName.IDENTITY_ACCEPTED,), _set_aside),
    (_ASKERS, _ending),
    ((EventName.BASIS_RECORDED,), _ending_bases),
    ((EventName.QUESTION_ANSWERED, EventName.GUARDIAN_CHECKED), needs_of_noes),
    ((EventName.GUARDIAN_CHECKED,), _guardians),
    ((EventName.QUESTION_ANSWERED,), _questions),
    ((EventName.ANSWER_SIGNED_OFF,), _sign_offs),
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
    ((EventName.RELEASE_CONFIRMED,), _noes_to_confirm),
    ((EventName.RELEASE_CONFIRMED,), _letters_to_confirm),
    ((EventName.PAGE_MATCHED,), _loose_pages),
    ((EventName.LETTER_MADE,), _letters_not_back),
)
"""Those of letters, which a volunteer sees too."""
