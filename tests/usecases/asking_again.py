"""What the gate asks again after an act, held against what was said before it."""

from contextlib import contextmanager
from dataclasses import replace

from consentkit.domain.checklists import Standing
from consentkit.domain.consents import Decision
from consentkit.domain.errors import Refused
from consentkit.domain.gate.clearances import ReasonCode
from consentkit.domain.gate.reopenings import Agreement, Reopened
from consentkit.domain.values import Channel
from consentkit.store.stories.stories import answers_about_things, answers_of, get_story
from consentkit.usecases.publications.clearances import clear_story
from consentkit.usecases.stories.stories import approvals_of


class Listening(Agreement):
    """Says yes to everything, and remembers what it was told."""

    def __init__(self):
        super().__init__()
        self.approvals, self.answers, self.stories = set(), set(), set()

    def check(self, reopened):
        if not isinstance(reopened, Reopened):
            return
        self.approvals |= set(reopened.approvals)
        self.answers |= set(reopened.answers)
        self.stories.add(reopened.story)


def asked(workspace, story, channel=Channel.WEBSITE):
    """Return who is asked for an approval, and which questions that were answered once are open."""
    try:
        found = clear_story(workspace, story, channel)
    except Refused:  # rows that somebody changed cannot be read
        return set(), set()
    db = workspace.records.db
    people = get_story(db, story).contributors
    given = (*answers_of(db, story), *answers_about_things(db, people))
    # What is asked about a new picture was never answered of it.
    once = {f"{a.policy} {a.question}" for a in given if a.about is None or a.about in people}
    left = {f"{q.policy} {q.question}" for q in found.questions if q.standing is Standing.OPEN}
    people = {r.facts["contributor"] for r in found.reasons if r.code is ReasonCode.DRAFT_NOT_APPROVED}
    said_no = {a.contributor for a in approvals_of(workspace, story) if a.decision is Decision.NO}
    return people - said_no, left & once


@contextmanager
def said_before(open_as, doer, story):
    """Give a workspace to act in; afterwards all that the gate newly asks again was told before it."""
    reader = open_as("auditor-1")
    people, questions = asked(reader, story)
    told = Listening()
    yield replace(open_as(doer), agreement=told)
    now_people, now_questions = asked(open_as("auditor-1"), story)
    assert now_people - people <= told.approvals
    assert now_questions - questions <= told.answers
