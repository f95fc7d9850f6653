"""Contributors, guardians and identities; and a child's way to a clearance."""

from datetime import date

import pytest
from saying_yes import say_yes

from consentkit.domain.consents import Appearance, AssentMethod, Decision
from consentkit.domain.errors import Conflict, InvalidInput, NotFound, Refused, Unavailable
from consentkit.domain.people import Age, AgeBasis, GuardianLink, Identity
from consentkit.domain.pictures.images import FaceDecision, Settlement
from consentkit.domain.values import Channel
from consentkit.usecases.consents.consents import record_assent
from consentkit.usecases.people.asking import note_asked
from consentkit.usecases.people.contributors import (
    NewContributor,
    add_contributor,
    add_guardian,
    check_guardian,
    correct_contributor,
    guardians_of,
    list_contributors,
)
from consentkit.usecases.people.identities import OpeningReason, open_identity, seal_identity
from consentkit.usecases.pictures.faces import faces_of, settle_face
from consentkit.usecases.pictures.images import images_of
from consentkit.usecases.publications.publications import list_publications, publish_story
from consentkit.usecases.stories.stories import add_story, put_contributor

NOBODY = "C-0000-0000"
SOKHA = Identity(name="Sokha Invented", contact="+855 00 000 000", birth_date=date(1999, 2, 3), note="by day")
CHILD = NewContributor(language="km", age=Age.CHILD, age_basis=AgeBasis.DOCUMENT, adult_on=date(2027, 4, 1))


@pytest.mark.parametrize("language", ["", "Khmer (Cambodia)", "Sokha", "KM", "k", "km "])
def test_a_language_that_is_no_tag_is_told_and_nobody_is_recorded(open_as, nothing_kept, language):
    officer = open_as("officer-1")
    with nothing_kept(InvalidInput, "language-malformed"):
        add_contributor(officer, NewContributor(language=language))


@pytest.mark.parametrize("language", ["km", "pt-BR", "zh-Hant-TW", "shn"])
def test_a_language_is_a_tag(open_as, language):
    assert add_contributor(open_as("officer-1"), NewContributor(language=language)).language == language


def test_a_birth_date_is_no_month_to_be_grown_from(open_as, nothing_kept):
    officer = open_as("officer-1")
    with nothing_kept(InvalidInput, "adult-on-not-first"):
        add_contributor(officer, NewContributor(language="km", adult_on=date(2027, 4, 2)))


def test_a_correction_replaces_what_is_known_and_is_recorded(open_as, events):
    officer = open_as("officer-1")
    code = add_contributor(officer, NewContributor(language="km")).code
    assert list_contributors(officer)[0].is_child_on(officer.today)
    correct_contributor(
        officer, code, NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.STATED)
    )
    assert [c.is_child_on(officer.today) for c in list_contributors(officer)] == [False]
    assert (events()[0].subject, events()[0].body["age"]) == (code, "adult")


def test_nobody_unknown_is_corrected_guarded_checked_sealed_or_opened(open_as, nothing_kept):
    officer, lead, keeper = (open_as(h) for h in ("officer-1", "safeguarding-1", "manager-1"))
    attempts = [
        lambda: correct_contributor(officer, NOBODY, CHILD),
        lambda: add_guardian(officer, NOBODY, GuardianLink.PARENT),
        lambda: check_guardian(lead, "G-0000-0000", is_free_of_conflict=True),
        lambda: seal_identity(officer, NOBODY, SOKHA),
        lambda: open_identity(keeper, NOBODY, OpeningReason.CONTACT),
    ]
    for attempt in attempts:
        with nothing_kept(NotFound, "record-unknown"):
            attempt()


def test_what_an_officer_sealed_only_a_keeper_opens_with_a_reason(case, open_as, events):
    seal_identity(case.officer, case.person, SOKHA)
    assert open_identity(open_as("manager-1"), case.person, OpeningReason.WITHDRAWAL).identity == SOKHA
    (opened,) = events("identity-opened")
    assert (opened.actor, opened.subject) == ("manager-1", case.person)
    assert opened.body == {"reason": "withdrawal"}


