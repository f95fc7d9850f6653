"""What answers a question instead of a person, and what spares everybody it; what nobody knows is asked."""

import pytest
from dossier_making import (
    ADULT,
    CHILD,
    RELEASE,
    answer,
    child_dossier,
    consent,
    dossier,
    draft,
    face,
    found_words,
    image,
    paper,
    plan,
    policy,
    question,
    record,
    refusal,
    story,
    unseen,
    words,
)
from pydantic import ValidationError
from video_making import filmed

from consentkit.domain.checklists import FactName, Reply, Severity, Standing
from consentkit.domain.consents import Audience
from consentkit.domain.gate.clearing import PROGRAM, clear
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.printed import Printed
from consentkit.domain.pictures.images import BoxKind, Declaration, Settlement
from consentkit.domain.questions.conditions import About
from consentkit.domain.questions.known import known_of
from consentkit.domain.roles import Role
from consentkit.domain.values import Channel
from consentkit.domain.words.drafts import Holds
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.languages import Readable
from consentkit.domain.words.settlements import WordSettlement

APPROVED = {"fact": "draft-approved"}
FREE = {"clauses": ("L03",)}
COPY = {"clauses": ("L25",), "ticked": True}
UNAPPROVED = {"approvals": ()}


def state(made, **changes):
    """What a question comes to that is the only one asked of a dossier."""
    asking = policy(question("1a", **changes))
    answers = tuple(a for a in made.answers if a.question == "1a")
    (found,) = clear(made.model_copy(update={"policies": (asking,), "answers": answers})).questions
    return found


def unanswered(**changes):
    return dossier(**({"answers": ()} | changes))


def said(reply, **changes):
    return dossier(answers=(answer("1a", reply, **changes.pop("by_whom", {})),), **changes)


def letter(*ticked, clauses=("L03", "L25"), **changes):
    printed = Printed(boxes=("L24.yes", "L24.no"), languages=("th",), clauses=clauses)
    return paper(FormPurpose.CONSENT, *ticked, printed=printed, release=RELEASE, **changes)


# Facts.


def test_a_fact_that_holds_is_the_answer_and_nobody_is_asked():
    found = state(unanswered(), answered_by=APPROVED)
    assert (found.standing, found.answered_by) == (Standing.YES, PROGRAM)
    assert found.evidence == ("fact: draft-approved",)


@pytest.mark.parametrize("reply", [None, Reply.YES, Reply.UNKNOWN, Reply.NO])
def test_nobody_outvotes_a_fact_that_does_not_hold(reply):
    made = unanswered(**UNAPPROVED) if reply is None else said(reply, **UNAPPROVED)
    assert state(made, answered_by=APPROVED).standing is Standing.FAILED


def test_what_a_fact_refuses_is_said_once_and_by_the_fact():
    asking = policy(question("1a", answered_by=APPROVED))
    made = unanswered(policies=(asking,), **UNAPPROVED)
    assert [reason.code.value for reason in clear(made).reasons] == ["draft-not-approved"]


def test_where_a_no_may_be_explained_a_person_is_asked_about_a_fact_that_does_not_hold():
    late = consent(asked_on=consent().given_on)
    made = unanswered(consents=(late,))
    asked = {"answered_by": {"fact": "time-to-reflect"}, "severity": Severity.JUSTIFY}
    assert state(made, **asked).standing is Standing.OPEN
    assert state(unanswered(), **asked).standing is Standing.YES


OF_CONSENTS = (
    FactName.ASKED_AGAIN_WHEN_GROWN,
    FactName.ASSENT_AND_GUARDIAN,
    FactName.CONSENT_IS_FRESH,
    FactName.DRAFT_APPROVED,
    FactName.END_WITHIN_CAP,
    FactName.GUARDIAN_FREE_OF_CONFLICT,
    FactName.LANGUAGE_MATCHES,
    FactName.RELEASE_KEPT,
    FactName.TIME_TO_REFLECT,
    FactName.USE_WITHIN_SCOPE,
)


