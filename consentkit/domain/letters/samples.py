"""Orders with invented values, to look at a form, to test it, and to measure whether it fits its pages."""

from datetime import date

from consentkit.domain.letters.forms import BlankKind, Form, Wording
from consentkit.domain.letters.letters import Facts, LetterOrder

_DAY = date(2027, 5, 3)

_BY_KIND: dict[BlankKind, date | int | str] = {
    BlankKind.NAME: "River House",
    BlankKind.CONTACT: "+66 2 555 0100",
    BlankKind.CODE: "L-7K3Q-X9MN",
    BlankKind.DATE: _DAY,
    BlankKind.NUMBER: 14,
}


def sample_order(form: Form, wording: Wording, *, facts: Facts | None = None) -> LetterOrder:
    """Return an order that fills every blank, with some of the language's own words where text is wanted.

    Without `facts` every choice is offered, and there is no witness and no interpreter.
    """
    by_kind = {**_BY_KIND, BlankKind.TEXT: _some_words(form, wording)}
    return LetterOrder(
        id="L-7K3Q-X9MN",
        organisation="River House",
        blanks={name: by_kind[blank.kind] for name, blank in form.blanks.items() if name != "organisation"},
        facts=facts or Facts(shows_face=True, names_fully=True, takes_thumbprint=form.offers_thumbprint),
    )


def _some_words(form: Form, wording: Wording) -> str:
    titles = [wording.clauses[part.clause].title for part in form.parts if part.clause in wording.clauses]
    return ", ".join(titles[:2]) or wording.name
