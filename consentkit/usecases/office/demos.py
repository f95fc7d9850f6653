"""The whole way once, on invented people: refused, settled, cleared, published, withdrawn, refused again."""

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from consentkit.catalogue.shipped import assets_folder
from consentkit.domain.checklists import Question, Reply, Standing
from consentkit.domain.consents import WORLDWIDE, Audience, Decision, Medium, Scope, Uses
from consentkit.domain.errors import Conflict, InvalidInput
from consentkit.domain.events import Showing
from consentkit.domain.gate.clearances import Clearance
from consentkit.domain.letters.given_papers import PaperForm, PaperSaid
from consentkit.domain.passphrases.rules import check_new_passphrase
from consentkit.domain.people import Age, AgeBasis, Identity
from consentkit.domain.pictures.images import Box, BoxKind, Declaration, Face, FaceDecision, Image, Settlement
from consentkit.domain.questions.evidence import EvidenceKind
from consentkit.domain.questions.risks import Risk, RiskLevel
from consentkit.domain.roles import Actor, Role
from consentkit.domain.values import Channel, Fact
from consentkit.store.disk.files import write_atomically
from consentkit.store.disk.whole_folders import whole_folder
from consentkit.store.key_files import KdfCost
from consentkit.usecases.checks.checklists import (
    AskedQuestion,
    answer_question,
    list_questions,
    sign_off_answer,
)
from consentkit.usecases.checks.evidence import NewEvidence
from consentkit.usecases.checks.risks import RiskAnswer, RiskForm, fill_risk_form, risk_questions
from consentkit.usecases.consents.consents import NewConsent, list_consents, record_consent
from consentkit.usecases.consents.given_papers import say_what_paper_is, show_paper
from consentkit.usecases.consents.withdrawals import withdraw_consent
from consentkit.usecases.incoming import Incoming
from consentkit.usecases.log.audits import give_head, verify_audit
from consentkit.usecases.new_workspaces import create_workspace
from consentkit.usecases.office.actors import add_actor, set_own_passphrase, vouch_for
from consentkit.usecases.office.passphrases import suggest_passphrase
from consentkit.usecases.office.recoveries import appoint_keeper
from consentkit.usecases.people.contributors import NewContributor, add_contributor
from consentkit.usecases.people.identities import seal_identity
from consentkit.usecases.pictures.faces import add_face, faces_of, settle_face
from consentkit.usecases.pictures.images import (
    Intake,
    add_images,
    images_of,
    view_image,
)
from consentkit.usecases.pictures.public_copies import make_public_copy
from consentkit.usecases.pictures.scans import scan_images
from consentkit.usecases.publications.clearances import certify_story, clear_story
from consentkit.usecases.publications.exports import Describe, export_story
from consentkit.usecases.publications.publications import publish_story
from consentkit.usecases.stories.stories import add_story, approve_draft, plan_story, put_contributor
from consentkit.usecases.words.drafts import put_draft
from consentkit.usecases.workspaces import Clock, Workspace, open_workspace, system_clock

DEMO_IDENTITY = Identity(name="Sokha Invented", contact="+855 00 000 000")
"""Nobody: the name behind the demo's only contributor."""

_OTHERS = {"officer-1": Role.OFFICER, "safeguarding-1": Role.SAFEGUARDING}
_ORGANISATION = "Demo"
_PHRASE_LANGUAGE = "en"
_CHEAP = KdfCost(memory_kib=8, passes=1, lanes=1)
"""The passphrase for once is gone a moment later; what it costs to guess protects nothing."""

_CHANNEL = Channel.WEBSITE
_MOST_COPY_ROUNDS = 3
_DRAFT = """A year at the weaving school

She has learned eleven patterns, and teaches two of them. She chose the words on this page herself.
"""
_LETTER = "This stands for a signed letter. In your own workspace it is a photograph or a scan of one.\n"
_EXPLANATION = "She asked to be shown resting after a long day, and chose this picture herself."
_EXPLAINED_QUESTION = "1.1d"
_NAME_TAG = Box(left=276, top=336, right=332, bottom=380)
"""Where the first shipped picture shows a name; no face detector looks for that."""

