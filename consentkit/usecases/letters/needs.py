"""What needs somebody of the letters: those that came back, and those that did not."""

from datetime import timedelta

from consentkit.domain.letters.forms import FormPurpose
from consentkit.domain.letters.records import Letter
from consentkit.domain.values import Fact
from consentkit.store.letters.letters import letters_not_back, letters_to_confirm, list_loose_pages
from consentkit.usecases.office.needs import MOST_OF_A_KIND, Need, NeedCode, Needs, day_of_row
from consentkit.usecases.workspaces import Workspace

LETTER_DAYS = 14
"""A letter that is out longer is asked after: it may be lost, or in the wrong hands."""


_NOES = frozenset({FormPurpose.WITHDRAWAL, FormPurpose.REFUSAL})


def noes_to_confirm(workspace: Workspace) -> Needs:
    """Yield letters that say no and wait to be confirmed."""
    noes = [one for one in letters_to_confirm(workspace.records.db) if one.purpose in _NOES]
    yield from (_letter_need(NeedCode.NO_TO_CONFIRM, one) for one in noes[:MOST_OF_A_KIND])


def other_letters_to_confirm(workspace: Workspace) -> Needs:
    """Yield other letters that wait to be confirmed."""
    others = [one for one in letters_to_confirm(workspace.records.db) if one.purpose not in _NOES]
    yield from (_letter_need(NeedCode.LETTER_TO_CONFIRM, one) for one in others[:MOST_OF_A_KIND])


def _letter_need(code: NeedCode, letter: Letter) -> Need:
    return Need(code=code, subject=letter.id, facts={"letter": letter.id, "form": letter.form})


def loose_pages(workspace: Workspace) -> Needs:
    """Yield pages that belong to no letter yet."""
    loose = list_loose_pages(workspace.records.db)
    if loose:
        yield Need(code=NeedCode.PAGES_LOOSE, subject=loose[0].id, facts={"count": len(loose)})


def letters_out_long(workspace: Workspace) -> Needs:
    """Yield letters that are out longer than they should be."""
    before = workspace.today - timedelta(days=LETTER_DAYS)
    for row in letters_not_back(workspace.records.db, before, MOST_OF_A_KIND):
        facts: dict[str, Fact] = {"letter": row["id"], "made": day_of_row(row["made_on"])}
        yield Need(code=NeedCode.LETTER_NOT_BACK, subject=row["id"], facts=facts)
