"""What is kept of sealed names so that they are found: slow to try, and nothing else."""

from datetime import UTC, datetime

from consentkit.domain.names.keys import KEYS, NameKey, NamePart
from consentkit.domain.names.matching import Match, NameDigests
from consentkit.store.people.name_digests import (
    NAME_COST,
    NUMBER_COST,
    SlowCost,
    digested,
    new_secret,
    slow_digests,
    tag_of,
    whose,
)

CODE = "C-7K3Q-X9MN"
CHEAP = SlowCost(memory_kib=8, passes=1)
SECRET = new_secret().model_copy(update={"cost": CHEAP, "number_cost": CHEAP})
NAME = NameKey(part=NamePart.FULL, key="w:malissok")


def _row(*keys, secret=SECRET):
    return NameDigests(
        file="f" * 64,
        code=CODE,
        rules=KEYS,
        scripts=("latin",),
        digests=digested(secret, CODE, keys),
        made_at=datetime(2026, 11, 30, tzinfo=UTC),
    )


def test_who_has_the_secret_guesses_at_the_price_of_a_look():
    assert (
        SlowCost(memory_kib=16384, passes=1),
        SlowCost(memory_kib=32768, passes=2),
    ) == (NAME_COST, NUMBER_COST)
    assert (new_secret().cost, new_secret().number_cost) == (NAME_COST, NUMBER_COST)
    guesses = ("w:malissok", "w:daraneang", "w:malis")
    assert whose(SECRET, [_row(NAME)], guesses) == {"w:malissok": (Match(CODE, NamePart.FULL),)}
    other = SECRET.model_copy(update={"secret": new_secret().secret})
    assert whose(other, [_row(NAME)], guesses) == {}, "without the secret no guess is right"


def test_another_cost_is_another_digest_so_that_it_is_kept_with_the_secret():
    dearer = SECRET.model_copy(update={"cost": SlowCost(memory_kib=16, passes=1)})
    assert whose(dearer, [_row(NAME)], ["w:malissok"]) == {}
    number = NameKey(part=NamePart.NUMBER, key="d:12345678")
    assert _row(number, secret=dearer).digests == _row(number).digests, "a number has its own"


def test_nothing_quick_is_kept_of_a_name():
    row = _row(NAME)
    kept = {"file", "code", "rules", "scripts", "letters", "digests", "made_at"}
    assert set(NameDigests.model_fields) == kept, "letters are sounds among others that chance chose"
    slow = slow_digests(SECRET, [NAME.key])[NAME.key]
    assert row.digests == ((NamePart.FULL, tag_of(slow, CODE)),)
    assert tag_of(slow, "C-2M4N-88TY") != tag_of(slow, CODE)