@pytest.mark.parametrize("fact", OF_CONSENTS)
@pytest.mark.parametrize("given", [(), (refusal(),)], ids=["none", "no"])
def test_what_rests_on_a_consent_does_not_hold_without_one(fact, given):
    made = child_dossier(answers=(), consents=given)
    assert state(made, answered_by={"fact": fact}).standing is Standing.FAILED


def test_nothing_is_answered_by_people_who_are_not_there():
    nobody = unanswered(contributors=(), consents=(), images=(), story=story(contributors=()))
    for fact in (*OF_CONSENTS[:2], FactName.AGE_HAS_BASIS, FactName.RELEASE_KEPT):
        assert state(nobody, answered_by={"fact": fact}).standing is Standing.FAILED, fact


@pytest.mark.parametrize("count", [None, 1, 7])
def test_a_fact_that_cannot_be_known_asks_a_person(count):
    asked = {"answered_by": {"fact": "not-published-before"}}
    assert state(unanswered(published_before=count), **asked).standing is Standing.OPEN
    assert state(said(Reply.YES, published_before=count), **asked).standing is Standing.YES
    assert state(unanswered(), **asked).standing is Standing.YES


@pytest.mark.parametrize(
    ("reply", "role", "expected"),
    [
        (Reply.NO, Role.OFFICER, Standing.FAILED),
        (Reply.NO, Role.SAFEGUARDING, Standing.FAILED),
        (Reply.UNKNOWN, Role.OFFICER, Standing.YES),
        (Reply.YES, Role.OFFICER, Standing.YES),
    ],
)
def test_a_no_that_a_person_said_stands_above_a_fact_and_not_knowing_does_not(reply, role, expected):
    made = said(reply, by_whom={"role": role})
    assert state(made, answered_by=APPROVED).standing is expected


def test_a_fact_that_a_yes_needs_answers_nothing_by_itself():
    assert state(unanswered(), fact=FactName.DRAFT_APPROVED).standing is Standing.OPEN


# Letters.


def test_a_letter_that_was_signed_and_confirmed_here_answers_what_it_says():
    found = state(unanswered(signed=(letter("L24.yes"),)), answered_by=FREE)
    assert (found.standing, found.evidence) == (Standing.YES, ("letter: L-0000-0000 L03",))


@pytest.mark.parametrize(
    "signed",
    [
        (),
        (letter(),),
        (letter("L24.no"),),
        (letter("L24.yes", clauses=()),),
        (letter("L24.yes", clauses=("L25",)),),
        (letter("L24.yes").model_copy(update={"release": "other-release"}),),
        (letter("L24.yes").model_copy(update={"contributor": "C-0000-0001"}),),
        (letter("L24.yes").model_copy(update={"printed": None}),),
    ],
    ids=["none", "waiting", "no", "of before", "another clause", "another paper", "another's", "unreadable"],
)
def test_no_other_paper_answers_and_a_person_is_asked(signed):
    assert state(unanswered(signed=signed), answered_by=FREE).standing is Standing.OPEN


def test_a_clause_with_boxes_answers_only_where_one_is_ticked():
    assert state(unanswered(signed=(letter("L24.yes"),)), answered_by=COPY).standing is Standing.OPEN
    ticked = letter("L24.yes", "L25.declined")
    assert state(unanswered(signed=(ticked,)), answered_by=COPY).standing is Standing.YES


def test_the_letter_of_one_contributor_does_not_answer_for_another():
    other = ADULT.model_copy(update={"code": "C-0000-0001"})
    second = consent(id="K-0000-0001", contributor=other.code, given_by=other.code, release="second-release")
    both = {"contributors": (ADULT, other), "consents": (consent(), second)}
    own = letter("L24.yes")
    assert state(unanswered(signed=(own,), **both), answered_by=FREE).standing is Standing.OPEN
    theirs = own.model_copy(
        update={"letter": "L-0000-0001", "contributor": other.code, "release": "second-release"}
    )
    found = state(unanswered(signed=(own, theirs), **both), answered_by=FREE)
    assert found.evidence == ("letter: L-0000-0000 L03", "letter: L-0000-0001 L03")


