"""Which accounts are two people, as the records and the policies say it."""

from consentkit.domain.accounts import USUAL_LIFTING_DAYS, USUAL_TIED_DAYS, Separation
from consentkit.store.database.encrypted import EncryptedDatabase
from consentkit.store.log.found_rows import is_as_logged
from consentkit.store.office.actors import list_accounts
from consentkit.usecases.workspaces import Workspace


def separation_of(workspace: Workspace, db: EncryptedDatabase) -> Separation:
    """Return who is a second person beside whom; `db` is the lock's where an act decides.

    The days are those of the strictest policy. An account that is other than the log left it is nobody's:
    somebody could make it look old for as long as one act takes.
    """
    policies = workspace.catalogue.policies
    return Separation(
        tuple(one for one in list_accounts(db) if is_as_logged(db, "actors", one.handle)),
        tied_days=max((one.second_person_days for one in policies), default=USUAL_TIED_DAYS),
        lifting_days=max((one.lifting_days for one in policies), default=USUAL_LIFTING_DAYS),
    )
