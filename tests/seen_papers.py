"""Signed files of consents as somebody sees them (`from seen_papers import say_paper`)."""

from consentkit.domain.events import Showing
from consentkit.domain.letters.given_papers import PaperForm, PaperSaid
from consentkit.store.consents import consents
from consentkit.usecases.consents.given_papers import paper_of, say_what_paper_is, show_paper


def say_paper(workspace, consent, **changes):
    """Look at the file of a consent, where it has one, and say that it is what is recorded."""
    if paper_of(workspace, consent) is None:
        return None
    found = consents.get(workspace.reading, consent)
    show_paper(workspace, consent, Showing.SHOWN)
    fields = {
        "form": PaperForm.CONSENT,
        "language": found.language,
        "contributor": found.contributor,
        "signed_by": found.given_by,
        "signed_on": found.given_on,
    }
    return say_what_paper_is(workspace, consent, PaperSaid(**fields | changes))
