"""Whom to ask, and how an answer is recorded: what each kind of recording begins with."""

from dataclasses import dataclass
from enum import StrEnum

from consentkit.domain.consents import Consent, Method
from consentkit.domain.people import Contributor, Guardian
from consentkit.usecases.consents.lists import people_of_story
from consentkit.usecases.workspaces import Workspace
from consentkit.wording.languages import _


class Kind(StrEnum):
    """How an answer is recorded."""

    ADULT = "adult"
    CHILD = "child"
    GROUP = "group"
    SPOKEN = "spoken"
    INTERPRETER = "interpreter"
    REFUSAL = "refusal"


@dataclass(frozen=True)
class SignedLetter:
    """The code and the language of a signed letter that was confirmed; the answer is recorded from it."""

    code: str = ""
    language: str = ""


NOT_SIGNED = SignedLetter()


@dataclass(frozen=True)
class Asking:
    """Who is asked about which story, how, what was signed, and `before`: what this one renews.

    `is_child` is how the person counts today: it is asked once, and all that follows rests on it.
    """

    kind: Kind
    story: str
    person: Contributor
    is_child: bool
    guardians: tuple[Guardian, ...] = ()
    before: Consent | None = None
    signed: SignedLetter = NOT_SIGNED

    @property
    def form(self) -> str:
        """The name under which what was typed is kept."""
        words = ["consent", self.kind.value, self.story, self.person.code]
        words += [self.before.id] if self.before else []
        return "-".join([*words, self.signed.code] if self.signed.code else words)

    @property
    def needs_guardian(self) -> bool:
        """Tell whether a guardian answers: a child's no needs none."""
        return self.is_child and self.kind is not Kind.REFUSAL

    @property
    def title(self) -> str:
        """The title of its form."""
        return _("Consent of {code}, story {story}").format(code=self.person.code, story=self.story)


KINDS: dict[Kind, str] = {
    Kind.ADULT: "An adult, in writing",
    Kind.CHILD: "A child: the guardian's consent, then the child's own answer",
    Kind.GROUP: "Several people of one story, each answering alone",
    Kind.SPOKEN: "A spoken answer, before a witness",
    Kind.INTERPRETER: "An answer given through an interpreter",
    Kind.REFUSAL: "The person said no",
}
_INTROS: dict[Kind, str] = {
    Kind.ADULT: (
        "Ask in private, in the person's own language. Nothing is ticked: a yes is only what was said."
    ),
    Kind.CHILD: "The guardian answers here. After saving, the child is asked in their own way.",
    Kind.GROUP: "Person {number} of {total}: {code}. Ask this person alone, where the others do not hear.",
    Kind.SPOKEN: "Someone else hears the answer, and can say later what was said.",
    Kind.INTERPRETER: (
        "The interpreter is kept by handle, so that it can be asked later who carried the words."
    ),
    Kind.REFUSAL: (
        "A no is recorded and honoured. It can be given without a reason. Do not ask again for the same use."
    ),
}


def people_to_ask(workspace: Workspace, story: str, kind: Kind) -> list[tuple[str, str]]:
    """Return (code, what it says) of the contributors of a story who can be asked in this way."""
    today = workspace.today
    people = [(one, one.is_child_on(today)) for one in people_of_story(workspace, story)]
    return [(one.code, _person_words(one, is_child)) for one, is_child in people if _fits(kind, is_child)]


def _fits(kind: Kind, is_child: bool) -> bool:
    return {Kind.ADULT: not is_child, Kind.CHILD: is_child}.get(kind, True)


def _person_words(person: Contributor, is_child: bool) -> str:
    standing = _("counts as a child") if is_child else _("adult")
    return f"{person.code}  {standing}, {person.language}"


def intro_of(asking: Asking, number: int = 1, total: int = 1) -> str:
    """Say what to mind while asking; `number` of `total` people who are asked one after the other."""
    return _(_INTROS[asking.kind]).format(number=number, total=total, code=asking.person.code)


def renewal_of(before: Consent, person: Contributor, *, is_child: bool) -> Asking:
    """Return the asking for a consent that follows another, in the way in which that one was given."""
    return Asking(_kind_of(before, is_child=is_child), before.story, person, is_child, before=before)


def renewal_intro(before: Consent) -> str:
    """Say what to mind while asking again."""
    words = _(
        "This is filled in as consent {code} was. Ask the person again, go through each point, and change"
        " what they say differently now. The old consent stays as it is."
    )
    return words.format(code=before.id)


def _kind_of(before: Consent, *, is_child: bool) -> Kind:
    if before.interpreter:
        return Kind.INTERPRETER
    if before.method is Method.SPOKEN:
        return Kind.SPOKEN
    return Kind.CHILD if is_child else Kind.ADULT
