"""Full garbage collections wait for a pause."""

import gc
import sys
from collections.abc import Iterator

import pytest

from consentkit.tui.garbage_collection import IDLE_SECONDS, GarbageCollection


@pytest.fixture
def collection() -> Iterator[GarbageCollection]:
    found = GarbageCollection()
    found.begin()
    yield found
    found.end()


def make_old_garbage() -> None:
    for _ in range(12):
        gc.collect(1)


def test_keys_are_not_held_up_by_a_full_collection(collection: GarbageCollection) -> None:
    make_old_garbage()
    full = gc.get_stats()[2]["collections"]
    kept = [[number] for number in range(200_000)]
    assert gc.get_stats()[2]["collections"] == full
    assert not collection.collect(idle_seconds=0.1)
    assert len(kept) == 200_000


def test_a_pause_is_used_once(collection: GarbageCollection) -> None:
    make_old_garbage()
    assert collection.collect(IDLE_SECONDS)
    assert not collection.collect(IDLE_SECONDS)


def test_pythons_own_ways_come_back() -> None:
    usual, turn, aside = gc.get_threshold(), sys.getswitchinterval(), gc.get_freeze_count()
    found = GarbageCollection()
    found.begin()
    found.begin()
    assert gc.get_threshold() != usual
    assert sys.getswitchinterval() < turn
    found.end()
    found.end()
    assert gc.get_threshold() == usual
    assert sys.getswitchinterval() == turn
    assert (gc.get_freeze_count() == 0) == (aside == 0)


def test_what_is_loaded_is_set_aside_once() -> None:
    gc.unfreeze()
    found = GarbageCollection()
    found.begin()
    assert gc.get_freeze_count() > 0
    found.end()
    assert gc.get_freeze_count() == 0


def test_what_was_set_aside_before_stays_as_it_is() -> None:
    gc.freeze()
    before = gc.get_freeze_count()
    kept = [[number] for number in range(1000)]
    found = GarbageCollection()
    found.begin()
    assert gc.get_freeze_count() <= before
    found.end()
    assert 0 < gc.get_freeze_count() <= before
    assert len(kept) == 1000
