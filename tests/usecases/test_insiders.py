"""One person with any number of handles clears nothing against a no, and declares no strong face away.

The person is the first manager and keeper, and makes, removes and raises whom they like. `officer-1`,
`safeguarding-1` and whoever holds the recovery code are other people, who do nothing of it.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from saying_yes import say_yes, shown_for

from consentkit.domain.checklists import Reply, Standing, standing_of
from consentkit.domain.consents import Appearance, Decision
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.people import Age, AgeBasis, GuardianLink
from consentkit.domain.pictures.box_changes import share_of_smaller
from consentkit.domain.pictures.images import Box, Declaration, FaceDecision, Profile, Settlement
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.store.stories.stories import answers_to, get_story
from consentkit.usecases.checks.checklists import answer_question, get_question, sign_off_answer
from consentkit.usecases.office.actors import add_actor, change_roles, remove_actor, vouch_for
from consentkit.usecases.office.separations import separation_of
from consentkit.usecases.people.contributors import (
    NewContributor,
    add_contributor,
    add_guardian,
    check_guardian,
    guardians_of,
)
from consentkit.usecases.pictures.box_changes import merge_faces, move_face
from consentkit.usecases.pictures.faces import add_face, faces_of, reopen_face, settle_face, take_back_face
from consentkit.usecases.pictures.images import add_images, images_of, view_image
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.publications.clearances import certify_story, clear_story
from consentkit.usecases.stories.stories import add_story, approve_draft, put_contributor
from consentkit.usecases.words.drafts import put_draft

POLICY, QUESTION = "guidance-note-2016", "1.2b"
WHY = "She asked to be shown so, and chose this picture herself."
SAFE = Role.SAFEGUARDING
HANDS = ("manager-1", "safe-2", "safe-3", "safe-4", "manager-2", "keeper-2")


@pytest.fixture
def workspace_folder(cleared_folder):
    return cleared_folder


@pytest.fixture
def insider(clearable, open_as, add_settled):
    """Everybody whom the person makes, also by those whom they made."""
    manager = open_as("manager-1")
    for handle, roles in (
        ("safe-2", {SAFE, Role.OFFICER}),
        ("safe-3", {SAFE, Role.OFFICER}),
        ("manager-2", {Role.MANAGER, SAFE}),
        ("keeper-2", {Role.KEEPER}),
    ):
        add_settled(manager, Actor(handle=handle, roles=frozenset(roles)))
    add_settled(open_as("manager-2"), Actor(handle="safe-4", roles=frozenset({SAFE, Role.OFFICER})))
    return clearable


def tried(deed):
    """Do what one may not; being refused is what is hoped for."""
    try:
        return deed()
    except ConsentkitError as error:
        return error.code


def _say_yes(insider) -> Iterator[object]:
    for handle, reply in product(HANDS, (Reply.UNKNOWN, Reply.YES)):
        workspace = insider.open_as(handle)
        shown = shown_for(workspace, get_question(workspace, POLICY, QUESTION))
        yield lambda w=workspace, r=reply, s=shown: answer_question(
            w, insider.story, POLICY, QUESTION, reply=r, shown=s
        )
    for handle in ("manager-1", "manager-2"):
        workspace = insider.open_as(handle)
        yield lambda w=workspace: sign_off_answer(w, insider.story, POLICY, QUESTION)


def _bend_the_accounts(insider) -> Iterator[object]:
    manager, keeper = insider.open_as("manager-1"), insider.open_as("keeper-2")
    for handle in ("safe-2", "safe-3", "safe-4", "manager-2"):
        yield lambda h=handle: vouch_for(manager, h)
        yield lambda h=handle: vouch_for(keeper, h)
    yield lambda: change_roles(manager, "officer-1", frozenset({Role.OFFICER, SAFE}))
    yield lambda: change_roles(manager, "safeguarding-1", frozenset({Role.VOLUNTEER}))
    yield lambda: remove_actor(manager, "safeguarding-1")
    yield lambda: add_actor(
        manager, Actor(handle="safeguarding-1", roles=frozenset({SAFE})), "given for once only"
    )


def _edit_the_story(insider) -> Iterator[object]:
    officer = insider.open_as("safe-2")
    yield lambda: put_draft(officer, insider.story, b"She has learned twelve patterns.")
    yield lambda: approve_draft(officer, insider.story, insider.person, decision=Decision.YES)


def test_one_person_clears_nothing_against_a_safeguarding_no(insider, clock):
    safeguarding = insider.open_as("safeguarding-1")
    answer_question(safeguarding, insider.story, POLICY, QUESTION, reply=Reply.NO)
    outcomes = []
    for day in range(0, 29, 7):
        moves = [*_say_yes(insider), *(_edit_the_story(insider) if day == 7 else ())]
        moves += _bend_the_accounts(insider) if day == 14 else ()
        for deed in moves:
            outcomes.append(tried(deed))
            assert _stands(insider)
        assert _is_told(insider)
        certified = tried(lambda: certify_story(insider.open_as("manager-1"), insider.story, Channel.WEBSITE))
        assert certified == "not-cleared"
        clock.advance(days=7)
    told = {one for one in outcomes if isinstance(one, str)}
    assert {"second-person-tied", "voucher-is-maker", "actor-was-known"} <= told


def _stands(insider):
    """Tell whether the question has not come to a yes; much quicker than the gate."""
    auditor = insider.open_as("auditor-1")
    asked = get_question(auditor, POLICY, QUESTION)
    revision = get_story(auditor.reading, insider.story).revision
    given = answers_to(auditor.reading, insider.story, POLICY, QUESTION)
    separation = separation_of(auditor, auditor.reading)
    standing = standing_of(asked, given, revision=revision, fact_holds=None, separation=separation)
    return standing is Standing.FAILED


def _is_told(insider):
    return {"safeguarding-no", "safeguarding-no-lifting"} & set(_codes(insider))


def _codes(insider, story=None):
    cleared = clear_story(insider.open_as("auditor-1"), story or insider.story, Channel.WEBSITE)
    return [reason.code.value for reason in cleared.reasons]


def test_a_no_follows_its_picture_into_another_story(insider, portrait):
    answer_question(insider.open_as("safeguarding-1"), insider.story, POLICY, QUESTION, reply=Reply.NO)
    officer = insider.open_as("officer-1")
    story = add_story(officer, "The same once more").id
    put_contributor(officer, story, insider.person)
    add_images(officer, story, [incoming(portrait)])
    tried(lambda: say_yes(insider.open_as("safe-2"), story, POLICY, QUESTION))
    assert {"safeguarding-no", "safeguarding-no-lifting"} & set(_codes(insider, story))
    say_yes(insider.open_as("safeguarding-1"), story, POLICY, QUESTION)
    assert not {"safeguarding-no", "safeguarding-no-lifting"} & set(_codes(insider, story))


def test_two_other_people_lift_a_no_after_a_week_and_it_is_told(insider, clock, vouch, open_as):
    answer_question(insider.open_as("safeguarding-1"), insider.story, POLICY, QUESTION, reply=Reply.NO)
    vouch("safe-2")
    vouch("safe-3")
    say_yes(open_as("safe-2"), insider.story, POLICY, QUESTION)
    clock.advance(days=6, hours=23)
    early = tried(lambda: say_yes(open_as("safe-3"), insider.story, POLICY, QUESTION))
    assert early == "lifting-waits"
    clock.advance(hours=1)
    say_yes(open_as("safe-3"), insider.story, POLICY, QUESTION)
    cleared = insider.clear()
    assert cleared.is_allowed
    told = {(note.code.value, note.subject): note.facts for note in cleared.notes}
    lifted = told["said-no", f"{POLICY}/{QUESTION}"]
    assert (lifted["by"], lifted["lifted_by"]) == ("safeguarding-1", ("safe-2", "safe-3"))
    assert told["vouched", "safe-2"] == {"by": "keeper-9", "maker": "manager-1"}
    answer_question(insider.open_as("safeguarding-1"), insider.story, POLICY, QUESTION, reply=Reply.NO)
    assert _codes(insider) == ["safeguarding-no"]


# --- A guardian in conflict ---


def test_one_person_frees_no_guardian_in_whom_safeguarding_found_a_conflict(insider, clock):
    officer, person = insider.open_as("officer-1"), insider.person
    first = add_guardian(officer, person, GuardianLink.PARENT).code
    check_guardian(insider.open_as("safeguarding-1"), first, is_free_of_conflict=False)
    for _ in range(4):
        again = add_guardian(officer, person, GuardianLink.PARENT).code
        for handle, code in product(HANDS, (first, again)):
            tried(lambda h=handle, c=code: check_guardian(insider.open_as(h), c, is_free_of_conflict=True))
        assert not any(one.is_free_of_conflict for one in guardians_of(officer, person))
        clock.advance(days=7)
    check_guardian(insider.open_as("safeguarding-1"), first, is_free_of_conflict=True)
    assert any(one.is_free_of_conflict for one in guardians_of(officer, person))


# --- A strong face ---

NO_FACE = FaceDecision(settlement=Settlement.NOT_A_FACE, why="only a poster")
STAFF = FaceDecision(settlement=Settlement.DECLARED, declaration=Declaration.STAFF, why="one of us")
FIGURE = FaceDecision(settlement=Settlement.DECLARED, declaration=Declaration.PUBLIC_FIGURE, why="well known")


def _adult_who_shows_their_face(insider):
    """Somebody of one's own choice, who is no survivor and agreed to be seen."""
    officer = insider.open_as("officer-1")
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, is_survivor=False)
    other = add_contributor(officer, adult).code
    put_contributor(officer, insider.story, other)
    insider.consent(contributor=other, scope=insider.scope(appearance=Appearance.FACE_SHOWN))
    return other


