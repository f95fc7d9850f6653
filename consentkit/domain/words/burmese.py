"""Burmese that was typed for the Zawgyi font: it looks right there, and is other words everywhere else.

Zawgyi writes in the order of the eye, and uses Unicode's places for other signs. What stands here is
impossible in Unicode's own order (Unicode 16, chapter 16.3; Unicode Technical Note 11, both read
2026-11-30), whichever language of the script it is.
"""

import re

_CONSONANT = (
    "\u1000-\u102a\u103f\u104e\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e"
    "\ua9e0-\ua9e4\ua9e7-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa6f\uaa71-\uaa76\uaa7a\uaa7e\uaa7f"
)
_MEDIAL = "\u103b-\u103e\u105e-\u1060\u1082"
# A dotted circle and a hard space carry a sign that is shown alone; joiners stand inside of words.
_CARRIER = "\u25cc\u00a0\u200b-\u200d"
# One word writes k with its killer before the medial y: "man", yauk-kya.
_MAN = "\u101a\u1031\u102c\u1000\u103a"
_IMPOSSIBLE = re.compile(
    # The vowel that is seen first is written after its consonant.
    f"(?<![{_CONSONANT}{_MEDIAL}{_CARRIER}])\u1031"
    # What stacks letters has one below it.
    f"|\u1039(?![{_CONSONANT}])"
    f"|(?<![{_CONSONANT}{_MEDIAL}{_CARRIER}])(?<!{_MAN})[\u103b-\u103e]"
    # A letter without its vowel has none; one word writes n with its killer before u: "I", kyun-ok.
    "|\u103a[\u102d\u102e\u1032]|(?<!\u1014)\u103a[\u102f\u1030]"
    "|\u1031\u1031|[\u102d-\u1030]\u1039"
)
_ROWS = ("ကခဂဃင", "စဆဇဈဉည", "ဋဌဍဎဏ", "တထဒဓန", "ပဖဗဘမ")
_ALONE = "ယရလဝသဟဠမနဏင"
_STACKED = re.compile("(?=([\u1000-\u1021])\u1039([\u1000-\u1021]))")
_OF_OTHERS = re.compile("[\u1050-\u109f]")
"""Letters of Mon, Karen and Shan, where Zawgyi keeps its forms of Burmese ones."""


def is_impossible(text: str) -> bool:
    """Tell whether signs of the Burmese script stand in an order that no language of it has."""
    return _IMPOSSIBLE.search(text) is not None


def is_no_burmese(text: str) -> bool:
    """Tell the same of a text in the Burmese language: only certain letters stand below others there."""
    if is_impossible(text) or _OF_OTHERS.search(text):
        return True
    return any(found[1] + found[2] not in _PAIRS for found in _STACKED.finditer(text))


def _pairs() -> frozenset[str]:
    """Return which letter may stand above which: within a row as in Pali, and some above themselves."""
    pairs = {letter * 2 for letter in _ALONE} | {"သမ"}
    for row in _ROWS:
        hard, hard_breathed, soft, soft_breathed = list(row[:4])
        pairs |= {hard * 2, hard + hard_breathed, soft * 2, soft + soft_breathed}
        pairs |= {nasal + letter for nasal in row[4:] for letter in row}
    return frozenset(pairs)


_PAIRS = _pairs()
