"""Boxes named by their numbers: as they are drawn in a picture or video, listed, and told in JSON."""

from collections.abc import Callable, Sequence

from consentkit.cli.options import CodeType
from consentkit.domain.errors import InvalidInput


def by_number(
    words: Sequence[str], whole: CodeType, part: CodeType, codes_in: Callable[[str], Sequence[str]]
) -> list[str]:
    """Return the codes that words name: codes of a part, or the code of a whole and numbers from 1 after it.

    `codes_in` gives the codes of the parts of a whole, in the order of their numbers. Raises InvalidInput
    for a number without a whole before it, a whole without a number, and a number that is not drawn.
    """
    named: list[str] = []
    of, numbered = "", True
    for word in words:
        if word.isdecimal():
            named.append(_numbered(of, int(word), codes_in))
            numbered = True
        elif word[:1].upper() == whole.prefix:
            _check_numbered(of, is_numbered=numbered)
            of, numbered = whole.convert(word, None, None), False
        else:
            named.append(part.convert(word, None, None))
    _check_numbered(of, is_numbered=numbered)
    return named


def _check_numbered(of: str, *, is_numbered: bool) -> None:
    if not is_numbered:
        raise InvalidInput("number-missing", of=of)


def _numbered(of: str, number: int, codes_in: Callable[[str], Sequence[str]]) -> str:
    if not of:
        raise InvalidInput("number-of-nothing", number=number)
    codes = codes_in(of)
    if not 1 <= number <= len(codes):
        raise InvalidInput("number-not-drawn", of=of, number=number, count=len(codes))
    return codes[number - 1]
