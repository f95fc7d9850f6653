"""A story on its way to the website, step by step (`from story_cases import begin_case`)."""

from datetime import timedelta

from saying_yes import say_yes
from seen_papers import say_paper

from consentkit.domain.checklists import Standing
from consentkit.domain.consents import WORLDWIDE, Appearance, Audience, Decision, Medium, Scope
from consentkit.domain.people import Age, AgeBasis
from consentkit.domain.pictures.images import FaceDecision, Settlement
from consentkit.domain.values import Channel
from consentkit.pages.files import incoming
from consentkit.usecases.checks.checklists import list_questions
from consentkit.usecases.consents.consents import NewConsent, record_consent
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.pictures.faces import faces_of, settle_face
from consentkit.usecases.pictures.images import add_images, images_of, view_image
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.publications.clearances import certify_story, clear_story
from consentkit.usecases.stories.stories import add_story, approve_draft, plan_story, put_contributor
from consentkit.usecases.words.drafts import put_draft

WEBSITE = Channel.WEBSITE


def begin_case(open_as, tmp_path):
    """Return a story with one adult contributor and nothing else."""
    officer = open_as("officer-1")
    adult = NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
    person = add_contributor(officer, adult).code
    story = add_story(officer, "A year at the school").id
    put_contributor(officer, story, person)
    return Case(open_as, tmp_path, person, story)


class Case:
    """One story on its way to the website."""

    def __init__(self, open_as, tmp_path, person, story):
        self.open_as = open_as
        self.tmp_path = tmp_path
        self.officer = open_as("officer-1")
        self.person = person
        self.story = story

    def draft(self, words="She has learned eleven patterns."):
        return put_draft(self.officer, self.story, words.encode())

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
        consent = record_consent(self.officer, self.new_consent(**changes)).id
        say_paper(self.open_as("manager-1"), consent)
        return consent

    def new_consent(self, **changes):
        today = self.officer.today
        fields = {
            "contributor": self.person,
            "story": self.story,
            "decision": Decision.YES,
            "scope": self.scope(),
            "asked_on": today - timedelta(days=2),
            "given_on": today,
            "language": "km",
            "release": b"signed",
        }
        return NewConsent(**(fields | changes))

    def plan(self, days=100, channel=WEBSITE):
        today = self.officer.today
        return plan_story(
            self.officer,
            self.story,
            channel,
            audience=Audience.PUBLIC,
            place=WORLDWIDE,
            from_on=today,
            until=today + timedelta(days=days),
        )

    def picture(self, portrait):
        (taken,) = add_images(self.officer, self.story, [incoming(portrait)])
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
            workspace, forms = self.open_as(handle), set()
            for asked in list_questions(workspace, self.story, WEBSITE):
                is_mine = workspace.actor.has(*asked.question.who) and asked.state.standing is Standing.OPEN
                # One form answers all of its questions.
                if is_mine and asked.question.form not in forms:
                    say_yes(workspace, self.story, asked.policy.id, asked.question.id)
                    forms |= {asked.question.form} - {None}

    def clear(self, channel=WEBSITE, **when):
        return clear_story(self.officer, self.story, channel, **when)

    def codes(self, **when):
        return sorted({reason.code.value for reason in self.clear(**when).reasons})

    def certify(self, name="certificate.pdf", channel=WEBSITE):
        issued = certify_story(self.open_as("manager-1"), self.story, channel)
        (self.tmp_path / name).write_bytes(issued.page)
        return issued.certificate
