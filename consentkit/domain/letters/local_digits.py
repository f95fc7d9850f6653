"""The digits that readers of a language expect in an everyday letter."""

_DIGITS = {
    # In Thai, Lao, Hindi, Tamil, Sinhala, Urdu and Arabic letters 0 to 9 are as usual as the language's own,
    # or more so; CLDR (read 2026-11-20) says the same, but for Khmer.
    "bn": "০১২৩৪৫৬৭৮৯",
    "km": "០១២៣៤៥៦៧៨៩",
    "my": "၀၁၂၃၄၅၆၇၈၉",
    "ne": "०१२३४५६७८९",
}


def own_digits(text: str, language: str) -> str:
    """Return `text` with its digits 0 to 9 as the language's readers write them."""
    digits = _DIGITS.get(language)
    return text.translate(str.maketrans("0123456789", digits)) if digits else text
