"""All that a clearance looks at, gathered in one value."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from consentkit.domain.accounts import USUAL_LIFTING_DAYS, USUAL_TIED_DAYS, Account, Separation
from consentkit.domain.bases import Basis, standing_bases
from consentkit.domain.checklists import Answer, BrokenFile, Policy
from consentkit.domain.consents import Approval, Assent, Consent, Withdrawal
from consentkit.domain.interpreting.back_checks import BackCheck
from consentkit.domain.interpreting.interpreters import Interpreter
from consentkit.domain.letters.given_papers import GivenPaper
from consentkit.domain.letters.papers import SignedPaper
from consentkit.domain.people import Contributor, Guardian
from consentkit.domain.pictures.captures import Capture
from consentkit.domain.pictures.images import Face, Image
from consentkit.domain.pictures.near_copies import NearCopy
from consentkit.domain.pictures.public_copies import PublicCopy
from consentkit.domain.problems import Problem
from consentkit.domain.questions.origins import Origins
from consentkit.domain.stories import Plan, Story
from consentkit.domain.values import Channel, Value, digest_of
from consentkit.domain.videos.videos import Track, Video, VideoCopy
from consentkit.domain.words.drafts import Draft
from consentkit.domain.words.settlements import StoryWords


class FileState(StrEnum):
    """What a stored file was found to be when its digest was taken again."""

    INTACT = "intact"
    CHANGED = "changed"
    MISSING = "missing"


class ImageRecord(Value):
    """One image with its faces, its public copy if there is one, and the state of both files."""

    image: Image
    faces: tuple[Face, ...]
    copy_made: PublicCopy | None
    original_state: FileState
    copy_state: FileState | None
    near: tuple[NearCopy, ...] | None = ()
    """Pictures of ended consents that look like this one; `None` where that is not known."""
    capture: Capture | None = None
    """How it came to be; `None` where nobody asked its file."""
    is_page: bool = False
    """Whether it is a page of the draft as printed: what it shows is covered in the document itself."""


class VideoRecord(Value):
    """One video with its tracks, its public copy if there is one, and the state of both files."""

    video: Video
    tracks: tuple[Track, ...]
    copy_made: VideoCopy | None
    original_state: FileState
    copy_state: FileState | None


def _said(answer: Answer) -> dict[str, object]:
    """An answer as certificates of before have it: about its story alone, and without evidence."""
    fields = answer.model_dump()
    without = {"about", "rests_on"} if answer.about is None else set()
    if answer.evidence is None:
        without |= {"evidence", "evidence_file"}
    return {name: value for name, value in fields.items() if name not in without}


def _given(consent: Consent) -> dict[str, object]:
    """An answer as certificates of before have it: where it speaks of everything, and for its story alone."""
    fields = consent.model_dump()
    later = {"asked", "same_as", "needs_profile"}
    return {name: value for name, value in fields.items() if name not in later or value is not None}


def digest_of_story(story: Story, plan: Plan | None) -> str:
    """Return the part of a certificate that says which story it is of, and where that goes."""
    return digest_of([_told(story), plan and _planned(plan)])


def _told(story: Story) -> dict[str, object]:
    """The story; the first certificates knew of nothing beside its words: it counts where there is some."""
    return story.model_dump(exclude=None if story.beside else {"beside"})


def _planned(plan: Plan) -> dict[str, object]:
    """A plan as certificates of before have it where nobody is in charge of it."""
    return plan.model_dump(exclude=set() if plan.owner else {"owner"})


def _kept(assent: Assent) -> dict[str, object]:
    """A child's answer as certificates of before have it where it rests on no letter."""
    fields = assent.model_dump()
    return {name: value for name, value in fields.items() if value is not None}


