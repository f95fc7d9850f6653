"""What lies beside the sealed records, and whether the log knows it: sealed names."""

from collections import Counter
from collections.abc import Iterator

from consentkit.domain.checkups import CheckupFinding, Level
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.sealed_identities import FileTrouble
from consentkit.usecases.people.identities import list_lost, list_set_aside
from consentkit.usecases.workspaces import Workspace


def look_outside(workspace: Workspace) -> tuple[CheckupFinding, ...]:
    """Return what lies beside the records and the log does not know; `()` where it knows all.

    Anybody who can write into the folder can change such files without any key.
    """
    return tuple(_identities(workspace))


def _identities(workspace: Workspace) -> Iterator[CheckupFinding]:
    found = list_set_aside(workspace)
    counts = Counter("unnamed" if one.trouble is FileTrouble.UNNAMED else "damaged" for one in found)
    for kind, count in counts.items():
        yield CheckupFinding(level=Level.BROKEN, code=f"identities-{kind}", facts={"count": count})
    try:
        lost = list_lost(workspace)
    except ConsentkitError:
        return  # damaged identities, or a newer program's, are told by their own check
    if lost:
        facts = {"count": len(lost), "first": lost[0]}
        yield CheckupFinding(level=Level.BROKEN, code="identities-lost", facts=facts)
