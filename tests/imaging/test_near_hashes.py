from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentkit.imaging.scanning import near_hashes
from consentkit.imaging.scanning.near_hashes import bits_apart, near_pairs

MOST = 12


def _hashes(rng: np.random.Generator, parts: int = 30) -> bytes:
    return rng.bytes((1 + parts) * 8)


def _nudged(rng: np.random.Generator, packed: bytes, bits: int, parts: int = 30) -> bytes:
    """The same hashes with so many bits of one part turned over."""
    hashes = np.frombuffer(packed, dtype="<u8").copy()
    turned = sum(1 << int(bit) for bit in rng.choice(64, bits, replace=False))
    other = np.frombuffer(_hashes(rng, parts), dtype="<u8").copy()
    other[1 + rng.integers(len(other) - 1)] = hashes[1] ^ np.uint64(turned)
    return other.tobytes()


def test_all_pairs_at_once_are_those_of_each_pair_alone() -> None:
    rng = np.random.default_rng(7)
    own = [_hashes(rng, int(rng.integers(1, 40))) for _ in range(20)] + [b""]
    others = [_nudged(rng, own[number % 20], number % 16) for number in range(300)] + [b"", own[3]]
    alone = {
        (one, other, bits_apart(own[one], others[other]))
        for one in range(20)
        for other in range(len(others))
        if others[other] and bits_apart(own[one], others[other]) <= MOST
    }
    found = near_pairs(own, others, MOST)
    assert set(found) == alone
    assert len(found) == len(alone) > 200


def test_flat_pictures_and_none_look_like_nothing() -> None:
    assert near_pairs([b""], [b""], MOST) == []
    assert near_pairs([], [bytes(16)], MOST) == []
    assert near_pairs([bytes(16)], [], MOST) == []


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), most=st.integers(0, 20))
def test_many_pairs_by_their_chunks_are_those_of_each_pair_alone(seed: int, most: int) -> None:
    rng = np.random.default_rng(seed)
    # Alike in most bits, as pictures of one place are, and a flat one.
    seen = _hashes(rng, 3)
    own = [_nudged(rng, seen, int(rng.integers(0, 24)), parts=2) for _ in range(5)] + [b""]
    others = [_nudged(rng, own[one % 5], int(rng.integers(0, 24)), parts=2) for one in range(8)] + [b""]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(near_hashes, "_MANY_PAIRS", 0)
        found = near_pairs(own, others, most)
    assert found == [
        (one, other, bits)
        for one in range(5)
        for other in range(8)
        if (bits := bits_apart(own[one], others[other])) <= most
    ]


def test_a_pair_is_found_however_its_bits_lie_in_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_hashes, "_MANY_PAIRS", 0)
    rng = np.random.default_rng(7)
    spreads = [one for one in product(range(MOST + 1), repeat=5) if sum(one) == MOST]
    own = [_hashes(rng, 1) for _ in spreads]
    others = [_turned(packed, spread) for packed, spread in zip(own, spreads, strict=True)]
    found = {(one, other) for one, other, bits in near_pairs(own, others, MOST) if one == other}
    assert found == {(number, number) for number in range(len(spreads))}


def _turned(packed: bytes, spread: tuple[int, ...]) -> bytes:
    """The same hash with so many bits of each chunk turned over."""
    chunks = near_hashes._CHUNKS
    bits = [
        shift + bit for (shift, _width), count in zip(chunks, spread, strict=True) for bit in range(count)
    ]
    whole = np.frombuffer(packed, dtype="<u8")[1] ^ np.uint64(sum(1 << bit for bit in bits))
    return np.array([~whole, whole], dtype="<u8").tobytes()