class Dossier(Value):
    """A story, its people, files and answers, as recorded at one moment, for one channel on one day."""

    channel: Channel
    on: date
    story: Story
    plan: Plan | None
    contributors: tuple[Contributor, ...]
    guardians: tuple[Guardian, ...]
    consents: tuple[Consent, ...]
    """Oldest first."""
    given_papers: tuple[GivenPaper, ...] = ()
    """The signed files of its consents, and what somebody saw on each; oldest first."""
    interpreters: tuple[Interpreter, ...] = ()
    """What was told of those who interpreted for its consents; oldest first."""
    back_checks: tuple[BackCheck, ...] = ()
    """Whether people understood what was interpreted to them; oldest first."""
    withdrawals: tuple[Withdrawal, ...]
    assents: tuple[Assent, ...]
    """Oldest first."""
    approvals: tuple[Approval, ...]
    images: tuple[ImageRecord, ...]
    bases: tuple[Basis, ...] = ()
    """What its parts rest on beside consents; oldest first."""
    origins: Origins = Field(default_factory=Origins)
    """The gatherings and suppliers to which parts of it belong."""
    papers: dict[str, FileState]
    """The draft, the releases and what proves a basis, by vault name."""
    draft: Draft | None = None
    """What the draft was found to hold; `None` where it was never looked into."""
    words: StoryWords | None = None
    """What was found in the words; `None` where nobody looked."""
    signed: tuple[SignedPaper, ...] = ()
    """The letters of its people that came back, confirmed or not; oldest first."""
    loose_pages: tuple[str, ...] = ()
    """Pages that came back and belong to no letter yet."""
    videos: tuple[VideoRecord, ...] = ()
    answers: tuple[Answer, ...]
    """Oldest first."""
    shared: tuple[Answer, ...] = ()
    """Those about its people, its place or the organisation, wherever they were said; oldest first."""
    noes_elsewhere: tuple[Answer, ...] = ()
    """The safeguarding noes that stand in other stories with the very same pictures or videos."""
    accounts: tuple[Account, ...] = ()
    """Everybody who ever had one: who is a second person beside whom."""
    published_before: int | None = None
    """How often its people were published in other stories before it; `None` where nobody counted."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the log, and with rows that are not as it left them."""
    policies: tuple[Policy, ...]
    policy_digests: dict[str, str]
    broken_policies: tuple[BrokenFile, ...]

    @property
    def until(self) -> date:
        """The last day of the planned life; `on` itself where nothing is planned."""
        return max(self.on, self.plan.until) if self.plan else self.on

    @property
    def faces(self) -> tuple[Face, ...]:
        """Every face of every image."""
        return tuple(face for record in self.images for face in record.faces)

    def faces_of(self, contributor: str) -> tuple[Face, ...]:
        """Every face that a person linked to this contributor."""
        return tuple(face for face in self.faces if face.contributor == contributor)

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Every track of every video."""
        return tuple(track for record in self.videos for track in record.tracks)

    def tracks_of(self, contributor: str) -> tuple[Track, ...]:
        """Every track that a person linked to this contributor."""
        return tuple(track for track in self.tracks if track.contributor == contributor)

    @property
    def seen(self) -> tuple[Face | Track, ...]:
        """Every face and every track."""
        return self.faces + self.tracks

    @property
    def standing_bases(self) -> dict[str, Basis]:
        """What a thing of the story rests on, by its code; a contributor's consent is none of these."""
        return standing_bases(self.bases)

    @property
    def bases_in_order(self) -> tuple[Basis, ...]:
        """The bases that count of what is in the story: its words, pictures, videos, then single people."""
        things = [self.story.id, *(r.image.id for r in self.images), *(r.video.id for r in self.videos)]
        standing = self.standing_bases
        return tuple(standing[one] for one in (*things, *(s.id for s in self.seen)) if one in standing)

    def answers_to(self, policy: str, question: str) -> tuple[Answer, ...]:
        """Return the answers to a question of the story, and those that it shares; oldest first."""
        return tuple(a for a in self.all_answers if (a.policy, a.question) == (policy, question))

    @property
    def all_answers(self) -> tuple[Answer, ...]:
        """The answers about the story alone, then those that it shares; each oldest first."""
        return tuple(one for one in self.answers if one.about is None) + self.shared

    def noes_elsewhere_to(self, policy: str, question: str) -> tuple[Answer, ...]:
        """Return the noes to a question that stand where the same files are shown."""
        return tuple(a for a in self.noes_elsewhere if (a.policy, a.question) == (policy, question))

    @property
    def separation(self) -> Separation:
        """Which accounts are two people, by the days of the strictest policy."""
        return Separation(
            self.accounts,
            tied_days=max((one.second_person_days for one in self.policies), default=USUAL_TIED_DAYS),
            lifting_days=max((one.lifting_days for one in self.policies), default=USUAL_LIFTING_DAYS),
        )

    @property
    def _noes(self) -> list[object]:
        """Letters that may hold a no, or say it; nothing where there are none."""
        found = [
            paper.model_dump(exclude={"printed": {"clauses", "signers"}})
            for paper in self.signed
            if paper.is_waiting or not paper.says_yes
        ]
        return [found] if found else []

    @property
    def _on_given_papers(self) -> list[object]:
        """What was seen on signed files; nothing where nothing had to be, as before."""
        found = [[one.consent, one.said] for one in self.given_papers if one.said is not None]
        return [["papers", found]] if found else []

    @property
    def _interpreted(self) -> list[object]:
        """Who interpreted, and whether it was understood; nothing where nobody is known, as before."""
        found = [one.model_dump(exclude={"seen_by"}) for one in self.interpreters]
        return [[found, self.back_checks]] if found or self.back_checks else []

    def parts(self) -> dict[str, str]:
        """Return what a certificate rests on: one digest for each part, so that a change can be named."""
        return {
            "story": digest_of_story(self.story, self.plan),
            "people": digest_of([self.contributors, self.guardians]),
            "consents": digest_of(
                [
                    [_given(c) for c in self.consents],
                    self.withdrawals,
                    [_kept(a) for a in self.assents],
                    self.approvals,
                    *self._noes,
                    *self._interpreted,
                    *self._on_given_papers,
                ]
            ),
            "files": digest_of(
                [
                    [(r.image, r.copy_made, r.original_state, r.copy_state, r.near) for r in self.images],
                    [(r.video, r.copy_made, r.original_state, r.copy_state) for r in self.videos],
                    self.papers,
                    self.draft and self.draft.model_dump(exclude={"look"}),
                ]
            ),
            "faces": _digest_of_seen(self.faces, self.tracks),
            # What is shared may be said again without a word of it changing: whether it holds, the gate says.
            "answers": digest_of([_said(one) for one in self.noes_elsewhere + self.answers]),
            "policies": digest_of([self.policy_digests, self.broken_policies]),
        } | self._later

    @property
    def _later(self) -> dict[str, str]:
        """The parts of bases and of findings in the words; none where there are none, as before."""
        bases = {"bases": digest_of(self.bases_in_order)} if self.bases_in_order else {}
        said = self.words is not None and (self.words.there or self.words.check.read_by)
        return bases | ({"words": self.words.digest()} if self.words is not None and said else {})


_LATER_FIELDS = {"linked_before", "agreed_by", "lacks_second"}
"""What the first certificates did not know: it counts where there is some."""


def _digest_of_seen(faces: tuple[Face, ...], tracks: tuple[Track, ...]) -> str:
    parts = [[one.model_dump(exclude=_LATER_FIELDS) for one in seen] for seen in (faces, tracks)]
    agreed = [[one.id, one.agreed_by] for one in faces + tracks if one.agreed_by]
    return digest_of([*parts, agreed] if agreed else parts)
