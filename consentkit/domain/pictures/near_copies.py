"""Pictures that look like another one: a withdrawn picture that comes back changed, under another name."""

from datetime import datetime

from consentkit.domain.codes import Code
from consentkit.domain.roles import Handle
from consentkit.domain.values import Value

MOST_BITS = 12
"""Pictures whose hashes differ in at most so many of 64 bits are near copies. Measured on 70 photographs
(`benchmarks/near_copies.py`): 4 of 10,000 pairs of different ones, and 91 % of those cut to 60 to 100 % of
each side. A person settles each, so a false one costs a look."""

FARTHEST = 64


class NearCopy(Value):
    """Another picture that looks like this one, and the person who said that it may be used all the same."""

    other: Code
    story: Code
    """The other picture's."""
    bits: int
    """How many of 64 bits differ; 0 is the same to the eye."""
    is_ended: bool
    """Whether somebody of the other picture's story took consent back or refused it."""
    settled_by: Handle | None = None


class NearSettlement(Value):
    """Who said why a picture may be used although it looks like one that was taken back."""

    image: Code
    other: Code
    why: str
    settled_by: Handle
    settled_at: datetime
