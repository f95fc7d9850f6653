"""A dossier that the gate lets through, and ways to change one thing in it.

An adult survivor with a basis for the age, who chose to appear with the face hidden; one picture with
that face, linked and covered; a fresh consent after reflection; every question answered yes.
"""

from datetime import UTC, date, datetime, timedelta

from consentkit.domain.accounts import Account
from consentkit.domain.checklists import Answer, Caps, FactName, Policy, Principle, Question, Reply, Severity
from consentkit.domain.consents import (
    WORLDWIDE,
    Appearance,
    Approval,
    Assent,
    AssentMethod,
    Audience,
    Consent,
    Decision,
    Medium,
    Method,
    Scope,
    Withdrawal,
)
from consentkit.domain.gate.dossiers import Dossier, FileState, ImageRecord
from consentkit.domain.letters.given_papers import GivenPaper, PaperForm, PaperSaid
from consentkit.domain.letters.papers import SignedPaper
from consentkit.domain.letters.printed import Printed
from consentkit.domain.people import Age, AgeBasis, Contributor, Guardian, GuardianLink
from consentkit.domain.pictures.images import Box, Face, Image, Profile, Scan, ScanOutcome, Settlement
from consentkit.domain.pictures.public_copies import Check, CheckResult, PublicCopy
from consentkit.domain.roles import Role
from consentkit.domain.stories import Plan, Story
from consentkit.domain.values import Channel
from consentkit.domain.words.drafts import LOOK, Draft, DraftFormat, DraftPart, Holds, Location
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.languages import Readable
from consentkit.domain.words.looking import RULES
from consentkit.domain.words.settlements import KeptFinding, StoryWords, WordCheck

TODAY = date(2026, 11, 21)
LONG_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
GIVEN_ON = date(2026, 11, 10)
PLAN_UNTIL = date(2027, 5, 20)
CONSENT_UNTIL = date(2027, 11, 9)

PERSON, GUARDIAN, STORY = "C-0000-0000", "G-0000-0000", "S-0000-0000"
CONSENT, IMAGE, FACE = "K-0000-0000", "I-0000-0000", "F-0000-0000"
DRAFT, RELEASE = "draft-name", "release-name"

ADULT = Contributor(code=PERSON, age=Age.ADULT, age_basis=AgeBasis.DOCUMENT, language="th")
CHILD = Contributor(code=PERSON, age=Age.CHILD, age_basis=AgeBasis.DOCUMENT, language="th")

SCOPE = Scope(
    media={Medium.PHOTO, Medium.WORDS},
    appearance=Appearance.FACE_HIDDEN,
    channels={Channel.WEBSITE, Channel.PRINT},
    audiences={Audience.PUBLIC},
    places={WORLDWIDE},
    until=CONSENT_UNTIL,
)


def question(name, severity=Severity.BLOCKER, **changes):
    fields = {
        "id": name,
        "text": "Is this a question?",
        "severity": severity,
        "who": {Role.OFFICER, Role.SAFEGUARDING},
        "why": "Because it matters.",
        "example": "Draft: this. Better: that.",
    }
    return Question.model_validate(fields | changes)


def fact_question(name, fact, severity=Severity.BLOCKER, **changes):
    return question(name, severity, **({"who": (), "fact": fact} | changes))


BY_PEOPLE = question("1a")
BY_FACT = fact_question("1b", FactName.USE_WITHIN_SCOPE)
TO_JUSTIFY = question("1c", Severity.JUSTIFY, fact=FactName.LANGUAGE_MATCHES)
ADVICE = question("1d", Severity.ADVICE)


def policy(*questions, **changes):
    fields = {
        "id": "own-rules",
        "version": 1,
        "title": "Our own rules",
        "source": "Written by our team",
        "read_on": TODAY,
        "status": "unreviewed",
        "caps": Caps(adult_years=3, child_years=1),
        "reflection_days": 1,
        "fresh_days": 365,
        "principles": (Principle(id="1", title="The only part", questions=questions),),
    }
    return Policy.model_validate(fields | changes)


POLICY = policy(BY_PEOPLE, BY_FACT, TO_JUSTIFY, ADVICE)


