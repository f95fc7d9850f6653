"""What the original of a picture gives away, with the values: read when asked, kept nowhere."""

from consentkit.domain.events import EventName, Showing, require
from consentkit.domain.pictures.disclosures import Disclosure
from consentkit.store.pictures.images import images
from consentkit.usecases.showings import record_original_shown
from consentkit.usecases.workspaces import Workspace


def list_leaks(workspace: Workspace, image: str) -> tuple[Disclosure, ...]:
    """Return what the original tells beside its pixels: names, places, dates, serial numbers, other pictures.

    For who prepares pictures, and recorded; the values are personal, so no event and no row holds them.
    Raises NotFound, Refused, BadDataFile for a changed original, InvalidInput where it cannot be read.
    """
    from consentkit.imaging.metadata.client import find_disclosures

    require(workspace.actor, EventName.IMAGE_VIEWED)
    found = images.get(workspace.reading, image)
    told = find_disclosures(workspace.records.vault.get(found.original))
    record_original_shown(workspace, image, Showing.SHOWN)
    return told