_COVER = FaceDecision(settlement=Settlement.REDACTED)


@dataclass(frozen=True)
class Scene:
    """One step: a code with its sentence in `wording`, and the gate's answer where it was asked."""

    code: str
    facts: dict[str, Fact] = field(default_factory=dict)
    clearance: Clearance | None = None


@dataclass(frozen=True)
class _Stage:
    """Where the demo plays."""

    workspace: Path
    out: Path
    clock: Clock
    is_shipped: bool
    passphrase: str
    describe: Describe

    def as_actor(self, handle: str) -> AbstractContextManager[Workspace]:
        return open_workspace(self.workspace, handle, self.passphrase, clock=self.clock)


def demo_pictures() -> tuple[Incoming, ...]:
    """Return the shipped pictures; their sources stand beside them."""
    folder = assets_folder() / "demo"
    paths = (folder / "astronaut.png", folder / "grace_hopper.jpg")
    return tuple(Incoming(path.name, path.read_bytes) for path in paths)


def run_demo(
    folder: Path,
    describe: Describe,
    pictures: Sequence[Incoming] | None = None,
    *,
    passphrase: str | None = None,
    clock: Clock = system_clock,
) -> Iterator[Scene]:
    """Play the demo in a new folder, scene by scene, with the shipped pictures where none are given.

    `describe` says in words what is given away. A passphrase that is given is not said; where there is none,
    one is drawn and stands in the first scene. Raises Conflict where the folder is there already,
    InvalidInput for a passphrase that is not taken, and for pictures of one's own without one.
    """
    if folder.exists():
        raise Conflict("folder-not-empty", folder=folder.name)
    if pictures is not None and passphrase is None:
        raise InvalidInput("demo-needs-passphrase")
    own = suggest_passphrase(_PHRASE_LANGUAGE).passphrase if passphrase is None else _checked(passphrase)
    stage = _Stage(folder / "workspace", folder / "made", clock, pictures is None, own, describe)
    stage.out.mkdir(parents=True)
    said = own if passphrase is None else ""
    yield from _prepare(stage, said)
    story, person = yield from _begin(stage, demo_pictures() if pictures is None else pictures)
    yield from _consent(stage, story, person)
    yield from _settle(stage, story, person)
    yield from _approve(stage, story, person)
    yield from _answer(stage, story)
    cleared = yield from _ask(stage, story, "cleared")
    if not cleared.is_allowed:
        # On a person's own pictures something may stand that only they can settle; nothing is forced.
        yield Scene("still-refused", {"folder": str(folder)})
        return
    yield from _publish(stage, story)
    yield from _withdraw(stage, story)
    yield from _leave(stage, folder)


def _checked(passphrase: str) -> str:
    return check_new_passphrase(passphrase, ("manager-1", "keeper-1", *_OTHERS, _ORGANISATION))


def _prepare(stage: _Stage, said: str) -> Iterator[Scene]:
    manager = Actor(handle="manager-1", roles=frozenset({Role.MANAGER, Role.KEEPER}))
    own = stage.passphrase
    code = create_workspace(stage.workspace, manager, own, organisation=_ORGANISATION, clock=stage.clock)
    once = suggest_passphrase(_PHRASE_LANGUAGE).passphrase
    with stage.as_actor("manager-1") as workspace:
        for handle, role in _OTHERS.items():
            add_actor(workspace, Actor(handle=handle, roles=frozenset({role})), once, cost=_CHEAP)
    for handle in _OTHERS:
        set_own_passphrase(stage.workspace, handle, once, own, clock=stage.clock)
    yield _workspace_scene(stage, said)
    # Whoever keeps the printed code is another person than the manager, and answers for who the others are.
    appoint_keeper(stage.workspace, "keeper-1", code, own, clock=stage.clock)
    with stage.as_actor("keeper-1") as workspace:
        for handle in _OTHERS:
            vouch_for(workspace, handle)
    yield Scene("vouched", {"actors": tuple(_OTHERS), "keeper": "keeper-1"})


