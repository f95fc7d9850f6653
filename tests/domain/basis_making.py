"""Stories without a contributor that the gate lets through, and the same with one thing wrong.

A crowd at a gathering, a partner's stock picture, a landscape, a portrait of staff, a machine's illustration.
"""

from datetime import UTC, date, datetime, timedelta

from dossier_making import (
    ADULT,
    IMAGE,
    PLAN_UNTIL,
    STORY,
    TODAY,
    dossier,
    draft,
    face,
    image,
    public_copy,
    record,
    story,
)

from consentkit.domain.bases import Basis, BasisKind, Notice
from consentkit.domain.gate.clearances import ReasonCode as R
from consentkit.domain.gate.dossiers import FileState
from consentkit.domain.pictures.images import Declaration, Settlement
from consentkit.domain.pictures.redactions import Redaction
from consentkit.domain.values import Channel

PROOF = "proof-name"
RECORDED_AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
"""When the draft of `dossier_making` was opened, too."""
NOTICE = Notice(shown_on=date(2026, 11, 1), where="both gates", how="a board in Thai, and said twice")
FIELDS = {
    BasisKind.RELEASE: {
        "comes_from": "staff-7",
        "is_adult": True,
        "until": PLAN_UNTIL,
        "evidence": PROOF,
    },
    BasisKind.LICENCE: {
        "comes_from": "An agency",
        "terms": "Editorial use",
        "is_endless": True,
        "evidence": PROOF,
    },
    BasisKind.PARTNER: {
        "comes_from": "A shelter",
        "contact": "desk-3",
        "until": PLAN_UNTIL,
        "evidence": PROOF,
    },
    BasisKind.GATHERING: {"notice": NOTICE, "evidence": PROOF},
    BasisKind.NOBODY: {},
    BasisKind.MACHINE: {"comes_from": "A drawing program"},
    BasisKind.CONSENT: {},
}


def basis(kind, thing=IMAGE, code="B-0000-0000", **changes):
    fields = {
        "id": code,
        "story": STORY,
        "thing": thing,
        "kind": kind,
        "recorded_by": "officer-1",
        "recorded_at": RECORDED_AT,
        "seen_by": "officer-2" if "evidence" in FIELDS[kind] else None,
    }
    if (kind, thing) == (BasisKind.NOBODY, STORY):
        fields |= {"evidence": PROOF, "seen_by": "officer-2"}
    return Basis.model_validate(fields | FIELDS[kind] | changes)


def resting(*bases, faces=(), **changes):
    """A story of words about nobody, with one picture, and no contributor."""
    fields = {
        "story": story(contributors=()),
        "contributors": (),
        "consents": (),
        "approvals": (),
        "images": (record(*faces, copy_made=_copy_of(faces)),),
        "bases": (basis(BasisKind.NOBODY, STORY, "B-0000-0001"), *bases),
        "papers": {"draft-name": FileState.INTACT, PROOF: FileState.INTACT},
        "draft": draft(),
    }
    return dossier(**(fields | changes))


def _copy_of(faces):
    covered = [one for one in faces if one.must_be_covered]
    return public_copy(faces, methods=tuple(Redaction() for _one in covered))


def seen(width_px=60, code="F-0000-0000", **changes):
    """Somebody who is no contributor, and is seen."""
    declared = {
        "id": code,
        "settlement": Settlement.DECLARED,
        "declaration": Declaration.STAFF,
        "contributor": None,
        "is_hidden": False,
        "why": "Their pass says so.",
    }
    return face(width_px, **(declared | changes))


def in_crowd(width_px=19, **changes):
    return seen(width_px, **({"declaration": Declaration.AT_GATHERING} | changes))


NO_FACE = {"settlement": Settlement.NOT_A_FACE, "agreed_by": "officer-2"}
COVERED = {"settlement": Settlement.REDACTED, "declaration": None, "why": None}
LINKED = {"settlement": Settlement.LINKED, "declaration": None, "why": None, "contributor": ADULT.code}


