"""A signed letter that was given as a file is opened by a person, who says what it is."""

from consentkit.domain.consents import Consent
from consentkit.domain.errors import Conflict, Refused
from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.letters.given_papers import GivenPaper, PaperSaid
from consentkit.store.consents import consents, given_paper_of, given_papers
from consentkit.store.log.audits import actors_of
from consentkit.store.people.contributors import contributors, guardians
from consentkit.usecases.changes import Change
from consentkit.usecases.consents.consents import check_not_later
from consentkit.usecases.people.contributors import check_language
from consentkit.usecases.workspaces import Workspace


def show_paper(workspace: Workspace, consent: str, how: Showing) -> bytes:
    """Return the file that a consent rests on, and record that somebody saw it.

    Raises NotFound, Conflict where no file was given (paper-none), BadDataFile where it was changed.
    """
    require(workspace.actor, EventName.ORIGINAL_SHOWN)
    with workspace.change(EventName.ORIGINAL_SHOWN) as change:
        found = _on_paper(change, consent)
        assert found.release is not None  # noqa: S101 - just looked at
        data = change.open_file(found.release)
        change.record(consent, how=how, story=found.story)
    return data


def say_what_paper_is(workspace: Workspace, consent: str, said: PaperSaid) -> GivenPaper:
    """Record what the actor saw on the file of a consent; said again, the last counts.

    Raises NotFound, also for a code on it that is nobody's; Conflict where no file was given, or it was given
    before a person had to say what it is (paper-none); InvalidInput for a language that there is not and a
    day to come; Refused (paper-not-opened) for whoever has not opened it.
    """
    with workspace.change(EventName.PAPER_SAID) as change:
        change.check_day()
        found = _on_paper(change, consent)
        before = given_papers.get(change.db, consent)
        _check_said(change, said)
        me = change.actor.handle
        if me not in actors_of(change.db, EventName.ORIGINAL_SHOWN, consent):
            raise Refused("paper-not-opened", reasons=(), consent=consent)
        told = before.model_copy(update={"said": said, "said_by": me, "said_at": change.at})
        given_papers.update(change.db, told, expected=before)
        change.record(
            consent,
            story=found.story,
            form=said.form,
            language=said.language,
            contributor=said.contributor,
            signed_by=said.signed_by,
            on=said.signed_on,
            until=said.until,
            media=said.media or None,
            channels=said.channels or None,
            audiences=said.audiences or None,
            places=said.places or None,
        )
    return told


def _check_said(change: Change, said: PaperSaid) -> None:
    contributors.get(change.db, said.contributor)
    if said.signed_by is not None and said.signed_by.startswith("G"):
        guardians.get(change.db, said.signed_by)
    elif said.signed_by is not None:
        contributors.get(change.db, said.signed_by)
    check_language(said.language)
    check_not_later(change.today, said.signed_on)


def _on_paper(change: Change, consent: str) -> Consent:
    found = consents.get(change.db, consent)
    if found.release is None or given_paper_of(change.db, consent) is None:
        raise Conflict("paper-none", consent=consent)
    return found


def paper_of(workspace: Workspace, consent: str) -> GivenPaper | None:
    """Return the file of a consent and what was said of it; `None` where none has to be looked at."""
    return given_paper_of(workspace.reading, consent)