@pytest.mark.parametrize("handle", ["volunteer-1", "auditor-1"])
def test_who_prepares_nothing_neither_seals_nor_opens(case, open_as, nothing_kept, handle):
    other = open_as(handle)
    with nothing_kept(Refused, "role-may-not"):
        seal_identity(other, case.person, SOKHA)
    with nothing_kept(Refused, "role-may-not"):
        open_identity(other, case.person, OpeningReason.CONTACT)


def test_a_later_name_replaces_an_earlier_one(case, open_as, clock):
    seal_identity(case.officer, case.person, SOKHA)
    clock.advance(seconds=1)
    seal_identity(case.officer, case.person, SOKHA.model_copy(update={"name": "Corrected"}))
    found = open_identity(open_as("manager-1"), case.person, OpeningReason.CORRECTION)
    assert (found.identity.name, [one.identity for one in found.earlier]) == ("Corrected", [SOKHA])


def test_a_guardians_identity_is_sealed_and_opened_as_a_contributors(case, open_as):
    guardian = add_guardian(case.officer, case.person, GuardianLink.RELATIVE).code
    seal_identity(case.officer, guardian, SOKHA)
    keeper = open_as("manager-1")
    assert open_identity(keeper, guardian, OpeningReason.SAFETY).identity == SOKHA
    with pytest.raises(NotFound, match="identity-missing"):
        open_identity(keeper, case.person, OpeningReason.SAFETY)


def test_an_opening_is_recorded_even_where_nothing_is_kept(case, open_as, events):
    with pytest.raises(NotFound, match="identity-missing"):
        open_identity(open_as("manager-1"), case.person, OpeningReason.CONTACT)
    assert [e.subject for e in events("identity-opened")] == [case.person]


@pytest.mark.usefixtures("newer_identities")
def test_no_opening_is_recorded_where_a_newer_program_keeps_the_identities(case, open_as, nothing_kept):
    with nothing_kept(Unavailable, "workspace-newer"):
        open_identity(open_as("manager-1"), case.person, OpeningReason.CONTACT)


def test_an_opening_that_cannot_be_recorded_shows_nothing(case, open_as):
    """The log is full, say: then the name stays closed."""
    seal_identity(case.officer, case.person, SOKHA)
    keeper = open_as("manager-1")
    keeper.records.db.conn.execute("PRAGMA query_only = OFF")
    keeper.records.db.conn.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON audit BEGIN SELECT raise(abort, 'full'); END"
    )
    with pytest.raises(Exception, match="full"):
        open_identity(keeper, case.person, OpeningReason.CONTACT)
    keeper.records.db.conn.execute("PRAGMA query_only = OFF")
    keeper.records.db.conn.execute("DROP TRIGGER full")
    assert open_identity(keeper, case.person, OpeningReason.CONTACT).newest.identity == SOKHA


def test_an_empty_name_is_not_sealed(case, nothing_kept):
    with nothing_kept(InvalidInput, "name-missing"):
        seal_identity(case.officer, case.person, Identity(name="  "))


@pytest.fixture
def child(case):
    """A child's story of words alone: the child is its only contributor."""
    case.person = add_contributor(case.officer, CHILD).code
    case.story = add_story(case.officer, "A year at the school").id
    put_contributor(case.officer, case.story, case.person)
    case.draft()
    case.plan(days=100)
    case.approve()
    return case


def _assent(case, decision):
    record_assent(case.officer, case.person, case.story, decision=decision, method=AssentMethod.OWN_WORDS)


def _guarded(child):
    guardian = add_guardian(child.officer, child.person, GuardianLink.PARENT).code
    child.consent(guardian=guardian)
    return guardian


def _clear_all_but_assent(child):
    check_guardian(child.open_as("safeguarding-1"), _guarded(child), is_free_of_conflict=True)
    child.answer_all()


