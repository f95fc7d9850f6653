"""Keys and records of one test, made by the store alone."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from consentkit.domain.people import Contributor
from consentkit.domain.roles import Actor, Role
from consentkit.store.database.records import open_records
from consentkit.store.keys import new_key_file, unlock

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def keeper_file(passphrase, cheap_cost):
    """A key file with one actor, and the recovery code."""
    keeper = Actor(handle="keeper-1", roles=frozenset({Role.KEEPER, Role.MANAGER}))
    return new_key_file(keeper, passphrase, cost=cheap_cost)


@pytest.fixture(scope="session")
def keys(keeper_file, passphrase):
    """A keeper's keys."""
    return unlock(keeper_file[0], "keeper-1", passphrase)[1]


@pytest.fixture(scope="session")
def officer_keys(keys):
    """The same keys as someone has them who is no keeper."""
    return replace(keys, identities=None)


@pytest.fixture
def at():
    return AT


@pytest.fixture
def officer():
    return Actor(handle="officer-1", roles=frozenset({Role.OFFICER}))


@pytest.fixture
def records(tmp_path, keys):
    """Open records in a fresh folder."""
    (tmp_path / "vault").mkdir()
    with closing(open_records(tmp_path / "records.db", tmp_path / "vault", keys, (tmp_path / "heads",))) as r:
        yield r


@pytest.fixture
def person():
    """`person(n)` is a contributor with the n-th code."""
    letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

    def make(number):
        return Contributor(code=f"C-0000-00{letters[number // 32]}{letters[number % 32]}", language="th")

    return make
