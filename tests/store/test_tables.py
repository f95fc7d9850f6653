"""Rows as values and back, where more than the plain way is asked for."""

from datetime import UTC, date, datetime

import pytest

from consentkit.domain.accounts import Account
from consentkit.domain.checklists import Answer, Reply
from consentkit.domain.consents import Consent, Decision, Medium, Method, Scope
from consentkit.domain.errors import Conflict, NotFound, Refused
from consentkit.domain.events import EventName
from consentkit.domain.people import Guardian
from consentkit.domain.pictures.images import Box, Face, Image, Settlement
from consentkit.domain.roles import Actor, Role
from consentkit.domain.stories import Plan, Story
from consentkit.domain.values import Channel
from consentkit.store.consents import agree_to_face, consents
from consentkit.store.office.actors import check_actor, list_actors, remove_actor, save_account
from consentkit.store.people.contributors import contributors, guardians
from consentkit.store.pictures.images import delete_faces, faces, images
from consentkit.store.stories.stories import (
    answers,
    get_plan,
    get_story,
    insert_story,
    save_plan,
    sign_off,
    update_story,
)

STORY = Story(id="S-0000-0000", title="Ban Nam", revision=1)
DAY = date(2026, 11, 21)


@pytest.fixture
def db(records, person):
    """Records with a story and three people, open for writing."""
    with records.db.writing():
        insert_story(records.db, STORY, added_at="2026-11-21")
        for number in range(3):
            contributors.insert(records.db, person(number), added_at="2026-11-21")
        yield records.db


def answer(by, at):
    return Answer(
        story=STORY.id, policy="own", question="1.1a", reply=Reply.NO, by=by,
        roles={Role.OFFICER}, at=at, revision=1,
    )  # fmt: skip


def test_people_of_a_story_stay_in_the_order_given(db, person):
    for order in ([2, 0, 1], [1], [], [0, 2]):
        story = STORY.model_copy(update={"contributors": tuple(person(n).code for n in order)})
        update_story(db, story, expected=get_story(db, STORY.id))
        assert get_story(db, STORY.id) == story


def test_a_story_that_is_not_as_expected_stays_as_it_is(db):
    seen = get_story(db, STORY.id)
    update_story(db, STORY.model_copy(update={"revision": 2}), expected=seen)
    with pytest.raises(Conflict) as changed:
        update_story(db, STORY.model_copy(update={"title": "Another", "revision": 2}), expected=seen)
    assert changed.value.facts == {"kind": "story", "id": STORY.id, "changed": ("revision",)}
    assert get_story(db, STORY.id).title == STORY.title


def test_an_unknown_record_is_told_by_its_kind(db):
    with pytest.raises(NotFound) as missing:
        guardians.get(db, "G-0000-0000")
    assert missing.value.facts == {"kind": "guardian", "id": "G-0000-0000"}


def test_one_sign_off_signs_one_answer_even_of_two_in_one_instant(db, at):
    for by in ("officer-1", "officer-2"):
        answers.insert(db, answer(by, at))
    sign_off(db, answer("officer-1", at), "manager-1")
    assert {a.by: a.signed_off_by for a in answers.where(db, "1")} == {
        "officer-1": "manager-1",
        "officer-2": None,
    }


def test_a_plan_replaces_the_one_for_its_channel(db):
    plan = Plan(
        story=STORY.id, channel=Channel.WEBSITE, audience="public", place="worldwide", from_on=DAY, until=DAY
    )
    for place in ("TH", "worldwide"):
        save_plan(db, plan.model_copy(update={"place": place}))
    assert get_plan(db, STORY.id, Channel.WEBSITE) == plan
    assert get_plan(db, STORY.id, Channel.SOCIAL) is None


def test_a_face_that_was_decided_about_meanwhile_is_not_deleted(db):
    image = Image(
        id="I-0000-0000", story=STORY.id, digest="d", original="o", media_type="image/png",
        width_px=9, height_px=9,
    )  # fmt: skip
    images.insert(db, image)
    known = [
        Face(id=f"F-0000-000{n}", image=image.id, box=Box(left=0, top=0, right=5, bottom=5), score=1,
             detector="d", settlement=settlement)
        for n, settlement in enumerate(Settlement)
    ]  # fmt: skip
    for face in known:
        faces.insert(db, face)
    for face in known:
        other = Settlement.OPEN if face.settlement is not Settlement.OPEN else Settlement.REDACTED
        with pytest.raises(Conflict, match="record-changed"):
            delete_faces(db, (face.model_copy(update={"settlement": other}),))
    assert len(faces.where(db, "1")) == len(known)
    delete_faces(db, tuple(known))
    assert faces.where(db, "1") == ()


def test_an_agreement_to_a_face_is_read_back(db, person):
    scope = Scope(
        media={Medium.PHOTO}, channels={Channel.PRINT}, audiences={"staff"}, places={"TH"}, until=DAY
    )
    consent = Consent(
        id="K-0000-0000", contributor=person(0).code, story=STORY.id, decision=Decision.YES, scope=scope,
        given_by=person(0).code, asked_on=None, given_on=DAY, method=Method.MARK, language="th",
    )  # fmt: skip
    consents.insert(db, consent, until=DAY.isoformat())
    assert consents.get(db, consent.id) == consent
    agree_to_face(db, consent.id, "safeguarding-1")
    assert consents.get(db, consent.id).face_agreed_by == "safeguarding-1"


def test_a_guardians_finding_can_be_unknown_yes_or_no(db, person):
    for number, finding in enumerate((None, True, False)):
        guardian = Guardian(
            code=f"G-0000-000{number}", contributor=person(0).code, link="parent", is_free_of_conflict=finding
        )
        guardians.insert(db, guardian)
        assert guardians.get(db, guardian.code) == guardian


def test_an_actor_with_other_roles_than_the_records_know_is_refused(db):
    officer = Actor(handle="officer-1", roles={Role.OFFICER})
    at = datetime(2026, 11, 21, tzinfo=UTC)
    own = {"made_by": "manager-1", "made_at": at, "since": at, "own_since": at}
    save_account(db, Account(handle="officer-1", roles=officer.roles, **own))
    check_actor(db, officer)
    promoted = Actor(handle="officer-1", roles={Role.OFFICER, Role.MANAGER})
    with pytest.raises(Refused) as refused:
        check_actor(db, promoted)
    assert refused.value.code == "roles-disagree"
    remove_actor(db, "officer-1", at="2026-11-21")
    assert list_actors(db) == ()
    with pytest.raises(Refused):
        check_actor(db, officer)


def test_nothing_is_null_in_sql(open_as):
    officer = open_as("officer-1")
    image = Image(
        id="I-0000-0000", story="S-0000-0000", digest="0", original="0", media_type="image/png",
        width_px=1, height_px=1,
    )  # fmt: skip
    story = Story(id="S-0000-0000", title="A title", revision=1)
    with officer.change(EventName.IMAGE_ADDED) as change:
        insert_story(change.db, story, added_at="2026-11-21")
        images.insert(change.db, image)
        change.record(image.id)
    db = officer.reading
    assert db.rows("SELECT id FROM images WHERE scan IS NULL") == [{"id": image.id}]
    assert images.get(db, image.id) == image