ACCOUNTS = tuple(
    Account(
        handle=handle,
        roles=frozenset({role}),
        made_by="manager-1",
        made_at=LONG_BEFORE,
        since=LONG_BEFORE,
        own_since=LONG_BEFORE,
    )
    for handle, role in (
        ("officer-1", Role.OFFICER),
        ("officer-2", Role.OFFICER),
        ("safeguarding-1", Role.SAFEGUARDING),
        ("safeguarding-2", Role.SAFEGUARDING),
        ("manager-1", Role.MANAGER),
    )
)


def answer(name, reply=Reply.YES, *, by="officer-1", role=Role.OFFICER, **changes):
    fields = {
        "story": STORY,
        "policy": "own-rules",
        "question": name,
        "reply": reply,
        "by": by,
        "roles": {role},
        "at": datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        "revision": 1,
    }
    return Answer.model_validate(fields | changes)


def consent(**changes):
    """The contributor's yes. What belongs to the scope is given as `scope__until=...`."""
    of_scope = {k.removeprefix("scope__"): v for k, v in changes.items() if k.startswith("scope__")}
    fields = {
        "id": CONSENT,
        "contributor": PERSON,
        "story": STORY,
        "decision": Decision.YES,
        "scope": SCOPE.model_dump() | of_scope,
        "given_by": PERSON,
        "asked_on": date(2026, 11, 1),
        "given_on": GIVEN_ON,
        "method": Method.WRITTEN,
        "language": "th",
        "release": RELEASE,
    }
    return Consent.model_validate(fields | {k: v for k, v in changes.items() if k[:7] != "scope__"})


def refusal(**changes):
    return consent(**({"decision": Decision.NO, "scope": None} | changes))


def withdrawal(day, *channels, of=CONSENT):
    return Withdrawal(consent=of, withdrawn_on=day, channels=frozenset(channels))


def approval(decision=Decision.YES, *, revision=1, on=date(2026, 11, 12)):
    return Approval(contributor=PERSON, story=STORY, revision=revision, decision=decision, given_on=on)


def assent(decision=Decision.YES, *, on=GIVEN_ON, code="A-0000-0000"):
    return Assent(
        id=code,
        contributor=PERSON,
        story=STORY,
        decision=decision,
        given_on=on,
        method=AssentMethod.OWN_WORDS,
    )


def paper(purpose, *ticked, until=None, boxes=("L24.yes", "L24.no"), **changes):
    """A letter that came back: with ticks it was confirmed, without any it waits."""
    fields = {
        "letter": "L-0000-0000",
        "purpose": purpose,
        "contributor": PERSON,
        "story": STORY,
        "made_on": GIVEN_ON - DAY,
        "printed": Printed(boxes=boxes, languages=("th",), until=until) if ticked else None,
        "ticked": frozenset(ticked) if ticked else None,
        "confirmed_on": GIVEN_ON if ticked else None,
        "release": "other-release" if ticked else None,
    }
    return SignedPaper.model_validate(fields | changes)


def given_paper(said="", said_by="safeguarding-1", **changes):
    """The signed file of the consent, and what somebody saw on it: all that is recorded, without a limit."""
    seen = {
        "form": PaperForm.CONSENT,
        "language": "th",
        "contributor": PERSON,
        "signed_by": PERSON,
        "signed_on": GIVEN_ON,
    }
    return GivenPaper(
        consent=CONSENT,
        given_by="officer-1",
        said=None if said is None else PaperSaid(**seen | changes),
        said_by=said_by,
        said_at=datetime(2026, 11, 20, 10, 0, tzinfo=UTC),
    )


def guardian(is_free_of_conflict=True, **changes):
    fields = {"code": GUARDIAN, "contributor": PERSON, "link": GuardianLink.PARENT}
    return Guardian(is_free_of_conflict=is_free_of_conflict, **(fields | changes))


def face(width_px=60, **changes):
    fields = {
        "id": FACE,
        "image": IMAGE,
        "box": Box(left=10, top=10, right=10 + width_px, bottom=80),
        "score": 0.9,
        "detector": "centerface",
        "settlement": Settlement.LINKED,
        "contributor": PERSON,
        "is_hidden": True,
    }
    return Face.model_validate(fields | changes)


def image(**changes):
    fields = {
        "id": IMAGE,
        "story": STORY,
        "digest": "image-digest",
        "original": "original-name",
        "media_type": "image/jpeg",
        "width_px": 400,
        "height_px": 300,
        "scan": Scan(outcome=ScanOutcome.FOUND, profile=Profile.THOROUGH),
        "viewed_by": "officer-1",
    }
    return Image.model_validate(fields | changes)


