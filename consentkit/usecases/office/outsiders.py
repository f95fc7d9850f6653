"""What lies beside the sealed records, and whether the log knows it: settings, own files, sealed names."""

from collections import Counter
from collections.abc import Iterator

from consentkit.domain.checkups import CheckupFinding, Level
from consentkit.domain.errors import ConsentkitError
from consentkit.domain.sealed_identities import FileTrouble
from consentkit.domain.values import Fact
from consentkit.usecases.office.settings import look_at_settings
from consentkit.usecases.people.identities import count_unfound, list_lost, list_set_aside
from consentkit.usecases.workspaces import Workspace


def look_outside(workspace: Workspace) -> tuple[CheckupFinding, ...]:
    """Return what lies beside the records and the log does not know; `()` where it knows all.

    Anybody who can write into the folder can change such files without any key.
    """
    return (*_settings(workspace), *_identities(workspace))


def _settings(workspace: Workspace) -> Iterator[CheckupFinding]:
    state = look_at_settings(workspace)
    if state.accepted_by is None or state.accepted_on is None:
        yield CheckupFinding(level=Level.COSTS, code="settings-never-accepted")
    else:
        for one in state.changes:
            facts: dict[str, Fact] = {"file": one.name, "actor": state.accepted_by, "day": state.accepted_on}
            yield CheckupFinding(level=Level.BROKEN, code=f"settings-file-{one.change.value}", facts=facts)
    if not state.is_engine_accepted and state.engine is not None:
        yield CheckupFinding(level=Level.BROKEN, code="engine-not-accepted", facts={"address": state.engine})


def _identities(workspace: Workspace) -> Iterator[CheckupFinding]:
    found = list_set_aside(workspace)
    counts = Counter("unnamed" if one.trouble is FileTrouble.UNNAMED else "damaged" for one in found)
    for kind, count in counts.items():
        yield CheckupFinding(level=Level.BROKEN, code=f"identities-{kind}", facts={"count": count})
    unfound = count_unfound(workspace)
    if unfound:
        yield CheckupFinding(level=Level.COSTS, code="identities-unfound", facts={"count": unfound})
    try:
        lost = list_lost(workspace)
    except ConsentkitError:
        return  # damaged identities, or a newer program's, are told by their own check
    if lost:
        facts = {"count": len(lost), "first": lost[0]}
        yield CheckupFinding(level=Level.BROKEN, code="identities-lost", facts=facts)
