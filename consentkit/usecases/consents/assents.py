"""A child's own answer as it is kept: the one place that builds it, whatever it was read from."""

from datetime import date

from consentkit.domain.codes import new_code
from consentkit.domain.consents import Assent, AssentMethod, AssentScope, Decision
from consentkit.domain.values import Value
from consentkit.store.consents import assents
from consentkit.usecases.changes import Change


class NewAssent(Value):
    """A child's own answer as it was given; `letter` is the paper on which it stands, where there is one."""

    contributor: str
    story: str
    decision: Decision
    method: AssentMethod
    given_on: date
    letter: str | None = None
    scope: AssentScope | None = None


def keep_assent(change: Change, new: NewAssent) -> tuple[Assent, dict[str, object]]:
    """Insert an answer that was checked, and return it with what its event says."""
    assent = Assent(id=new_code("A"), **{name: getattr(new, name) for name in NewAssent.model_fields})
    assents.insert(change.db, assent)
    facts: dict[str, object] = {
        "contributor": new.contributor,
        "story": new.story,
        "decision": new.decision,
        "letter": new.letter,
    }
    return assent, facts