def test_a_letter_does_not_answer_against_a_fact_that_does_not_hold():
    made = unanswered(signed=(letter("L24.yes"),), consents=(consent(language="en"),))
    found = state(made, answered_by=FREE, fact=FactName.LANGUAGE_MATCHES)
    assert (found.standing, found.evidence) == (Standing.OPEN, ())


# What spares everybody a question.


def known(about, **changes):
    return known_of(dossier(**changes))[about]


STAFF = ADULT.model_copy(update={"is_survivor": False})
DECLARED = face(settlement=Settlement.DECLARED, declaration=Declaration.STAFF, contributor=None)
COVERED = face(settlement=Settlement.REDACTED, contributor=None)
NO_FACE = face(settlement=Settlement.NOT_A_FACE, contributor=None)
SIGN = face(settlement=Settlement.OPEN, is_hidden=False, contributor=None, kind=BoxKind.SIGN)
PICTURE = {"draft": None, "story": story(draft=None)}
JUSTIFIED = found_words(
    WordKind.HARMFUL, "victim", hint="label-victim", settlement=WordSettlement.FALSE_HIT, why="A quote."
)
NOTHING = {"images": (), "draft": None, "story": story(draft=None)}
WORDS = {"images": ()}
SIGNED = {"signed": (letter("L24.yes"),)}


@pytest.mark.parametrize(
    ("about", "expected", "changes"),
    [
        (About.SURVIVOR, True, {}),
        (About.SURVIVOR, False, {"contributors": (STAFF,)}),
        (About.SURVIVOR, None, {"contributors": ()}),
        (About.SURVIVOR, False, {"contributors": (), "story": story(states_nobody_is_victim=True)}),
        (About.CHILD, True, {"contributors": (ADULT, CHILD)}),
        (About.CHILD, False, {}),
        (About.MODEL, False, {}),
        (About.HAS_IMAGES, True, {}),
        (About.HAS_IMAGES, False, WORDS),
        (About.HAS_WORDS, True, {}),
        (About.HAS_WORDS, False, PICTURE),
        (About.HAS_WORDS, None, PICTURE | {"images": (record(SIGN),)}),
        (About.HAS_WORDS, None, PICTURE | {"images": (record(image=image(viewed_by=None)),)}),
        (About.HAS_WORDS, None, PICTURE | {"images": (record(image=image(scan=None)),)}),
        (About.HAS_WORDS, None, PICTURE | {"videos": (filmed(),)}),
        (About.CONSENT, True, {}),
        (About.CONSENT, None, {"contributors": ()}),
        (About.HAS_WORDS, False, NOTHING),
        (About.HAS_PEOPLE, True, {}),
        (About.HAS_PEOPLE, None, {"images": (record(),)}),
        (About.HAS_PEOPLE, None, {"images": (record(NO_FACE),)}),
        (About.HAS_PEOPLE, False, WORDS),
        (About.HAS_PEOPLE, None, WORDS | {"draft": None}),
        (About.HAS_PEOPLE, None, WORDS | {"draft": draft(unseen())}),
        (About.HAS_PEOPLE, False, WORDS | {"draft": draft(unseen(Holds.COMMENTS))}),
        (About.OTHER_SOURCE, False, {}),
        (About.OTHER_SOURCE, True, {"images": (record(face()), record(DECLARED))}),
        (About.OTHER_SOURCE, None, {"images": (record(face()), record())}),
        (About.OTHER_SOURCE, None, {"images": (record(COVERED),)}),
        (About.OTHER_SOURCE, False, {"images": (record(face(), COVERED),)}),
        (About.OTHER_SOURCE, False, WORDS),
        (About.LANGUAGE_DIFFERS, None, {}),
        (About.LANGUAGE_DIFFERS, False, NOTHING),
        (About.HAS_NUMBERS, False, {}),
        (About.HAS_NUMBERS, None, {"words": None}),
        (About.HAS_NUMBERS, None, {"words": words(readable=Readable.OTHER_LANGUAGE)}),
        (About.HAS_NUMBERS, None, {"images": (record(SIGN),)}),
        (About.HAS_NUMBERS, True, {"words": words(found_words(WordKind.LEGAL_WORD, "convicted"))}),
        (About.HARMFUL_WORDS, False, {"images": (record(SIGN),)}),
        (About.HARMFUL_WORDS, None, {"words": None}),
        (About.HARMFUL_WORDS, True, {"words": words(found_words(WordKind.HARMFUL, "hell"))}),
        (About.HARMFUL_WORDS, False, {"words": words(JUSTIFIED)}),
        (About.LABELS, False, {"words": words(found_words(WordKind.HARMFUL, "hell"))}),
        (About.LABELS, True, {"words": words(JUSTIFIED)}),
        (About.LABELS, None, {"videos": (filmed(),)}),
        (About.HAS_NUMBERS, False, NOTHING),
        (About.HAS_SOUND, False, {}),
        (About.HAS_SOUND, None, {"videos": (filmed(),)}),
        (About.HAS_SOUND, None, {"draft": draft(unseen(Holds.SOUND_OR_FILM))}),
        (About.HAS_SOUND, None, {"draft": None}),
        (About.FINDINGS, None, {}),
        (About.FINDINGS, None, NOTHING),
        (About.RECIPIENTS, None, {}),
        (About.RECIPIENTS, None, SIGNED | {"plan": None}),
        (About.RECIPIENTS, False, SIGNED),
        (About.RECIPIENTS, True, SIGNED | {"plan": plan(audience=Audience.PARTNERS)}),
        (About.RECIPIENTS, True, SIGNED | {"channel": Channel.PRESS}),
    ],
)
def test_what_is_so_in_a_story_is_decided_from_its_records(about, expected, changes):
    assert known(about, **changes) is expected