def _workspace_scene(stage: _Stage, said: str) -> Scene:
    facts: dict[str, Fact] = {"folder": str(stage.workspace)}
    return Scene("workspace", facts | {"passphrase": said}) if said else Scene("workspace-of-ones-own", facts)


def _begin(stage: _Stage, pictures: Sequence[Incoming]) -> Generator[Scene, None, tuple[str, str]]:
    with stage.as_actor("officer-1") as workspace:
        person = add_contributor(
            workspace, NewContributor(language="km", age=Age.ADULT, age_basis=AgeBasis.DOCUMENT)
        )
        seal_identity(workspace, person.code, DEMO_IDENTITY)
        story = add_story(workspace, "A year at the weaving school")
        put_contributor(workspace, story.id, person.code)
        put_draft(workspace, story.id, _written(stage.out / "draft.txt", _DRAFT.encode()))
        yield Scene("story", {"story": story.id, "contributor": person.code})
        for intake in add_images(workspace, story.id, pictures):
            if intake.image is None:
                yield _left_out(intake)
        for image in scan_images(workspace, [i.id for i in images_of(workspace, story.id)]):
            yield Scene("scanned", _scan_facts(image))
    yield from _ask(stage, story.id, "first-answer")
    return story.id, person.code


def _left_out(intake: Intake) -> Scene:
    facts: dict[str, Fact] = {"file": intake.file.name}
    if isinstance(intake.error, Conflict):
        return Scene("picture-twice", facts)
    return Scene("picture-left-out", facts)


def _scan_facts(image: Image) -> dict[str, Fact]:
    scan = image.scan
    assert scan is not None  # noqa: S101 - scanned the line before
    return {
        "image": image.id,
        "outcome": scan.outcome.value,
        "faces": len(scan.found_faces),
        "passes": scan.passes,
    }


def _consent(stage: _Stage, story: str, person: str) -> Iterator[Scene]:
    with stage.as_actor("officer-1") as workspace:
        today = workspace.today
        uses = Uses(
            media=frozenset({Medium.PHOTO, Medium.WORDS}),
            channels=frozenset({_CHANNEL}),
            audiences=frozenset({Audience.PUBLIC}),
            places=frozenset({WORLDWIDE}),
        )
        scope = Scope(uses=(uses,), until=today + timedelta(days=364))
        kept = record_consent(
            workspace,
            NewConsent(
                contributor=person,
                story=story,
                decision=Decision.YES,
                scope=scope,
                asked_on=today - timedelta(days=3),
                given_on=today,
                language="km",
                release=_written(stage.out / "signed-letter.txt", _LETTER.encode()),
            ),
        )
    with stage.as_actor("safeguarding-1") as workspace:
        show_paper(workspace, kept.id, Showing.SHOWN)
        said = PaperSaid(
            form=PaperForm.CONSENT,
            language="km",
            contributor=person,
            signed_by=person,
            signed_on=today,
        )
        say_what_paper_is(workspace, kept.id, said)
        yield Scene("consent", {"until": scope.until})
    yield from _count(stage, story)
    with stage.as_actor("officer-1") as workspace:
        until = today + timedelta(days=180)
        plan_story(
            workspace, story, _CHANNEL, audience=Audience.PUBLIC, place=WORLDWIDE, from_on=today, until=until
        )
        yield Scene("plan", {"until": until})
    yield from _count(stage, story)