def _declare_away(insider, image, face, other) -> Iterator[object]:
    relinked = FaceDecision(settlement=Settlement.LINKED, contributor=other)
    for handle, decision in product(("safe-2", "safe-3", "safe-4"), (NO_FACE, STAFF, FIGURE, relinked)):
        workspace = insider.open_as(handle)
        yield lambda w=workspace, d=decision: settle_face(w, face.id, d)
        yield lambda w=workspace: reopen_face(w, face.id)
        yield lambda w=workspace, d=decision: settle_face(w, face.id, d)
    officer = insider.open_as("safe-2")
    yield lambda: scan_images(officer, [image.id], profile=Profile.FAST)
    yield lambda: move_face(officer, face.id, Box(left=1, top=1, right=9, bottom=9), "it was elsewhere")
    drawn = add_face(officer, image.id, face.box)
    yield lambda: settle_face(officer, drawn.id, NO_FACE)
    yield lambda: merge_faces(officer, [drawn.id, face.id], "one and the same")
    yield lambda: take_back_face(officer, drawn.id)
    yield lambda: take_back_face(officer, face.id)


def _is_held(insider, image, box):
    """Tell whether what lies where the face is is open, or will be covered."""
    there = [one for one in faces_of(insider.officer, image.id) if share_of_smaller(one.box, box) > 0.5]
    return bool(there) and any(one.counts_as_open or one.must_be_covered for one in there)


