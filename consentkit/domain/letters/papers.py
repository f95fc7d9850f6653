"""What a letter that came back says: a yes, a no, or two things at once; and what it holds back meanwhile."""

from collections.abc import Iterable
from datetime import date

from consentkit.domain.codes import Code
from consentkit.domain.consents import Method
from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.letters import Signer
from consentkit.domain.letters.printed import Printed
from consentkit.domain.values import Channel, Value

ANSWERS = frozenset({FormPurpose.CONSENT, FormPurpose.RENEWAL, FormPurpose.ASSENT})
"""Letters that ask, and may be answered with a no."""

HOLDING = ANSWERS | {FormPurpose.WITHDRAWAL, FormPurpose.REFUSAL, FormPurpose.APPROVAL}
"""Letters that may hold a no: a page of one holds the gate until a person has confirmed what it says."""

ALL_STOPS, NEVER_ASK = "X02.all", "X01.never-ask"
_STOPS = "X02."
_YES, _NO = frozenset({"L24.yes", "C04.yes"}), frozenset({"L24.no", "C04.no"})
_NO_YES = frozenset({"C04.unsure"})
_TICK_ONE = ("L05", "L06", "L24", "C04", "X08", "X09")
"""Clauses that say: tick one."""
_SAID_OF_FINAL = ("X08", "C04", "X09")
"""Clauses of a slip that ask for a yes to the final version: the person's, a child's, its guardian's."""
ANSWER_CLAUSES = frozenset({"L24", *_SAID_OF_FINAL})
"""Clauses that ask for the answer itself: every letter prints all of their choices, the no too."""
_CHANGE = frozenset({"X08.change", "X09.change"})
_SIGNING_FOR_THEMSELVES = frozenset({Signer.CONTRIBUTOR, Signer.MODEL})
_SIGNING = _SIGNING_FOR_THEMSELVES | {Signer.GUARDIAN}
"""Whose signature is the answer; where none of them signs, it was spoken."""
_APART = (("X01.ask-later", NEVER_ASK),)


class SignedPaper(Value):
    """A letter of which a page came back; `ticked` is `None` until a person confirmed what it says."""

    letter: Code
    purpose: FormPurpose
    contributor: Code
    story: Code | None
    made_on: date
    printed: Printed | None = None
    ticked: frozenset[str] | None = None
    confirmed_on: date | None = None
    release: str | None = None
    """The vault name of what was confirmed."""

    @property
    def is_waiting(self) -> bool:
        """Tell whether nobody has confirmed yet what it says."""
        return self.ticked is None

    @property
    def says_no(self) -> bool:
        """Tell whether it was confirmed and says no to everything."""
        return self.ticked is not None and is_no(self.purpose, self.ticked)

    @property
    def says_yes(self) -> bool:
        """Tell whether it was confirmed and says yes, and nothing else."""
        return self.ticked is not None and is_yes(self.purpose, self.ticked)


def is_no(purpose: FormPurpose, ticked: Iterable[str]) -> bool:
    """Tell whether a paper of this purpose says no to everything; the paper of a refusal does by itself."""
    return purpose is FormPurpose.REFUSAL or (purpose in ANSWERS and bool(_NO & set(ticked)))


def is_yes(purpose: FormPurpose, ticked: Iterable[str]) -> bool:
    """Tell whether a paper of this purpose says yes; "I do not know" is none, and no tick either."""
    said = set(ticked)
    return purpose in ANSWERS and bool(_YES & said) and not said & (_NO | _NO_YES)


def approves(boxes: Iterable[str], ticked: Iterable[str]) -> bool:
    """Tell whether a slip of these boxes says yes to the final version: everybody who is asked does.

    A box that is not ticked means no; "change it first" and "I do not know" are no yes.
    """
    asked = {box.partition(".")[0] for box in boxes} & set(_SAID_OF_FINAL)
    said = set(ticked)
    own = {clause: {box for box in said if box.startswith(f"{clause}.")} for clause in asked}
    return bool(asked) and all(own[clause] == {f"{clause}.yes"} for clause in asked)


def wants_change(ticked: Iterable[str]) -> bool:
    """Tell whether a slip asks that something is changed first."""
    return not _CHANGE.isdisjoint(ticked)


def methods_on(signers: frozenset[Signer]) -> tuple[Method, ...]:
    """Return how an answer can have been given on a letter that these sign, the usual one first."""
    return (Method.WRITTEN, Method.MARK) if signers & _SIGNING else (Method.SPOKEN,)


def beyond_signing(signers: frozenset[Signer], method: Method, *, by_guardian: bool) -> tuple[str, ...]:
    """Return what of who answered, and how, the signatures of a letter cannot bear: `given_by`, `method`."""
    beyond = []
    answers = {Signer.GUARDIAN} if by_guardian else set(_SIGNING_FOR_THEMSELVES)
    if signers & _SIGNING and not signers & answers:
        beyond.append("given_by")
    if method not in methods_on(signers):
        beyond.append("method")
    return tuple(beyond)


def stopped_channels(ticked: Iterable[str]) -> frozenset[Channel]:
    """Return what a withdrawal slip stops; empty: everything. So does a slip on which nothing is ticked."""
    said = {box for box in ticked if box.startswith(_STOPS)}
    return frozenset() if ALL_STOPS in said else frozenset(Channel(box.removeprefix(_STOPS)) for box in said)


def contradictions(ticked: Iterable[str]) -> tuple[str, ...]:
    """Return the ticked boxes that cannot be meant together, in order; `()`: it says one thing.

    A question's yes and no, two of what says "tick one", and "ask me later" beside "do not ask again".
    """
    said = set(ticked)
    found: set[str] = set()
    for box in said:
        if box.endswith(".yes") and f"{box.removesuffix('.yes')}.no" in said:
            found |= {box, f"{box.removesuffix('.yes')}.no"}
    for clause in _TICK_ONE:
        own = {box for box in said if box.startswith(f"{clause}.")}
        chosen = {box for box in own if box.count(".") == 1 or box.endswith(".yes")}
        found |= chosen if len(chosen) > 1 else set()
    for pair in _APART:
        found |= set(pair) if said.issuperset(pair) else set()
    return tuple(sorted(found))