def test_a_recipient_who_is_named_on_the_letter_is_one():
    own = letter("L24.yes")
    named = own.model_copy(update={"printed": own.printed.model_copy(update={"has_recipients": True})})
    assert known(About.RECIPIENTS, signed=(named,)) is True


def test_a_question_that_does_not_apply_says_what_spares_it():
    found = state(unanswered(), when={"has_sound": True})
    assert (found.standing, found.evidence) == (Standing.DOES_NOT_APPLY, ("has-sound: no",))
    assert clear(unanswered(policies=(policy(question("1a", when={"has_sound": True})),))).is_allowed


def test_what_cannot_be_known_is_asked():
    assert state(unanswered(), when={"findings": True}).standing is Standing.OPEN


def test_one_of_several_conditions_is_enough():
    protected = [{"survivor": True}, {"child": True}]
    assert state(unanswered(contributors=(STAFF,)), when=protected).evidence == ("survivor: no", "child: no")
    assert state(unanswered(), when=protected).standing is Standing.OPEN
    grown = child_dossier(CHILD.model_copy(update={"is_survivor": False}), answers=())
    assert state(grown, when=protected).standing is Standing.OPEN


def test_an_answer_spares_nobody_a_question():
    made = said(Reply.YES)
    assert state(made, when={"has_images": True}).standing is Standing.YES
    assert state(said(Reply.UNKNOWN), when={"has_images": True}).standing is Standing.FAILED


def test_a_safeguarding_no_stands_where_the_question_does_not_apply():
    made = said(Reply.NO, by_whom={"by": "safeguarding-1", "role": Role.SAFEGUARDING})
    assert state(made, when={"has_sound": True}).standing is Standing.FAILED


# What a policy may say.


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"answered_by": {}}, "a fact, or clauses"),
        ({"answered_by": {"fact": "draft-approved", "clauses": ("L03",)}}, "a fact, or clauses"),
        ({"answered_by": {"fact": "draft-approved", "ticked": True}}, "belongs to clauses"),
        ({"answered_by": APPROVED, "who": ()}, "nobody could answer"),
        ({"answered_by": FREE, "fact": "draft-approved", "who": ()}, "program alone"),
        ({"answered_by": APPROVED, "fact": "release-kept"}, "one is enough"),
        ({"answered_by": APPROVED, "needs_second_viewer": True}, "two people"),
        ({"when": {"has_sound": False}}, "has_sound"),
    ],
)
def test_a_question_with_two_minds_is_a_fault(changes, complaint):
    with pytest.raises(ValidationError, match=complaint):
        question("1a", **changes)
