"""Write contributors until killed, printing each code once its transaction has come back."""

import base64
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from consentkit.domain.codes import new_code
from consentkit.domain.events import EventName
from consentkit.domain.people import Contributor
from consentkit.domain.roles import Actor, Role
from consentkit.store.database.records import open_records
from consentkit.store.key_files import read_key_file
from consentkit.store.keys import unlock
from consentkit.store.people.contributors import contributors

OFFICER = Actor(handle="officer-1", roles=frozenset({Role.OFFICER}))


def write_for_ever(folder: Path, passphrase: str) -> None:
    """Write rows of a few pages each, so that a kill can fall between two of them."""
    _, keys = unlock(read_key_file(folder / "keyfile.json"), OFFICER.handle, passphrase)
    records = open_records(folder / "records.db", folder / "vault", keys, (folder / "heads",))
    padding = base64.b32encode(bytes(4000)).decode()
    print("ready", flush=True)
    while True:
        person = Contributor(code=new_code("C"), language=f"th-{padding}")
        with records.transaction(OFFICER, partial(datetime.now, UTC)) as transaction:
            contributors.insert(transaction.db, person, added_at=transaction.at.isoformat())
            transaction.record(EventName.CONTRIBUTOR_ADDED, person.code)
        print(person.code, flush=True)


if __name__ == "__main__":
    write_for_ever(Path(sys.argv[1]), sys.argv[2])