def _settle(stage: _Stage, story: str, person: str) -> Iterator[Scene]:
    with stage.as_actor("officer-1") as workspace:
        all_images = images_of(workspace, story)
        known = [face for image in all_images for face in faces_of(workspace, image.id)]
        people = [face for face in known if face.kind is BoxKind.FACE]
        largest = _largest(people)
        first = {
            image.id: _largest(face for face in people if face.image == image.id) for image in all_images
        }
        for face in known:
            decision = _decision(stage, face, largest, first[face.image], person)
            settle_face(workspace, face.id, decision)
            yield Scene("settled", {"face": face.id, "settlement": decision.settlement.value})
        if stage.is_shipped:
            tag = add_face(workspace, all_images[0].id, _NAME_TAG)
            settle_face(workspace, tag.id, _COVER)
            yield Scene("drawn", {"face": tag.id})
        for image in all_images:
            yield from _copy(workspace, image)
        yield Scene("viewed", {"images": len(all_images)})
    yield from _count(stage, story)


def _largest(known: Iterable[Face]) -> Face | None:
    return max(known, key=lambda face: face.box.area_px, default=None)


def _decision(
    stage: _Stage, face: Face, largest: Face | None, first: Face | None, person: str
) -> FaceDecision:
    """The largest face is the contributor's and is covered. On a person's own pictures all others are too."""
    if largest is not None and face.id == largest.id:
        return FaceDecision(settlement=Settlement.LINKED, contributor=person, is_hidden=True)
    if not stage.is_shipped or face.reads is not None:
        return _COVER
    if face.kind is BoxKind.TEXT:
        return FaceDecision(settlement=Settlement.NOT_A_FACE, why="stars and ribbons, nothing to read")
    if first is not None and face.id != first.id:
        return FaceDecision(settlement=Settlement.NOT_A_FACE, why="a patch or a pattern, no person")
    return FaceDecision(
        settlement=Settlement.DECLARED,
        declaration=Declaration.PUBLIC_FIGURE,
        why="a well-known person in an official portrait",
    )


def _copy(workspace: Workspace, image: Image) -> Iterator[Scene]:
    """Make the public copy; what its own scan still finds is covered too, as a person would do."""
    for _ in range(_MOST_COPY_ROUNDS):
        copy = make_public_copy(workspace, image.id)
        if not copy.unsettled:
            break
        for box in copy.unsettled:
            found = add_face(workspace, image.id, box)
            settle_face(workspace, found.id, _COVER)
        yield Scene("copy-again", {"image": image.id, "places": len(copy.unsettled)})
    # Nothing leaves of a picture at which nobody has looked.
    view_image(workspace, image.id)
    yield Scene("copied", {"image": image.id, "covered": len(copy.covered)})


def _approve(stage: _Stage, story: str, person: str) -> Iterator[Scene]:
    with stage.as_actor("officer-1") as workspace:
        approve_draft(workspace, story, person, decision=Decision.YES)
    yield Scene("approved", {"contributor": person})
    yield from _count(stage, story)


def _answer(stage: _Stage, story: str) -> Iterator[Scene]:
    for handle in ("officer-1", "safeguarding-1", "manager-1"):
        with stage.as_actor(handle) as workspace:
            yield Scene("answered", {"actor": handle, "count": _answer_own(workspace, story)})
        yield from _count(stage, story)
    with stage.as_actor("manager-1") as workspace:
        for asked in list_questions(workspace, story, _CHANNEL):
            if asked.state.standing is Standing.UNSIGNED:
                sign_off_answer(workspace, story, asked.policy.id, asked.question.id)
                yield Scene("signed-off", {"question": asked.question.id})


def _answer_own(workspace: Workspace, story: str) -> int:
    count = 0
    for asked in list_questions(workspace, story, _CHANNEL):
        if not workspace.actor.has(*asked.question.who) or asked.state.standing is not Standing.OPEN:
            continue
        count += 1
        if asked.question.form is not None:
            _weigh_risks(workspace, asked)
            continue
        is_explained = asked.question.id == _EXPLAINED_QUESTION
        answer_question(
            workspace,
            story,
            asked.policy.id,
            asked.question.id,
            reply=Reply.NO if is_explained else Reply.YES,
            justification=_EXPLANATION if is_explained else "",
            shown=None if is_explained else _shown(workspace, asked.question),
        )
    return count


