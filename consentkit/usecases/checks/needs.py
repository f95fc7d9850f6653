"""What needs somebody of the questions: answers, signatures, and noes that are to be lifted."""

from collections import Counter
from datetime import timedelta

from consentkit.domain.checklists import Answer, Standing, standing_of
from consentkit.domain.errors import NotFound
from consentkit.domain.noes import SafeguardingNo
from consentkit.domain.questions.scopes import ORGANISATION
from consentkit.domain.roles import Role
from consentkit.domain.values import Channel, Fact
from consentkit.store.office import agendas as waiting
from consentkit.store.stories.stories import answers_of, get_plan, get_story
from consentkit.usecases.checks.checklists import get_question, organisation_sheet, questions_of
from consentkit.usecases.checks.noes import safeguarding_noes
from consentkit.usecases.office.needs import (
    MOST_OF_A_KIND,
    Need,
    NeedCode,
    Needs,
    day_of_row,
    need_of,
)
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.publications.gathering import gather_without_files
from consentkit.usecases.stories.lists import SOON_DAYS
from consentkit.usecases.workspaces import Workspace

_MOST_ANSWERS = 500


def open_questions(workspace: Workspace) -> Needs:
    """Yield questions of the next stories that wait for this actor."""
    for row in waiting.next_plans(workspace.reading, workspace.today, MOST_OF_A_KIND):
        count = _count_open(workspace, row["story"], Channel(row["channel"]))
        if count:
            first = day_of_row(row["from_on"])
            yield need_of(NeedCode.QUESTIONS_OPEN, row["story"], row, count=count, first=first)


def ending_sheet(workspace: Workspace) -> Needs:
    """Yield what this actor may answer about the organisation and runs out soon, once it was answered."""
    last = workspace.today + timedelta(days=SOON_DAYS)
    ends = [
        asked.until
        for asked in organisation_sheet(workspace)
        if asked.until is not None and asked.until <= last and workspace.actor.has(*asked.question.who)
    ]
    if ends:
        facts: dict[str, Fact] = {"until": min(ends), "count": len(ends)}
        yield Need(code=NeedCode.SHEET_ENDING, subject=ORGANISATION, facts=facts)


def unsigned_sheet(workspace: Workspace) -> Needs:
    """Yield what of the organisation's own answers waits for a signature that this actor may give."""
    waiting_now = [
        asked
        for asked in organisation_sheet(workspace)
        if asked.state.standing is Standing.UNSIGNED and asked.is_waiting_for(workspace.actor)
    ]
    if waiting_now:
        yield Need(code=NeedCode.SHEET_UNSIGNED, subject=ORGANISATION, facts={"count": len(waiting_now)})


def _count_open(workspace: Workspace, story: str, channel: Channel) -> int:
    """How many questions wait for this actor. No file is looked at."""
    dossier = gather_without_files(workspace, story, channel)
    return sum(asked.is_waiting_for(workspace.actor) for asked in questions_of(dossier))


def _given(kept: tuple[Answer, ...], policy: str, question: str) -> tuple[Answer, ...]:
    return tuple(a for a in kept if (a.policy, a.question) == (policy, question))


def unsigned_answers(workspace: Workspace) -> Needs:
    """Yield answers that wait for a signature that this actor may give."""
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
