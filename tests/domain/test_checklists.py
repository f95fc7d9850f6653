"""What a question comes to, by its answers and its fact."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import ValidationError

from consentkit.domain.accounts import Account, Separation
from consentkit.domain.checklists import (
    MIN_JUSTIFICATION_LENGTH,
    Answer,
    Caps,
    FactName,
    Policy,
    Principle,
    Question,
    Reply,
    Severity,
    Standing,
    standing_of,
)
from consentkit.domain.questions.evidence import MIN_SENTENCE_LENGTH, Evidence, EvidenceKind
from consentkit.domain.roles import Role

YES, NO, UNKNOWN = Reply.YES, Reply.NO, Reply.UNKNOWN
BLOCKER, JUSTIFY, ADVICE = Severity.BLOCKER, Severity.JUSTIFY, Severity.ADVICE
OFFICER, MANAGER, SAFEGUARDING = Role.OFFICER, Role.MANAGER, Role.SAFEGUARDING

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
LONG_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)

LONG_ENOUGH = "x" * MIN_JUSTIFICATION_LENGTH
TOO_SHORT = "x" * (MIN_JUSTIFICATION_LENGTH - 1)


def question(severity=BLOCKER, *, who=(OFFICER, SAFEGUARDING), **changes):
    fields = {
        "id": "1.1a",
        "text": "Is this a question?",
        "severity": severity,
        "who": frozenset(who),
        "why": "Because it matters.",
        "example": "Draft: this. Better: that.",
    }
    return Question.model_validate(fields | changes)


def answer(reply=YES, *, by="officer-1", role=OFFICER, revision=1, why="", signed=None, at=NOW):
    return Answer(
        story="S-0000-0000",
        policy="a-policy",
        question="1.1a",
        reply=reply,
        justification=why,
        by=by,
        roles=frozenset({role}),
        at=at,
        revision=revision,
        signed_off_by=signed,
    )


def safeguarding(reply, **changes):
    return answer(reply, **({"by": "safe-1", "role": SAFEGUARDING} | changes))


def account(handle, role=OFFICER, *, made_by="founder", made_at=LONG_BEFORE, **changes):
    fields = {"handle": handle, "roles": {role}, "made_by": made_by, "made_at": made_at, "since": made_at}
    return Account.model_validate(fields | {"own_since": made_at} | changes)


ACCOUNTS = tuple(
    account(handle) for handle in ("officer-1", "officer-2", "safe-1", "safe-2", "safe-3", "manager-1")
)


def standing(asked, *answers, revision=1, fact=None, accounts=ACCOUNTS):
    return standing_of(asked, answers, revision=revision, fact_holds=fact, separation=Separation(accounts))


# --- One person's answer ---


@pytest.mark.parametrize(
    ("severity", "reply", "expected"),
    [
        (BLOCKER, YES, Standing.YES),
        (BLOCKER, NO, Standing.FAILED),
        (BLOCKER, UNKNOWN, Standing.FAILED),
        (JUSTIFY, YES, Standing.YES),
        (JUSTIFY, NO, Standing.FAILED),
        (JUSTIFY, UNKNOWN, Standing.FAILED),
        (ADVICE, YES, Standing.YES),
        (ADVICE, NO, Standing.FAILED),
        (ADVICE, UNKNOWN, Standing.FAILED),
    ],
)
def test_only_yes_is_yes_and_dont_know_counts_as_no(severity, reply, expected):
    assert standing(question(severity), answer(reply)) is expected


@pytest.mark.parametrize("severity", Severity)
def test_a_question_nobody_answered_is_open(severity):
    assert standing(question(severity)) is Standing.OPEN


def test_an_answer_from_a_role_that_may_not_answer_does_not_count():
    assert standing(question(who=[MANAGER]), answer(YES)) is Standing.OPEN


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(NO, YES, Standing.YES), (YES, NO, Standing.FAILED), (YES, UNKNOWN, Standing.FAILED)],
)
def test_a_later_answer_replaces_an_earlier_one(first, last, expected):
    assert standing(question(), answer(first), answer(last, by="officer-2")) is expected


# --- Facts ---


@pytest.mark.parametrize(
    ("fact", "expected"),
    [(True, Standing.YES), (False, Standing.FAILED), (None, Standing.FAILED)],
)
def test_the_program_alone_answers_a_question_without_people_and_unknown_is_no(fact, expected):
    asked = question(who=[], fact=FactName.REDACTION_PROVED)
    assert standing(asked, fact=fact) is expected


def test_a_persons_yes_does_not_count_where_the_program_alone_answers():
    asked = question(who=[], fact=FactName.REDACTION_PROVED)
    assert standing(asked, answer(YES), fact=False) is Standing.FAILED


@pytest.mark.parametrize(
    ("reply", "fact", "expected"),
    [
        (YES, True, Standing.YES),
        (YES, None, Standing.YES),
        (YES, False, Standing.FAILED),
        (NO, True, Standing.FAILED),
        (UNKNOWN, True, Standing.FAILED),
        (NO, False, Standing.FAILED),
    ],
)
def test_a_person_cannot_outvote_a_fact_nor_a_fact_a_person(reply, fact, expected):
    asked = question(fact=FactName.FACES_SETTLED)
    assert standing(asked, answer(reply), fact=fact) is expected


@pytest.mark.parametrize("fact", [True, False])
def test_a_fact_alone_leaves_a_question_for_people_open(fact):
    assert standing(question(fact=FactName.FACES_SETTLED), fact=fact) is Standing.OPEN


def test_a_fact_that_fails_can_be_explained_and_signed_off_where_the_policy_allows_it():
    asked = question(JUSTIFY, fact=FactName.TIME_TO_REFLECT)
    explained = answer(YES, why=LONG_ENOUGH, signed="manager-1")
    assert standing(asked, explained, fact=False) is Standing.JUSTIFIED
    assert standing(asked, answer(YES), fact=False) is Standing.FAILED


# --- Safeguarding ---


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((safeguarding(NO), answer(YES)), Standing.FAILED),
        ((safeguarding(NO), answer(YES), answer(YES, by="officer-2")), Standing.FAILED),
        ((answer(YES), safeguarding(NO), answer(YES)), Standing.FAILED),
        ((safeguarding(YES), answer(NO)), Standing.FAILED),
        ((safeguarding(UNKNOWN), answer(YES)), Standing.YES),
        ((safeguarding(NO), safeguarding(YES)), Standing.YES),
        ((safeguarding(NO), safeguarding(YES, by="safe-2")), Standing.FAILED),
        ((safeguarding(NO), safeguarding(UNKNOWN), answer(YES)), Standing.FAILED),
        ((safeguarding(YES), safeguarding(NO), answer(YES)), Standing.FAILED),
    ],
)
@pytest.mark.parametrize("severity", Severity)
def test_nobody_but_who_said_it_lifts_a_safeguarding_no_alone(severity, answers, expected):
    assert standing(question(severity), *answers) is expected


def test_a_safeguarding_no_cannot_be_justified():
    said_no = safeguarding(NO, why=LONG_ENOUGH, signed="manager-1")
    assert standing(question(JUSTIFY), said_no) is Standing.FAILED


@pytest.mark.parametrize("second_viewer", [False, True])
def test_an_edit_does_not_lift_a_safeguarding_no(second_viewer):
    asked = question(reread_after_edit=True, needs_second_viewer=second_viewer)
    later = (answer(YES, revision=2), answer(YES, revision=2, by="officer-2"))
    assert standing(asked, safeguarding(NO), *later, revision=2) is Standing.FAILED
    cleared = (*later, safeguarding(YES, revision=2))
    assert standing(asked, safeguarding(NO), *cleared, revision=2) is Standing.YES


def _yes(by, days, **changes):
    return safeguarding(YES, by=by, at=NOW + timedelta(days=days), **changes)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ((_yes("safe-2", 1), _yes("safe-3", 8)), Standing.YES),
        ((_yes("safe-2", 1), _yes("safe-3", 7)), Standing.FAILED),
        ((_yes("safe-2", 1), _yes("safe-2", 9)), Standing.FAILED),
        ((_yes("safe-2", 1), answer(YES, at=NOW + timedelta(days=9))), Standing.FAILED),
        ((_yes("safe-2", 1), _yes("nobody-1", 9)), Standing.FAILED),
        (
            (_yes("safe-2", 1), safeguarding(NO, at=NOW + timedelta(days=2)), _yes("safe-3", 9)),
            Standing.FAILED,
        ),
        (
            (
                _yes("safe-2", 1),
                safeguarding(NO, by="safe-3", at=NOW + timedelta(days=2)),
                _yes("safe-3", 9),
            ),
            Standing.YES,
        ),
    ],
)
def test_two_others_lift_a_safeguarding_no_with_a_week_between_them(later, expected):
    assert standing(question(), safeguarding(NO), *later) is expected


def test_two_who_lift_a_no_read_the_story_as_it_is_now():
    asked = question(reread_after_edit=True)
    no, second = safeguarding(NO), _yes("safe-3", 9, revision=2)
    assert standing(asked, no, _yes("safe-2", 1), second, revision=2) is Standing.FAILED
    assert standing(asked, no, _yes("safe-2", 1, revision=2), second, revision=2) is Standing.YES


def test_who_came_in_with_the_recovery_code_does_not_take_a_no_back():
    recovered = account("safe-1", SAFEGUARDING, since=NOW + timedelta(days=1))
    said = (safeguarding(NO), _yes("safe-1", 2))
    assert standing(question(), *said, accounts=(recovered,)) is Standing.FAILED
    vouched = recovered.model_copy(update={"vouched_by": "keeper-1", "vouched_at": NOW + timedelta(days=2)})
    assert standing(question(), *said, accounts=(vouched,)) is Standing.YES


def test_a_no_stands_in_another_story_with_the_same_files():
    asked, elsewhere = question(), (safeguarding(NO),)
    own = Separation(ACCOUNTS)
    facts = {"revision": 1, "fact_holds": None, "separation": own, "elsewhere": elsewhere}
    later = {"at": NOW + timedelta(days=1)}
    assert standing_of(asked, (answer(YES, **later),), **facts) is Standing.FAILED
    assert standing_of(asked, (safeguarding(YES, **later),), **facts) is Standing.YES


# --- Justification ---


@pytest.mark.parametrize(
    ("why", "signed", "expected"),
    [
        (LONG_ENOUGH, "manager-1", Standing.JUSTIFIED),
        (TOO_SHORT, "manager-1", Standing.FAILED),
        (TOO_SHORT + " " * 20, "manager-1", Standing.FAILED),
        ("", "manager-1", Standing.FAILED),
        (LONG_ENOUGH, None, Standing.UNSIGNED),
        (LONG_ENOUGH, "officer-1", Standing.UNSIGNED),
    ],
)
@pytest.mark.parametrize("reply", [NO, UNKNOWN])
def test_a_justification_needs_a_sentence_and_another_persons_signature(reply, why, signed, expected):
    assert standing(question(JUSTIFY), answer(reply, why=why, signed=signed)) is expected


@pytest.mark.parametrize("severity", [BLOCKER, ADVICE])
def test_only_a_justify_question_can_be_justified(severity):
    explained = answer(NO, why=LONG_ENOUGH, signed="manager-1")
    assert standing(question(severity), explained) is Standing.FAILED


# --- Two viewers ---


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((answer(YES),), Standing.OPEN),
        ((answer(YES), answer(YES)), Standing.OPEN),
        ((answer(YES), answer(YES, by="officer-2")), Standing.YES),
        ((answer(YES), safeguarding(YES)), Standing.YES),
        ((answer(YES), answer(NO, by="officer-2")), Standing.FAILED),
        ((answer(NO), answer(YES, by="officer-2"), answer(YES, by="officer-3")), Standing.FAILED),
        ((answer(NO), answer(YES, by="officer-2"), answer(YES)), Standing.YES),
        ((safeguarding(NO), answer(YES), answer(YES, by="officer-2")), Standing.FAILED),
    ],
)
def test_a_second_viewer_question_needs_a_yes_from_two_people_and_no_other_answer(answers, expected):
    assert standing(question(needs_second_viewer=True), *answers) is expected


@pytest.mark.parametrize(
    ("first_why", "expected"),
    [("", Standing.FAILED), (LONG_ENOUGH, Standing.JUSTIFIED)],
)
def test_another_viewers_yes_does_not_explain_the_first_viewers_no(first_why, expected):
    asked = question(JUSTIFY, needs_second_viewer=True)
    no = answer(NO, why=first_why, signed="manager-1")
    yes = answer(YES, by="officer-2", why=LONG_ENOUGH, signed="manager-1")
    assert standing(asked, no, yes) is expected


def test_another_viewers_yes_does_not_hide_a_safeguarding_no_from_justifying():
    asked = question(JUSTIFY, needs_second_viewer=True)
    yes = answer(YES, why=LONG_ENOUGH, signed="manager-1")
    assert standing(asked, safeguarding(NO), yes) is Standing.FAILED


def test_two_accounts_of_one_maker_are_not_two_viewers():
    young = [account(name, made_by="manager-1", made_at=NOW - timedelta(days=29)) for name in ("a-1", "b-1")]
    seen = (answer(YES, by="a-1"), answer(YES, by="b-1"))
    asked = question(needs_second_viewer=True)
    assert standing(asked, *seen, accounts=(*ACCOUNTS, *young)) is Standing.OPEN
    older = [one.model_copy(update={"made_at": NOW - timedelta(days=30)}) for one in young]
    assert standing(asked, *seen, accounts=(*ACCOUNTS, *older)) is Standing.YES


# --- After an edit ---


@pytest.mark.parametrize(
    ("rereads", "revision", "expected"),
    [(True, 1, Standing.YES), (True, 2, Standing.OPEN), (False, 2, Standing.YES)],
)
def test_an_edit_reopens_what_depends_on_words_and_pictures(rereads, revision, expected):
    asked = question(reread_after_edit=rereads)
    assert standing(asked, answer(YES, revision=1), revision=revision) is expected


def test_a_justification_does_not_outlive_the_edit():
    asked = question(JUSTIFY, reread_after_edit=True)
    explained = answer(NO, why=LONG_ENOUGH, signed="manager-1", revision=1)
    assert standing(asked, explained, revision=2) is Standing.OPEN


def test_both_viewers_look_again_after_an_edit():
    asked = question(reread_after_edit=True, needs_second_viewer=True)
    before = (answer(YES), answer(YES, by="officer-2"))
    assert standing(asked, *before, revision=2) is Standing.OPEN
    assert standing(asked, *before, answer(YES, revision=2), revision=2) is Standing.OPEN


# --- What a policy may say ---


def test_a_question_that_nobody_could_answer_is_an_error():
    with pytest.raises(ValidationError, match="nobody could answer"):
        question(who=[])


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.KEEPER, Role.AUDITOR])
def test_only_officer_manager_and_safeguarding_answer(role):
    with pytest.raises(ValidationError, match="officer, manager and safeguarding"):
        question(who=[role])


@pytest.mark.parametrize("stray", ["1.10a", "2.1a", "1a"])
def test_a_question_stands_under_its_own_principle(stray):
    principle = Principle(id="1.1", title="A principle", questions=(question(id=stray),))
    with pytest.raises(ValidationError, match=f"wrong principle: {stray}"):
        Policy.model_validate(
            {
                "id": "a-policy",
                "version": 1,
                "title": "A policy for tests",
                "source": "Written for tests",
                "read_on": date(2026, 11, 21),
                "status": "unreviewed",
                "caps": {"adult_years": 3, "child_years": 1},
                "reflection_days": 1,
                "fresh_days": 365,
                "principles": (principle,),
            }
        )


KINDS = tuple(kind for kind in EvidenceKind if kind is not EvidenceKind.RISKS)
SHOWN = {"sentence": "x" * MIN_SENTENCE_LENGTH, "on": date(2026, 11, 20), "by": "officer-2"}
FILE = "f" * 64


def shown(*, file=FILE, **without):
    return answer().model_copy(update={"evidence": Evidence(**SHOWN | without), "evidence_file": file})


def asking(**changes):
    return question(**{"evidence": "Who looked at it", "evidence_kinds": KINDS} | changes)


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        (shown(), ()),
        (shown(sentence="x" * (MIN_SENTENCE_LENGTH - 1)), (EvidenceKind.SENTENCE,)),
        (shown(sentence=" " * MIN_SENTENCE_LENGTH), (EvidenceKind.SENTENCE,)),
        (shown(on=None), (EvidenceKind.DATE,)),
        (shown(by=None), (EvidenceKind.HANDLE,)),
        (shown(file=None), (EvidenceKind.FILE,)),
        (answer(), KINDS),
    ],
)
def test_a_yes_without_its_evidence_is_open(given, lacking):
    assert asking().lacks(given) == lacking
    for severity in Severity:
        expected = Standing.OPEN if lacking else Standing.YES
        assert standing(asking(severity=severity), given) is expected


def test_a_no_and_a_question_that_asks_for_nothing_lack_nothing():
    assert asking().lacks(answer(NO)) == asking().lacks(answer(UNKNOWN)) == ()
    assert standing(question(evidence="Who looked at it"), answer()) is Standing.YES


def test_each_of_two_viewers_shows_it():
    two = asking(needs_second_viewer=True)
    other = shown().model_copy(update={"by": "officer-2"})
    assert standing(two, shown(), other) is Standing.YES
    assert standing(two, shown(), other.model_copy(update={"evidence_file": None})) is Standing.OPEN


def test_a_yes_of_before_holds_only_where_the_policy_says_so_and_one_given_since_never_does():
    asked = asking()
    old, since = answer(), shown(sentence="")
    for holds, expected in ((True, Standing.YES), (False, Standing.OPEN)):
        heading = Principle(id="1.1", title="A heading of it", questions=(asked,))
        (read,) = Policy(
            id="a-policy", version=2, title="A policy of ours", source="Our own practice.",
            read_on=NOW.date(), status="unreviewed", caps=Caps(adult_years=3, child_years=1),
            reflection_days=1, fresh_days=365, old_answers_hold=holds, principles=(heading,),
        ).questions  # fmt: skip
        assert standing(read, old) is expected
        assert standing(read, since) is Standing.OPEN


def test_evidence_that_is_asked_for_is_said_in_words_once_and_of_people():
    for changes in (
        {"evidence": None},
        {"evidence_kinds": (EvidenceKind.DATE, EvidenceKind.DATE)},
        {"who": (), "fact": FactName.DRAFT_APPROVED},
    ):
        with pytest.raises(ValidationError):
            asking(**changes)