def test_a_child_goes_from_refused_to_cleared_step_by_step(child):
    child.consent()
    assert {"guardian-missing", "assent-missing", "question-open"} <= set(child.codes())
    guardian = _guarded(child)
    assert [g.code for g in guardians_of(child.officer, child.person)] == [guardian]
    assert "guardian-missing" not in child.codes()
    assert "guardian-conflict" in child.codes()
    lead = child.open_as("safeguarding-1")
    check_guardian(lead, guardian, is_free_of_conflict=False)
    assert "guardian-conflict" in child.codes()
    check_guardian(lead, guardian, is_free_of_conflict=True)
    child.answer_all()
    assert child.codes() == ["assent-missing"]
    _assent(child, Decision.YES)
    assert child.codes() == []
    assert {"1.4b", "1.4c", "1.4d", "1.4e", "1.4f"} <= {s.question for s in child.clear().questions}


def test_a_childs_no_stands_above_a_guardians_yes_until_the_child_says_yes(child, clock):
    _clear_all_but_assent(child)
    _assent(child, Decision.YES)
    assert child.codes() == []
    _assent(child, Decision.NO)
    assert child.codes() == ["assent-refused"]
    note_asked(child.officer, child.person)
    _assent(child, Decision.YES)
    assert child.codes() == []


def test_a_childs_consent_has_the_shorter_end(child):
    guardian = add_guardian(child.officer, child.person, GuardianLink.PARENT).code
    caps = child.officer.catalogue.policies[0].caps
    assert caps.child_years < caps.adult_years
    given = child.officer.today
    last = given.replace(year=given.year + caps.child_years)
    child.consent(guardian=guardian, scope=child.scope(until=last))
    assert "consent-over-cap" not in child.codes()
    child.consent(guardian=guardian, scope=child.scope(until=last.replace(day=last.day + 1)))
    assert "consent-over-cap" in child.codes()


def test_someone_elses_guardian_answers_for_nobody(child, nothing_kept):
    other = add_contributor(child.officer, CHILD).code
    guardian = add_guardian(child.officer, other, GuardianLink.PARENT).code
    with nothing_kept(Conflict, "guardian-of-another"):
        child.consent(guardian=guardian)


def test_who_comes_of_age_while_the_story_is_there_must_be_asked_alone(child, clock):
    _clear_all_but_assent(child)
    _assent(child, Decision.YES)
    child.plan(days=130)
    assert child.clear().until == date(2027, 3, 31)
    assert child.codes() == []
    child.plan(days=131)
    assert child.codes() == ["comes-of-age"]
    clock.advance(days=131)
    child.plan(days=50)
    assert "ask-again-grown" in child.codes()
    child.consent()
    assert {"ask-again-grown", "assent-missing", "guardian-missing"} & set(child.codes()) == set()


@pytest.mark.slow
def test_a_childs_face_is_covered_whatever_was_agreed(child, portrait):
    scope = child.scope(appearance=Appearance.FACE_SHOWN)
    guardian = add_guardian(child.officer, child.person, GuardianLink.PARENT).code
    check_guardian(child.open_as("safeguarding-1"), guardian, is_free_of_conflict=True)
    child.consent(guardian=guardian, scope=scope)
    _assent(child, Decision.YES)
    child.picture(portrait)
    child.settle_and_copy()
    child.approve()
    child.answer_all()
    assert child.codes() == []
    (image,) = images_of(child.officer, child.story)
    (face,) = faces_of(child.officer, image.id)
    seen = FaceDecision(settlement=Settlement.LINKED, contributor=child.person, is_hidden=False)
    settle_face(child.officer, face.id, seen)
    assert "child-face-shown" in child.codes()


def test_an_officer_does_not_answer_for_safeguarding(child, nothing_kept):
    with nothing_kept(Refused, "another-role-answers"):
        say_yes(child.officer, child.story, "guidance-note-2016", "1.4d")


def test_a_childs_story_that_is_refused_is_not_published(child):
    with pytest.raises(Refused, match="not-cleared"):
        publish_story(child.officer, child.story, Channel.WEBSITE, where="https://example.org/1")
    assert list_publications(child.officer) == ()
