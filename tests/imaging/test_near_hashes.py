import numpy as np

from consentkit.imaging.scanning.near_hashes import bits_apart, near_pairs

MOST = 12


def _hashes(rng: np.random.Generator, parts: int = 30) -> bytes:
    return rng.bytes((1 + parts) * 8)


def _nudged(rng: np.random.Generator, packed: bytes, bits: int) -> bytes:
    """The same hashes with so many bits of one part turned over."""
    hashes = np.frombuffer(packed, dtype="<u8").copy()
    turned = sum(1 << int(bit) for bit in rng.choice(64, bits, replace=False))
    other = np.frombuffer(_hashes(rng), dtype="<u8").copy()
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
