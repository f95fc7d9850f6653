"""A story with a real portrait in it, and all it takes to clear it."""

from datetime import timedelta

import pytest

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.checklists import Reply, Standing
from consentkit.domain.consents import WORLDWIDE, Appearance, Audience, Decision, Medium, Scope
from consentkit.domain.images import Settlement
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.values import Channel
from consentkit.usecases.audits import read_audit
from consentkit.usecases.checklists import answer_question, list_questions
from consentkit.usecases.clearances import certify_story, clear_story
from consentkit.usecases.consents import NewConsent, record_consent
from consentkit.usecases.contributors import NewContributor, add_contributor
from consentkit.usecases.faces import FaceDecision, faces_of, settle_face
from consentkit.usecases.images import add_images, images_of, make_public_copy, scan_images, view_image
from consentkit.usecases.stories import add_story, approve_draft, plan_story, put_contributor

WEBSITE = Channel.WEBSITE


@pytest.fixture(scope="session")
def portrait():
    """A public-domain portrait with one face, in which both detectors find nothing else."""
    return assets_folder() / "demo" / "grace_hopper.jpg"


@pytest.fixture(scope="session")
def other_portrait():
    """Another one."""
    return assets_folder() / "demo" / "astronaut.png"


@pytest.fixture
def last_event(open_as):
    """The newest event as (action, actor, subject)."""

    def read():
        event = read_audit(open_as("auditor-1"), limit=1)[0]
        return event.action, event.actor, event.subject

    return read


class Case:
    """One story on its way to the website."""

    def __init__(self, open_as, tmp_path):
        self.open_as = open_as
        self.tmp_path = tmp_path
        self.officer = open_as("officer-1")
        adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
        self.person = add_contributor(self.officer, adult).code
        self.story = add_story(self.officer, "A year at the school").id
        put_contributor(self.officer, self.story, self.person)

    def scope(self, **changes):
        fields = {
            "media": frozenset({Medium.PHOTO, Medium.WORDS}),
            "appearance": Appearance.FACE_HIDDEN,
            "channels": frozenset({WEBSITE}),
            "audiences": frozenset({Audience.PUBLIC}),
            "places": frozenset({WORLDWIDE}),
            "until": self.officer.today + timedelta(days=300),
        }
        return Scope(**(fields | changes))

    def consent(self, **changes):
        letter = self.tmp_path / "letter.txt"
        letter.write_text("signed")
        today = self.officer.today
        fields = {
            "contributor": self.person,
            "story": self.story,
            "decision": Decision.YES,
            "scope": self.scope(),
            "asked_on": today - timedelta(days=2),
            "given_on": today,
            "language": "km",
            "release": letter,
        }
        return record_consent(self.officer, NewConsent(**(fields | changes))).id

    def plan(self, days=100):
        today = self.officer.today
        return plan_story(
            self.officer,
            self.story,
            WEBSITE,
            audience=Audience.PUBLIC,
            place=WORLDWIDE,
            from_on=today,
            until=today + timedelta(days=days),
        )

    def picture(self, portrait):
        (taken,) = add_images(self.officer, self.story, [portrait])
        scan_images(self.officer, [taken.image.id])
        return taken.image.id

    def settle_and_copy(self):
        for image in images_of(self.officer, self.story):
            for face in faces_of(self.officer, image.id):
                linked = FaceDecision(settlement=Settlement.LINKED, contributor=self.person, is_hidden=True)
                settle_face(self.officer, face.id, linked)
            make_public_copy(self.officer, image.id)
            view_image(self.officer, image.id)

    def approve(self):
        approve_draft(self.officer, self.story, self.person, decision=Decision.YES)

    def answer_all(self):
        for handle in ("officer-1", "safeguarding-1", "manager-1"):
            workspace = self.open_as(handle)
            for asked in list_questions(workspace, self.story, WEBSITE):
                if workspace.actor.has(*asked.question.who) and asked.state.standing is Standing.OPEN:
                    answer_question(
                        workspace, self.story, asked.policy.id, asked.question.id, reply=Reply.YES
                    )

    def clear(self, **when):
        return clear_story(self.officer, self.story, WEBSITE, **when)

    def codes(self, **when):
        return sorted({reason.code.value for reason in self.clear(**when).reasons})

    def certify(self, name="certificate.pdf"):
        return certify_story(self.open_as("manager-1"), self.story, WEBSITE, self.tmp_path / name)


@pytest.fixture
def case(open_as, tmp_path):
    """A story with one contributor and nothing else."""
    return Case(open_as, tmp_path)


@pytest.fixture
def clearable(case, portrait):
    """A story that is cleared."""
    case.consent()
    case.plan()
    case.picture(portrait)
    case.settle_and_copy()
    case.approve()
    case.answer_all()
    return case