def _weigh_risks(workspace: Workspace, asked: AskedQuestion) -> None:
    """Fill in the risk form of everybody in the story, once for all of its questions."""
    questions = risk_questions(workspace)
    if asked.question.id != questions[0][1].id:
        return
    answers = tuple(
        RiskAnswer(policy=policy.id, question=one.id, reply=Reply.YES, sentence=_SENTENCE)
        for policy, one in questions
    )
    risks = dict.fromkeys(Risk, RiskLevel.LOW)
    for person in asked.things:
        fill_risk_form(workspace, RiskForm(contributor=person, risks=risks, answers=answers))


def _shown(workspace: Workspace, question: Question) -> NewEvidence:
    """What the demo's people give with a yes: what is asked for, and nothing true."""
    kinds = question.evidence_kinds
    return NewEvidence(
        sentence=_SENTENCE if EvidenceKind.SENTENCE in kinds else "",
        on=workspace.today if EvidenceKind.DATE in kinds else None,
        by=workspace.actor.handle if EvidenceKind.HANDLE in kinds else None,
        file=_SENTENCE.encode() if EvidenceKind.FILE in kinds else None,
    )


_SENTENCE = "Made up for the demo: in a real story this says what shows it."


def _publish(stage: _Stage, story: str) -> Iterator[Scene]:
    with stage.as_actor("manager-1") as workspace:
        issued = certify_story(workspace, story, _CHANNEL)
    _written(stage.out / "certificate.pdf", issued.page)
    yield Scene("certificate", {"certificate": issued.certificate.id})
    with stage.as_actor("officer-1") as workspace:
        with whole_folder(stage.out / f"{story}-{_CHANNEL.value}") as folder:
            given = export_story(workspace, story, _CHANNEL, folder, stage.describe)
        facts: dict[str, Fact] = {"folder": f"{story}-{_CHANNEL.value}", "files": len(given.files)}
        yield Scene("exported", facts | {"until": given.until})
        made = publish_story(workspace, story, _CHANNEL, where="https://example.org/stories/1")
    yield Scene("published", {"publication": made.id, "until": made.until})


def _withdraw(stage: _Stage, story: str) -> Iterator[Scene]:
    with stage.as_actor("officer-1") as workspace:
        consent = list_consents(workspace, story=story)[-1].id
        opened = withdraw_consent(workspace, consent).takedowns
    yield Scene("withdrawn", {"consent": consent, "takedowns": tuple(t.id for t in opened)})
    yield from _ask(stage, story, "last-answer")


def _leave(stage: _Stage, folder: Path) -> Iterator[Scene]:
    with stage.as_actor("manager-1") as workspace:
        head, file = give_head(workspace)
        _written(stage.out / file.name, file.data)
        found = verify_audit(workspace, Incoming(file.name, lambda: file.data))
    yield Scene("audited", {"events": found.events, "is_intact": found.is_intact, "head": head.seq})
    yield Scene("left", {"folder": str(folder), "made": str(stage.out)})


def _count(stage: _Stage, story: str) -> Iterator[Scene]:
    with stage.as_actor("officer-1") as workspace:
        yield Scene("remaining", {"reasons": len(clear_story(workspace, story, _CHANNEL).reasons)})


def _ask(stage: _Stage, story: str, code: str) -> Generator[Scene, None, Clearance]:
    with stage.as_actor("officer-1") as workspace:
        clearance = clear_story(workspace, story, _CHANNEL)
    answer = clearance.model_dump(mode="json", include={"is_allowed", "reasons", "advice", "certificate"})
    _written(stage.out / f"{code}.json", json.dumps(answer, indent=2, ensure_ascii=False).encode())
    yield Scene(code, {"reasons": len(clearance.reasons)}, clearance)
    return clearance


def _written(path: Path, data: bytes) -> bytes:
    write_atomically(path, data)
    return data