def public_copy(faces, **changes):
    covered = sorted((f.box for f in faces if f.must_be_covered), key=lambda b: (b.left, b.top, b.right))
    fields = {
        "image": IMAGE,
        "digest": "copy-digest",
        "stored": "copy-name",
        "width_px": 400,
        "height_px": 300,
        "covered": covered,
        "rescan": Scan(outcome=ScanOutcome.NONE_FOUND),
        "unsettled": (),
        "leaks": (),
        "results": dict.fromkeys(Check, CheckResult.DONE),
    }
    return PublicCopy.model_validate(fields | changes)


def record(*faces, **changes):
    fields = {
        "image": image(),
        "faces": faces,
        "copy_made": public_copy(faces),
        "original_state": FileState.INTACT,
        "copy_state": FileState.INTACT,
    }
    return ImageRecord.model_validate(fields | changes)


def plan(**changes):
    fields = {
        "story": STORY,
        "channel": Channel.WEBSITE,
        "audience": Audience.PUBLIC,
        "place": "TH",
        "from_on": TODAY,
        "until": PLAN_UNTIL,
    }
    return Plan.model_validate(fields | changes)


def story(**changes):
    fields = {"id": STORY, "title": "Ban Nam", "revision": 1, "contributors": (PERSON,), "draft": DRAFT}
    return Story.model_validate(fields | changes)


def part(holds=Holds.PICTURE, **changes):
    fields = {
        "story": STORY,
        "draft": DRAFT,
        "number": 1,
        "place": Location.PAGE,
        "position": 3,
        "holds": holds,
        "digest": "image-digest",
        "image": IMAGE,
    }
    return DraftPart.model_validate(fields | changes)


def unseen(holds=Holds.CHART, **changes):
    return part(holds, **({"digest": None, "image": None} | changes))


def draft(*parts, **changes):
    fields = {
        "name": DRAFT,
        "story": STORY,
        "format": DraftFormat.DOCX,
        "pages": 0,
        "opened_at": datetime(2026, 11, 20, 9, 0, tzinfo=UTC),
        "look": LOOK,
        "parts": parts,
    }
    return Draft.model_validate(fields | changes)


def dossier(**changes):
    """Everything right, but for what is changed."""
    fields = {
        "channel": Channel.WEBSITE,
        "on": TODAY,
        "story": story(),
        "plan": plan(),
        "contributors": (ADULT,),
        "guardians": (),
        "consents": (consent(),),
        "withdrawals": (),
        "assents": (),
        "approvals": (approval(),),
        "images": (record(face()),),
        "papers": {DRAFT: FileState.INTACT, RELEASE: FileState.INTACT},
        "draft": draft(),
        "answers": (answer("1a"), answer("1c"), answer("1d")),
        "policies": (POLICY,),
        "policy_digests": {"own-rules": "policy-digest"},
        "broken_policies": (),
        "accounts": ACCOUNTS,
        "published_before": 0,
    }
    fields |= changes
    fields.setdefault("words", words(of=fields["story"]))
    return Dossier.model_validate(fields)


def words(*found, of=None, **changes):
    """The words of a story as they were checked, with these findings in them."""
    told = of or story()
    fields = {
        "story": told.id,
        "title": told.title,
        "draft": told.draft,
        "text": "Rice grows.",
        "rules": RULES,
        "readable": Readable.YES,
        "checked_at": LONG_BEFORE,
    }
    return StoryWords(check=WordCheck.model_validate(fields | changes), findings=found)


def found_words(kind=WordKind.NAME, wording="dara", **changes):
    """Something found in the words of the story, of which nobody decided."""
    fields = {
        "id": "N-7K3Q-X9MN",
        "story": story().id,
        "kind": kind,
        "key": "k" * 32,
        "wording": wording,
        "contexts": ("c" * 16,),
        "times": 1,
        "start": 0,
        "end": len(wording),
    }
    return KeptFinding.model_validate(fields | changes)


def child_dossier(person=CHILD, **changes):
    """A child whose guardian consents and who says yes too, for less than a year."""
    by_guardian = consent(given_by=GUARDIAN, scope__until=PLAN_UNTIL)
    fields = {
        "contributors": (person,),
        "guardians": (guardian(),),
        "assents": (assent(),),
        "consents": (by_guardian,),
    }
    return dossier(**(fields | changes))