def crowd(*more, **changes):
    faces = (in_crowd(), in_crowd(code="F-0000-0001"), seen(code="F-0000-0002", **COVERED), *more)
    return resting(basis(BasisKind.GATHERING), faces=faces, **changes)


def stock(**changes):
    model = seen(declaration=Declaration.MODEL)
    return resting(basis(BasisKind.PARTNER, **changes), faces=(model,))


def landscape(*faces):
    return resting(basis(BasisKind.NOBODY), faces=faces)


def portrait(**changes):
    return resting(basis(BasisKind.RELEASE, **changes), faces=(seen(),))


def illustration(*faces, **changes):
    return resting(basis(BasisKind.MACHINE), faces=faces, **changes)


def licensed(**changes):
    return resting(basis(BasisKind.LICENCE, **changes), faces=(seen(declaration=Declaration.MODEL),))


ALLOWED = {
    "a crowd at a gathering": crowd,
    "a partner's stock picture": stock,
    "a landscape": landscape,
    "a landscape with a face in the rock": lambda: landscape(seen(**NO_FACE)),
    "a portrait of staff": portrait,
    "a group of staff": lambda: resting(
        basis(BasisKind.RELEASE, "F-0000-0000"),
        basis(BasisKind.RELEASE, "F-0000-0001", "B-0000-0002"),
        faces=(seen(), seen(code="F-0000-0001")),
    ),
    "a machine's illustration": illustration,
    "a machine's illustration with a face": lambda: illustration(seen(declaration=Declaration.MODEL)),
    "a picture of an agency": licensed,
    "a speaker at a gathering, by their release": lambda: crowd(
        seen(code="F-0000-0003"),
        bases=(
            basis(BasisKind.NOBODY, STORY, "B-0000-0001"),
            basis(BasisKind.GATHERING),
            basis(BasisKind.RELEASE, "F-0000-0003", "B-0000-0002"),
        ),
    ),
}
"""Each is a story without any contributor."""

BASIS_CASES = {
    R.BASIS_MISSING: resting,
    R.BASIS_INCOMPLETE: lambda: stock(contact=" "),
    R.BASIS_UNSEEN: lambda: stock(seen_by=None),
    R.BASIS_SECOND_MISSING: lambda: resting(
        bases=(basis(BasisKind.NOBODY), basis(BasisKind.NOBODY, STORY, seen_by="officer-1"))
    ),
    R.BASIS_OF_OTHER_WORDS: lambda: resting(
        basis(BasisKind.NOBODY), draft=draft(opened_at=RECORDED_AT + timedelta(seconds=1))
    ),
    R.BASIS_ENDED: lambda: stock(ended_on=TODAY, ended_by="officer-1"),
    R.BASIS_ENDS_EARLY: lambda: stock(until=TODAY),
    R.BASIS_OUTSIDE_TERMS: lambda: licensed(channels={Channel.PRINT}),
    R.BASIS_NOT_FOR_FACE: lambda: resting(basis(BasisKind.RELEASE), faces=(seen(), seen(code="F-0000-0001"))),
    R.CLOSE_UP_AT_GATHERING: lambda: crowd(in_crowd(20, id="F-0000-0003")),
    R.NOBODY_IN_IT_UNTRUE: lambda: landscape(seen(**COVERED)),
    R.MACHINE_SHOWS_PERSON: lambda: dossier(bases=(basis(BasisKind.MACHINE),)),
    R.MACHINE_BESIDE_PERSON: lambda: dossier(
        contributors=(ADULT.model_copy(update={"is_survivor": True}),),
        images=(
            record(face()),
            record(
                seen(code="F-0000-0001", image="I-0000-0001", declaration=Declaration.MODEL),
                image=image(id="I-0000-0001"),
                copy_made=public_copy(()),
            ),
        ),
        bases=(basis(BasisKind.MACHINE, "I-0000-0001"),),
    ),
}
"""What the gate refuses, one reason each."""
