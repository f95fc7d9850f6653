"""The gate, code by code: one change to a dossier that is right, and exactly one reason."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from basis_making import BASIS_CASES
from dossier_making import (
    ADULT,
    ADVICE,
    BY_FACT,
    BY_PEOPLE,
    CHILD,
    CONSENT_UNTIL,
    DAY,
    DRAFT,
    FACE,
    GIVEN_ON,
    GUARDIAN,
    IMAGE,
    PERSON,
    PLAN_UNTIL,
    RELEASE,
    STORY,
    TODAY,
    answer,
    approval,
    assent,
    child_dossier,
    consent,
    dossier,
    draft,
    face,
    fact_question,
    found_words,
    given_paper,
    guardian,
    image,
    paper,
    plan,
    policy,
    public_copy,
    question,
    record,
    refusal,
    story,
    unseen,
    withdrawal,
    words,
)
from dossier_making import part as draft_part
from hypothesis import given
from hypothesis import strategies as st
from interpreter_making import INTERPRETER_CASES
from video_making import VIDEO_CASES

from consentkit.domain.checklists import BrokenFile, FactName, Reply, Severity, Standing
from consentkit.domain.consents import Appearance, AssentScope, Audience, Decision, Medium, Method
from consentkit.domain.errors import Refused
from consentkit.domain.gate.clearances import ONLY_ASKED_ABOUT, ReasonCode
from consentkit.domain.gate.clearing import clear
from consentkit.domain.gate.dossiers import FileState
from consentkit.domain.gate.facts import FINDINGS_AGAINST
from consentkit.domain.gate.picture_rules import CopyLook, copy_findings
from consentkit.domain.gate.video_rules import video_copy_findings
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.given_papers import PaperForm
from consentkit.domain.people import AgeBasis
from consentkit.domain.pictures.copy_states import STATES, CopyState, copy_state_of
from consentkit.domain.pictures.images import (
    Box,
    BoxKind,
    Declaration,
    Leak,
    Profile,
    Scan,
    ScanOutcome,
    Settlement,
)
from consentkit.domain.pictures.near_copies import NearCopy
from consentkit.domain.pictures.public_copies import Check, CheckResult
from consentkit.domain.pictures.redactions import Redaction
from consentkit.domain.questions.seen import SEEN
from consentkit.domain.roles import Role
from consentkit.domain.values import Channel
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.languages import Readable
from consentkit.wording import cure_of, sentence_of

R = ReasonCode
NO_BASIS = ADULT.model_copy(update={"age_basis": AgeBasis.NONE})
SOON_GROWN = CHILD.model_copy(update={"adult_on": date(2027, 1, 1)})
JUST_GROWN = CHILD.model_copy(update={"adult_on": date(2026, 11, 1)})
FACTS_FOUND = [fact for fact in FactName if fact not in SEEN]
ASKED = policy(*(fact_question(f"1{chr(97 + n)}", fact) for n, fact in enumerate(FACTS_FOUND)))
SHOWN = {"scope__appearance": Appearance.FACE_SHOWN}
ALL_DONE = dict.fromkeys(Check, CheckResult.DONE)
NEAR = NearCopy(other="I-0000-0000", story="S-0000-0000", bits=3, is_ended=True)
EXPLAINED = "The interpreter was present for the whole of it."


def asked(**changes):
    """A dossier under a policy that asks for every fact, with no other question."""
    return dossier(policies=(ASKED,), answers=(), **changes)


def copied(**changes):
    return dossier(images=(record(face(), copy_made=public_copy((face(),), **changes)),))


def pictured(**changes):
    return dossier(images=(record(face(), image=image(**changes)),))


def answered(reply, **changes):
    return dossier(answers=(answer("1a", reply, **changes), answer("1c"), answer("1d")))


_LATER = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
SAID_NO = answer("1a", Reply.NO, by="safeguarding-1", role=Role.SAFEGUARDING)
OPENED = answer("1a", by="safeguarding-2", role=Role.SAFEGUARDING, at=_LATER)
ANSWERED = (answer("1a", at=_LATER), answer("1c"), answer("1d"))

CASES = {
    R.POLICY_BROKEN: lambda: dossier(broken_policies=(BrokenFile(file="a.toml", field="caps", problem="?"),)),
    R.POLICY_NONE: lambda: dossier(policies=(), policy_digests={}),
    R.STORY_EMPTY: lambda: dossier(story=story(draft=None), images=(), papers={}),
    R.CONTRIBUTORS_MISSING: lambda: dossier(story=story(contributors=()), contributors=(), images=()),
    R.PLAN_MISSING: lambda: dossier(plan=None),
    R.PLAN_ENDED: lambda: dossier(plan=plan(from_on=GIVEN_ON, until=TODAY - DAY)),
    R.NOBODY_IS_VICTIM_UNTRUE: lambda: dossier(story=story(states_nobody_is_victim=True)),
    **BASIS_CASES,
    R.CONSENT_MISSING: lambda: dossier(consents=()),
    R.CONSENT_REFUSED: lambda: dossier(consents=(refusal(),)),
    R.CONSENT_WITHDRAWN: lambda: dossier(withdrawals=(withdrawal(TODAY),)),
    R.CONSENT_NOT_YET: lambda: dossier(consents=(consent(given_on=TODAY + DAY),)),
    R.CONSENT_ENDED: lambda: dossier(consents=(consent(scope__until=TODAY - DAY),)),
    R.CONSENT_ENDS_EARLY: lambda: dossier(consents=(consent(scope__until=PLAN_UNTIL - DAY),)),
    R.CONSENT_OVER_CAP: lambda: dossier(consents=(consent(scope__until=date(2029, 11, 11)),)),
    R.CONSENT_NOT_FRESH: lambda: asked(
        consents=(consent(asked_on=date(2025, 11, 1), given_on=date(2025, 11, 20)),),
        approvals=(approval(on=date(2025, 11, 20)),),
    ),
    R.COMES_OF_AGE: lambda: child_dossier(SOON_GROWN),
    R.ASK_AGAIN_GROWN: lambda: child_dossier(
        JUST_GROWN,
        consents=(consent(given_on=date(2026, 10, 31), asked_on=date(2026, 10, 1), given_by=GUARDIAN,
                          scope__until=PLAN_UNTIL),),
    ),
    R.MEDIUM_OUTSIDE_SCOPE: lambda: dossier(consents=(consent(scope__media=frozenset({Medium.PHOTO})),)),
    R.CHANNEL_OUTSIDE_SCOPE: lambda: dossier(channel=Channel.SOCIAL, plan=plan(channel=Channel.SOCIAL)),
    R.AUDIENCE_OUTSIDE_SCOPE: lambda: dossier(plan=plan(audience=Audience.DONORS)),
    R.PLACE_OUTSIDE_SCOPE: lambda: dossier(consents=(consent(scope__places=frozenset({"LA"})),)),
    R.APPEARANCE_OUTSIDE_SCOPE: lambda: dossier(consents=(consent(scope__appearance=Appearance.BACK),)),
    R.AGE_WITHOUT_BASIS: lambda: child_dossier(NO_BASIS),
    R.GUARDIAN_MISSING: lambda: child_dossier(guardians=()),
    R.GUARDIAN_CONFLICT: lambda: child_dossier(guardians=(guardian(None),)),
    R.ASSENT_MISSING: lambda: child_dossier(assents=()),
    R.ASSENT_REFUSED: lambda: child_dossier(assents=(assent(Decision.NO),)),
    R.RELEASE_MISSING: lambda: dossier(consents=(consent(release=None),)),
    R.PAPER_UNSAID: lambda: dossier(given_papers=(given_paper(said=None),)),
    R.PAPER_SAYS_OTHER: lambda: dossier(given_papers=(given_paper(form=PaperForm.OTHER),)),
    R.PAPER_SECOND_MISSING: lambda: dossier(given_papers=(given_paper(said_by="officer-1"),)),
    R.WITNESS_MISSING: lambda: dossier(consents=(consent(method=Method.SPOKEN),)),
    **INTERPRETER_CASES,
    R.LANGUAGE_DIFFERS: lambda: asked(consents=(consent(language="en"),)),
    R.REFLECTION_SHORT: lambda: asked(consents=(consent(asked_on=GIVEN_ON),)),
    R.DRAFT_NOT_APPROVED: lambda: dossier(approvals=()),
    R.WITHDRAWAL_WAITING: lambda: dossier(signed=(paper(FormPurpose.WITHDRAWAL),)),
    R.REFUSAL_WAITING: lambda: dossier(signed=(paper(FormPurpose.REFUSAL),)),
    R.LETTER_WAITING: lambda: dossier(signed=(paper(FormPurpose.RENEWAL),)),
    R.PAGE_UNMATCHED: lambda: dossier(loose_pages=("R-0000-0000",)),
    R.CONSENT_BEYOND_LETTER: lambda: dossier(
        signed=(paper(FormPurpose.CONSENT, "L24.yes", until=CONSENT_UNTIL - DAY, release=RELEASE),)
    ),
    R.ASSENT_BESIDE_LETTER: lambda: child_dossier(signed=(paper(FormPurpose.ASSENT, "L24.yes"),)),
    R.CHILD_AGREED_TO_LESS: lambda: child_dossier(
        assents=(assent().model_copy(update={"scope": AssentScope(media=frozenset({Medium.WORDS}))}),)
    ),
    R.FILE_MISSING: lambda: dossier(papers={DRAFT: FileState.MISSING, RELEASE: FileState.INTACT}),
    R.FILE_CHANGED: lambda: dossier(papers={DRAFT: FileState.INTACT, RELEASE: FileState.CHANGED}),
    R.SCAN_MISSING: lambda: pictured(scan=None),
    R.SCAN_UNDECIDED: lambda: pictured(scan=Scan(outcome=ScanOutcome.UNDECIDED, problem="scan-failed")),
    R.SCAN_TOO_SHALLOW: lambda: pictured(scan=Scan(outcome=ScanOutcome.FOUND, profile=Profile.STANDARD)),
    R.VIEW_MISSING: lambda: pictured(viewed_by=None),
    R.FACE_OPEN: lambda: dossier(
        images=(record(face(settlement=Settlement.OPEN, contributor=None, is_hidden=False)),)
    ),
    R.TEXT_OPEN: lambda: dossier(
        images=(
            record(
                face(),
                face(
                    id="F-7K3Q-X9MD",
                    kind=BoxKind.TEXT,
                    settlement=Settlement.OPEN,
                    contributor=None,
                    is_hidden=False,
                ),
            ),
        )
    ),
    R.FACE_MUST_BE_COVERED: lambda: dossier(images=(record(face(is_hidden=False)),)),
    R.CHILD_FACE_SHOWN: lambda: child_dossier(images=(record(face(is_hidden=False)),)),
    R.FACE_AGREEMENT_MISSING: lambda: dossier(
        images=(record(face(is_hidden=False)),), consents=(consent(**SHOWN),)
    ),
    R.SECOND_LOOK_MISSING: lambda: dossier(
        images=(record(face(settlement=Settlement.NOT_A_FACE, contributor=None, is_hidden=False)),)
    ),
    R.COPY_MISSING: lambda: dossier(images=(record(face(), copy_made=None, copy_state=None),)),
    R.COPY_STALE: lambda: copied(covered=()),
    R.REDACTION_UNPROVED: lambda: copied(unsettled=(Box(left=0, top=0, right=9, bottom=9),)),
    R.METADATA_LEFT: lambda: copied(leaks=(Leak.GPS,)),
    R.NEAR_COPY: lambda: dossier(images=(record(face(), near=(NEAR,)),)),
    R.NEAR_COPY_UNKNOWN: lambda: dossier(images=(record(face(), near=None),)),
    R.COPY_TOO_LARGE: lambda: copied(width_px=2000),
    R.COPY_CHECK_FAILED: lambda: copied(results=ALL_DONE | {Check.MATCH: CheckResult.FAILED}),
    R.COVER_ONLY_COSMETIC: lambda: copied(methods=(Redaction(method="mosaic"),)),
    R.VOICES_AT_GATHERING: VIDEO_CASES[R.VOICES_AT_GATHERING],
    R.DRAFT_NOT_OPENED: lambda: dossier(draft=None),
    R.DRAFT_PART_UNSEEN: lambda: dossier(draft=draft(unseen())),
    R.DRAFT_SHOWS_ORIGINAL: lambda: dossier(draft=draft(draft_part())),
    R.WORDS_UNCHECKED: lambda: dossier(words=None),
    R.WORDS_UNDECIDED: lambda: dossier(words=words(readable=Readable.OTHER_LANGUAGE)),
    R.FINDING_OPEN: lambda: dossier(words=words(found_words(WordKind.EXACT_DATE, "4 may 2019"))),
    R.NAME_OUTSIDE_SCOPE: lambda: dossier(words=words(found_words())),
    R.CHILD_NAMED: lambda: child_dossier(words=words(found_words(wording="malis sok"))),
    R.CONTACT_IN_WORDS: lambda: dossier(words=words(found_words(WordKind.PHONE, "012 345 678"))),
    R.PLACE_TOO_NARROW: lambda: dossier(words=words(found_words(WordKind.PLACE, "siem reap"))),
    R.QUESTION_OPEN: lambda: dossier(answers=(answer("1c"), answer("1d"))),
    R.QUESTION_FAILED: lambda: answered(Reply.NO),
    R.SAFEGUARDING_NO: lambda: dossier(answers=(SAID_NO, *ANSWERED)),
    R.SAFEGUARDING_NO_LIFTING: lambda: dossier(answers=(SAID_NO, OPENED, *ANSWERED)),
    R.QUESTION_UNSIGNED: lambda: dossier(
        answers=(answer("1a"), answer("1c", Reply.NO, justification=EXPLAINED), answer("1d"))
    ),
}  # fmt: skip
"""For each code a dossier in which nothing but that is wrong."""

EVERY_CASE = [
    *(pytest.param(code, make, id=code) for code, make in CASES.items()),
    *(pytest.param(code, make, id=f"{code}-of-a-video") for code, make in VIDEO_CASES.items()),
]


def codes(made):
    """Every code that stands in the way; one that only a question asks about through its question."""
    found = set()
    for reason in clear(made).reasons:
        because = set(reason.facts.get("because", ())) & ONLY_ASKED_ABOUT
        found |= {ReasonCode(code) for code in because} or {reason.code}
    return found


def test_a_dossier_with_everything_right_is_allowed():
    for made in (dossier(), child_dossier(), asked(), asked(**dict(child_dossier_parts()))):
        clearance = clear(made)
        assert (clearance.is_allowed, clearance.reasons, clearance.advice) == (True, (), ())
        assert (clearance.story, clearance.on, clearance.until) == (STORY, TODAY, PLAN_UNTIL)


def child_dossier_parts():
    made = child_dossier()
    return {name: getattr(made, name) for name in ("contributors", "guardians", "assents", "consents")}


def test_every_reason_code_has_a_case():
    """What the log says of the records has its cases where there is a log: `test_clearances_by_the_log`.

    What is said of several stories has its case in `test_together`.
    """
    by_the_log = {
        ReasonCode.RECORDS_CHANGED,
        ReasonCode.LOG_BROKEN,
        ReasonCode.HEADS_MISSING,
        ReasonCode.CLOCK_BEHIND,
    }
    assert CASES.keys() == set(ReasonCode) - by_the_log - {ReasonCode.PLANS_DIFFER}


@pytest.mark.parametrize(("code", "make"), EVERY_CASE)
def test_what_is_wrong_refuses_with_exactly_its_code(code, make):
    made = make()
    assert codes(made) == {code}
    assert not clear(made).is_allowed


@pytest.mark.parametrize(("code", "make"), EVERY_CASE)
def test_every_reason_names_a_record_and_never_a_person(code, make):
    for reason in clear(make()).reasons:
        assert reason.subject
        assert "Ban Nam" not in str(reason)


@pytest.mark.parametrize(("code", "make"), EVERY_CASE)
def test_every_reason_brings_all_that_its_words_name(code, make):
    clearance = clear(make())
    for reason in clearance.reasons + clearance.advice:
        assert "None" not in sentence_of(reason) + cure_of(reason)


@pytest.mark.parametrize(("code", "make"), EVERY_CASE)
def test_a_reason_about_a_consent_an_assent_or_a_guardian_says_whose_it_is(code, make):
    for reason in clear(make()).reasons:
        if reason.subject[:2] in ("K-", "A-", "G-"):
            assert reason.facts["contributor"] == PERSON


@pytest.mark.parametrize("code", sorted(ONLY_ASKED_ABOUT))
def test_what_is_only_asked_about_does_not_refuse_by_itself(code):
    made = CASES[code]().model_copy(update={"policies": (policy(BY_PEOPLE),), "answers": (answer("1a"),)})
    assert clear(made).is_allowed


# Files and the copy, in more ways than one.


def _copy_states(made):
    """What each public copy has come to, as the screens say it."""
    for one in made.images:
        if not one.is_page:
            look = CopyLook(one.image.id, one.faces, one.copy_made, one.copy_state)
            yield copy_state_of(copy_findings(look, made.channel, made.contributors, made.on))
    for one in made.videos:
        yield copy_state_of(video_copy_findings(one.video.id, one.tracks, one.copy_made, one.copy_state))


@pytest.mark.parametrize(("code", "make"), EVERY_CASE)
def test_a_copy_is_ready_exactly_where_the_gate_has_no_reason_about_it(code, make):
    made = make()
    of_other_files = {R.FILE_MISSING, R.FILE_CHANGED} if code in {R.FILE_MISSING, R.FILE_CHANGED} else set()
    against = codes(made) & STATES.keys() - of_other_files
    not_ready = {state for state in _copy_states(made) if state is not CopyState.READY}
    assert not_ready == {STATES[code] for code in against}


@pytest.mark.parametrize("state", [FileState.MISSING, FileState.CHANGED])
def test_a_copy_whose_file_is_not_what_it_was_is_damaged(state):
    made = dossier(images=(record(face(), copy_state=state),))
    assert set(_copy_states(made)) == {CopyState.DAMAGED}


@pytest.mark.parametrize("state", [FileState.MISSING, FileState.CHANGED])
@pytest.mark.parametrize("which", ["original_state", "copy_state"])
def test_a_picture_whose_file_is_not_what_it_was_is_refused(which, state):
    made = dossier(images=(record(face(), **{which: state}),))
    assert codes(made) == {R.FILE_MISSING if state is FileState.MISSING else R.FILE_CHANGED}
    assert clear(made).reasons[0].subject == IMAGE


def test_a_copy_whose_file_nobody_looked_at_is_refused():
    assert codes(dossier(images=(record(face(), copy_state=None),))) == {R.FILE_MISSING}


def test_a_copy_is_stale_when_a_face_was_settled_otherwise_since():
    before = (face(),)
    after = (face(), face(id="F-0000-0001", settlement=Settlement.REDACTED, contributor=None, width_px=30))
    made = dossier(images=(record(*after, copy_made=public_copy(before)),))
    assert codes(made) == {R.COPY_STALE}
    assert clear(dossier(images=(record(*after),))).is_allowed


def test_the_order_of_faces_makes_no_copy_stale():
    others = (face(), face(id="F-0000-0001", width_px=30))
    made = dossier(images=(record(*others[::-1], copy_made=public_copy(others)),))
    assert clear(made).is_allowed


def test_a_second_scan_that_did_not_decide_proves_nothing():
    undecided = Scan(outcome=ScanOutcome.UNDECIDED, problem="scan-failed")
    assert codes(copied(rescan=undecided)) == {R.REDACTION_UNPROVED}


@pytest.mark.parametrize("code", ["C-0000-0009", None])
def test_a_face_linked_to_nobody_known_is_open(code):
    assert codes(dossier(images=(record(face(contributor=code)),))) == {R.FACE_OPEN}


def test_faces_that_are_declared_or_no_faces_need_no_consent():
    others = (
        face(
            settlement=Settlement.DECLARED, declaration=Declaration.STAFF, contributor=None, is_hidden=False
        ),
        face(
            id="F-0000-0001",
            settlement=Settlement.NOT_A_FACE,
            contributor=None,
            is_hidden=False,
            agreed_by="officer-2",
        ),
    )
    assert clear(dossier(images=(record(*others),))).is_allowed


NO_SURVIVOR = ADULT.model_copy(update={"is_survivor": False})
STAFF = face(settlement=Settlement.DECLARED, declaration=Declaration.STAFF, contributor=None, is_hidden=False)
NO_FACE = face(
    id="F-0000-0001", settlement=Settlement.NOT_A_FACE, contributor=None, is_hidden=False, score=0.4
)
ANYBODY = face(id="F-0000-0002", settlement=Settlement.REDACTED, contributor=None, is_hidden=True)


@pytest.mark.parametrize(
    ("people", "faces", "is_true"),
    [
        ((), (), True),
        ((), (STAFF,), True),
        ((), (STAFF, NO_FACE), True),
        ((NO_SURVIVOR,), (STAFF,), True),
        ((ADULT,), (), False),
        ((ADULT,), (STAFF,), False),
        ((NO_SURVIVOR,), (STAFF, face(id="F-0000-0003")), False),
        ((), (STAFF, ANYBODY), False),
    ],
)
def test_nobody_is_a_victim_only_where_no_survivor_is_and_every_face_is_known_not_to_be(
    people, faces, is_true
):
    stated = story(states_nobody_is_victim=True, contributors=tuple(person.code for person in people))
    made = dossier(story=stated, contributors=people, images=(record(*faces),))
    assert (R.NOBODY_IS_VICTIM_UNTRUE not in codes(made)) is is_true


def test_a_reason_that_no_state_of_a_copy_stands_for_is_never_ready():
    assert copy_state_of(clear(CASES[R.PLAN_MISSING]()).reasons) is CopyState.UNPROVED


def test_a_refusal_keeps_its_code_and_the_gates_reasons():
    reasons = clear(CASES[R.PLAN_MISSING]()).reasons
    refused = Refused("not-cleared", reasons=reasons)
    assert (refused.code, refused.reasons) == ("not-cleared", reasons)


def test_a_story_of_words_alone_needs_no_consent_to_pictures():
    words = consent(scope__media=frozenset({Medium.WORDS}))
    assert clear(dossier(images=(), consents=(words,))).is_allowed


# Policies, questions and facts.


def test_a_broken_policy_refuses_beside_a_sound_one():
    clearance = clear(CASES[R.POLICY_BROKEN]())
    assert [(r.subject, r.facts) for r in clearance.reasons] == [
        ("a.toml", {"field": "caps", "problem": "?"})
    ]


def test_every_fact_has_findings():
    assert FINDINGS_AGAINST.keys() == set(FactName)
    counted = {fact for fact, codes in FINDINGS_AGAINST.items() if not codes}
    assert counted == SEEN.keys()


@pytest.mark.parametrize("code", sorted(ONLY_ASKED_ABOUT))
def test_what_is_only_asked_about_is_a_finding_against_some_fact(code):
    assert any(code in against for against in FINDINGS_AGAINST.values())


@pytest.mark.parametrize(
    ("fact", "make"),
    [
        pytest.param(fact, cases[code], id=f"{fact}-{code}{which}")
        for fact, against in FINDINGS_AGAINST.items()
        for cases, which in ((CASES, ""), (VIDEO_CASES, "-of-a-video"))
        for code in sorted(against & cases.keys())
    ],
)
def test_each_finding_against_a_fact_fails_it(fact, make):
    asking = policy(fact_question("1a", fact), question("1b"))
    made = make().model_copy(update={"policies": (asking,), "answers": (answer("1b"),)})
    states = {state.question: state for state in clear(made).questions}
    assert states["1a"].fact_holds is False
    assert states["1a"].standing is Standing.FAILED
    assert states["1a"].answered_by == ("program",)
    assert not clear(made).is_allowed


@pytest.mark.parametrize("severity", [Severity.BLOCKER, Severity.JUSTIFY])
@pytest.mark.parametrize("who", [Role.OFFICER, Role.MANAGER, Role.SAFEGUARDING])
def test_a_fact_cannot_be_outvoted(severity, who):
    asking = policy(question("1a", severity, who={who}, fact=FactName.LANGUAGE_MATCHES))
    yes = answer("1a", by="someone-1", role=who)
    made = dossier(policies=(asking,), answers=(yes,), consents=(consent(language="en"),))
    assert codes(made) == {R.LANGUAGE_DIFFERS}
    assert clear(made.model_copy(update={"consents": (consent(),)})).is_allowed


@pytest.mark.parametrize(
    ("reply", "changes"),
    [
        (Reply.NO, {}),
        (Reply.UNKNOWN, {}),
        (Reply.NO, {"by": "safeguarding-1", "role": Role.SAFEGUARDING}),
        (Reply.YES, {"role": Role.AUDITOR}),
        (Reply.YES, {"role": Role.VOLUNTEER}),
        (Reply.YES, {"question": "1d"}),
    ],
)
def test_advice_never_refuses(reply, changes):
    fields = {"question": "1d"} | changes
    said = answer(fields.pop("question"), reply, **fields)
    clearance = clear(dossier(policies=(policy(BY_PEOPLE, ADVICE),), answers=(answer("1a"), said)))
    assert clearance.is_allowed
    assert bool(clearance.advice) == (said.reply is not Reply.YES or Role.OFFICER not in said.roles)


def test_advice_that_was_never_answered_is_told():
    clearance = clear(dossier(answers=(answer("1a"), answer("1c"))))
    assert clearance.is_allowed
    assert [(r.code, r.subject) for r in clearance.advice] == [(R.QUESTION_OPEN, "own-rules/1d")]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.VOLUNTEER, Role.KEEPER, Role.MANAGER])
def test_an_answer_by_a_role_that_is_not_asked_counts_for_nothing(role):
    assert codes(answered(Reply.YES, by="someone-1", role=role)) == {R.QUESTION_OPEN}


def test_an_answer_to_another_policys_question_counts_for_nothing():
    others = (answer("1a", policy="other-rules"), answer("1c"), answer("1d"))
    assert codes(dossier(answers=others)) == {R.QUESTION_OPEN}


def test_a_reason_that_is_said_already_is_not_said_again_by_its_question():
    made = dossier(consents=(consent(scope__places=frozenset({"LA"})),))
    assert BY_FACT.fact is FactName.USE_WITHIN_SCOPE
    assert [reason.code for reason in clear(made).reasons] == [R.PLACE_OUTSIDE_SCOPE]


def test_an_answer_from_before_an_edit_is_no_answer_beside_a_finding_of_its_fact():
    asking = policy(question("1a", fact=FactName.USE_WITHIN_SCOPE, reread_after_edit=True))
    narrow = consent(scope__places=frozenset({"LA"}))
    made = dossier(policies=(asking,), answers=(answer("1a"),), consents=(narrow,))
    assert [reason.code for reason in clear(made).reasons] == [R.PLACE_OUTSIDE_SCOPE]
    edited = made.model_copy(update={"story": made.story.model_copy(update={"revision": 2})})
    assert "own-rules/1a" in {reason.subject for reason in clear(edited).reasons}


def test_a_question_names_why_and_who_may_answer():
    reason = clear(CASES[R.QUESTION_OPEN]()).reasons[0]
    assert (reason.facts["question"], reason.facts["severity"]) == ("Is this a question?", "blocker")
    assert (reason.subject, reason.facts["who"]) == ("own-rules/1a", ("officer", "safeguarding"))
    assert clear(CASES[R.LANGUAGE_DIFFERS]()).reasons[0].facts["because"] == ("language-differs",)


@pytest.mark.parametrize(
    ("when", "made", "is_asked"),
    [
        ({"age": "child"}, child_dossier, True),
        ({"age": "child"}, dossier, False),
        ({"age": "child"}, lambda: dossier(contributors=(NO_BASIS,)), True),
        ({"has_images": True}, dossier, True),
        ({"has_images": True}, lambda: dossier(images=()), False),
        ({"has_images": False}, dossier, False),
        ({"has_images": False}, lambda: dossier(images=()), True),
        ({"declaration": "model"}, dossier, False),
        (
            {"declaration": "model"},
            lambda: dossier(
                images=(record(face(settlement=Settlement.DECLARED, declaration=Declaration.MODEL)),)
            ),
            True,
        ),
        ({}, dossier, True),
    ],
)
def test_a_question_is_asked_when_its_condition_holds(when, made, is_asked):
    asking = policy(question("1a", when=when))
    (state,) = clear(made().model_copy(update={"policies": (asking,), "answers": ()})).questions
    assert state.standing is (Standing.OPEN if is_asked else Standing.DOES_NOT_APPLY)


# What a certificate rests on.


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        ("story", {"story": story(title="Ban Nam 2")}),
        ("story", {"story": story(revision=2)}),
        ("story", {"plan": plan(until=PLAN_UNTIL - DAY)}),
        ("story", {"plan": None}),
        ("people", {"contributors": (CHILD,)}),
        ("people", {"guardians": (guardian(),)}),
        ("consents", {"consents": (consent(language="en"),)}),
        ("consents", {"consents": (consent(scope__media=frozenset({Medium.PHOTO})),)}),
        ("consents", {"withdrawals": (withdrawal(TODAY, Channel.SOCIAL),)}),
        ("consents", {"assents": (assent(),)}),
        ("consents", {"approvals": ()}),
        ("files", {"papers": {DRAFT: FileState.INTACT, RELEASE: FileState.CHANGED}}),
        ("files", {"images": (record(face(), original_state=FileState.CHANGED),)}),
        ("files", {"images": (record(face(), image=image(viewed_by="officer-2")),)}),
        ("faces", {"images": (record(face(why="Her sister says so."),
                                     copy_made=public_copy((face(),))),)}),
        ("answers", {"answers": (answer("1a"), answer("1c"))}),
        ("policies", {"policy_digests": {"own-rules": "another-digest"}}),
        ("policies", {"broken_policies": (BrokenFile(file="a.toml", field="", problem="?"),)}),
    ],
)  # fmt: skip
def test_a_certificate_changes_in_exactly_the_part_that_changed(part, changes):
    before, after = dossier().parts(), dossier(**changes).parts()
    assert {name for name in before if before[name] != after[name]} == {part}


def test_the_day_looked_at_changes_no_part():
    assert dossier().parts() == dossier(on=TODAY + DAY).parts()


_PRINT_PARTS = "import dossier_making as d; print(sorted(d.dossier().parts().items()))"


def test_the_parts_are_the_same_in_every_run():
    # A set of texts has another order in each run of Python; a digest must not depend on it.
    told = {
        subprocess.run(
            [sys.executable, "-c", _PRINT_PARTS],
            cwd=Path(__file__).parent,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert told == {f"{sorted(dossier().parts().items())}\n"}


# For any dossier at all.

_PEOPLE = st.sampled_from(
    [ADULT, CHILD, NO_BASIS, SOON_GROWN, JUST_GROWN, ADULT.model_copy(update={"is_survivor": False})]
)
_DAYS = st.dates(date(2026, 6, 1), date(2030, 6, 1))
_ANSWERS = st.builds(
    answer,
    st.sampled_from(["1a", "1c", "1d"]),
    st.sampled_from(Reply),
    by=st.sampled_from(["officer-1", "manager-1"]),
    role=st.sampled_from(Role),
)
_CONSENTS = st.one_of(
    st.builds(
        consent,
        given_on=_DAYS,
        given_by=st.sampled_from([PERSON, GUARDIAN]),
        scope__until=_DAYS,
        scope__appearance=st.sampled_from(Appearance),
        method=st.sampled_from(Method),
    ),
    st.builds(refusal, given_on=_DAYS),
)
_FACES = st.builds(
    face,
    st.integers(1, 100),
    settlement=st.sampled_from(Settlement),
    is_hidden=st.booleans(),
    contributor=st.sampled_from([PERSON, None]),
)
_DOSSIERS = st.builds(
    dossier,
    on=_DAYS,
    plan=st.one_of(st.none(), st.builds(plan, from_on=st.just(date(2026, 6, 1)), until=_DAYS)),
    contributors=st.lists(_PEOPLE, max_size=1).map(tuple),
    guardians=st.lists(st.builds(guardian, st.sampled_from([None, True, False])), max_size=1).map(tuple),
    consents=st.lists(_CONSENTS, max_size=3).map(tuple),
    withdrawals=st.lists(st.builds(withdrawal, _DAYS), max_size=1).map(tuple),
    images=st.lists(st.builds(record, _FACES), max_size=2).map(tuple),
    answers=st.lists(_ANSWERS, max_size=5).map(tuple),
)


@given(made=_DOSSIERS)
def test_a_story_is_allowed_exactly_when_there_is_no_reason(made):
    clearance = clear(made)
    assert clearance.is_allowed == (not clearance.reasons)
    assert not {reason.code for reason in clearance.reasons} & ONLY_ASKED_ABOUT
    assert {r.code for r in clearance.advice} <= {
        R.QUESTION_OPEN,
        R.QUESTION_FAILED,
        R.QUESTION_UNSIGNED,
        R.SAFEGUARDING_NO,
    }


@given(made=_DOSSIERS)
def test_the_same_dossier_has_the_same_answer(made):
    assert clear(made) == clear(made.model_copy(deep=True))


@given(made=_DOSSIERS)
def test_nobody_is_published_without_a_consent_of_theirs(made):
    without = made.model_copy(update={"consents": ()})
    if made.contributors:
        assert not clear(without).is_allowed


@pytest.mark.parametrize("make", [dossier, child_dossier])
@pytest.mark.parametrize(
    "part", ["consents", "contributors", "plan", "approvals", "answers", "policies", "assents", "guardians"]
)
def test_taking_any_needed_part_away_never_leaves_it_allowed(make, part):
    made = make()
    if not getattr(made, part):
        return
    nothing = None if part == "plan" else ()
    assert not clear(made.model_copy(update={part: nothing})).is_allowed


def test_taking_either_consent_of_two_away_never_leaves_it_allowed():
    other = ADULT.model_copy(update={"code": "C-0000-0001"})
    second = consent(id="K-0000-0001", contributor=other.code, given_by=other.code)
    both = (consent(), second)
    approvals = (approval(), approval().model_copy(update={"contributor": other.code}))
    made = dossier(contributors=(ADULT, other), consents=both, approvals=approvals)
    assert clear(made).is_allowed
    for kept in both:
        assert codes(made.model_copy(update={"consents": (kept,)})) == {R.CONSENT_MISSING}


@given(made=_DOSSIERS, day=_DAYS)
def test_a_withdrawal_never_helps(made, day):
    before = clear(made)
    after = clear(made.model_copy(update={"withdrawals": (*made.withdrawals, withdrawal(day))}))
    assert before.is_allowed or not after.is_allowed


def test_the_subject_of_a_faces_reason_is_the_face():
    assert clear(CASES[R.FACE_OPEN]()).reasons[0].subject == FACE