def test_one_person_declares_no_strong_face_away(insider):
    (image,) = images_of(insider.officer, insider.story)
    (face,) = faces_of(insider.officer, image.id)
    assert face.is_strong
    assert face.linked_before == (insider.person,)
    other = _adult_who_shows_their_face(insider)
    for deed in _declare_away(insider, image, face, other):
        tried(deed)
        assert _is_held(insider, image, face.box) or _found_again(insider, image, face)


def _found_again(insider, image, face):
    """Tell whether the copy's own scan finds a face whose box was put elsewhere: that refuses too."""
    tried(lambda: make_public_copy(insider.open_as("safe-2"), image.id))
    tried(lambda: view_image(insider.open_as("safe-2"), image.id))
    return bool(
        {"redaction-unproved", "face-open", "second-look-missing", "copy-stale"} & set(_codes(insider))
    )


def test_a_face_that_was_linked_in_one_story_is_not_staff_in_another(insider, portrait):
    officer = insider.open_as("officer-1")
    story = add_story(officer, "The same once more").id
    (taken,) = add_images(officer, story, [incoming(portrait)])
    scan_images(officer, [taken.image.id])
    (face,) = faces_of(officer, taken.image.id)
    assert settle_face(officer, face.id, STAFF).lacks_second
    assert settle_face(insider.open_as("safeguarding-1"), face.id, STAFF).agreed_by == "safeguarding-1"


def test_an_account_that_somebody_made_look_old_past_the_log_is_no_second_person(insider):
    (image,) = images_of(insider.officer, insider.story)
    (face,) = faces_of(insider.officer, image.id)
    assert settle_face(insider.open_as("safe-3"), face.id, NO_FACE).lacks_second
    db = insider.officer.records.db
    row = db.rows("SELECT * FROM actors WHERE handle = 'safe-2'")[0]
    with db.writing():
        db.execute("UPDATE actors SET made_at = '2020-01-01T00:00:00+00:00' WHERE handle = 'safe-2'")
    assert tried(lambda: settle_face(insider.open_as("safe-2"), face.id, NO_FACE)) == "second-person-unknown"
    with db.writing():
        db.execute("UPDATE actors SET made_at = ? WHERE handle = 'safe-2'", [row["made_at"]])
    assert tried(lambda: settle_face(insider.open_as("safe-2"), face.id, NO_FACE)) == "second-person-tied"


def test_a_second_person_agrees_that_a_strong_detection_is_no_face(insider):
    (image,) = images_of(insider.officer, insider.story)
    (face,) = faces_of(insider.officer, image.id)
    alone = settle_face(insider.officer, face.id, NO_FACE)
    assert alone.lacks_second
    assert alone.must_be_covered
    assert "second-look-missing" in _codes(insider)
    assert (
        tried(lambda: certify_story(insider.open_as("manager-1"), insider.story, Channel.WEBSITE))
        == "not-cleared"
    )
    assert tried(lambda: settle_face(insider.officer, face.id, NO_FACE)) == "second-person-waited-for"
    agreed = settle_face(insider.open_as("safeguarding-1"), face.id, NO_FACE)
    assert (agreed.settled_by, agreed.agreed_by, agreed.lacks_second) == (
        "officer-1",
        "safeguarding-1",
        False,
    )
