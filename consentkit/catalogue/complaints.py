"""Says in plain words what is wrong with a field of a data file, and what to do."""

from typing import Any

from pydantic_core import ErrorDetails

from consentkit.domain.characters import ONE_LINE

_SENTENCES: dict[str, str] = {
    "missing": "This field is missing. Add it.",
    "extra_forbidden": "This field is not known. Check its spelling, or remove it.",
    "bool_type": "Write true or false, without quotes.",
    "string_type": "Write text, in quotes.",
    "int_type": "Write a whole number, without quotes.",
    "tuple_type": "Write a list, in square brackets.",
    "frozen_set_type": "Write a list, in square brackets.",
    "model_type": "Write a table of fields here.",
    "dict_type": "Write a table of fields here.",
    "date_type": "Write a date such as 2026-11-21, without quotes.",
    "date_parsing": "Write a date such as 2026-11-21, without quotes.",
    "date_from_datetime_parsing": "Write a date such as 2026-11-21, without quotes.",
    "date_from_datetime_inexact": "Write a date such as 2026-11-21, without a time.",
    "enum": "Write one of these: {expected}.",
    "greater_than_equal": "Write {ge} or more.",
    "less_than_equal": "Write {le} or less.",
    "string_too_short": "Write at least {min_length} characters.",
    "string_too_long": "Write at most {max_length} characters.",
    "too_short": "Write at least one entry.",
}

_SHAPES: dict[tuple[str, ...], str] = {
    ("id",): "Use small letters, digits and single dashes, such as our-own-rules.",
    ("principles", "id"): "Write a number such as 1.2, with a capital letter before it if you like.",
    ("principles", "questions", "id"): "Write the principle's number and one small letter, such as 1.2b.",
    ("principles", "questions", "when", "age"): 'Write "child", or remove it.',
    ("principles", "questions", "when", "declaration"): 'Write "model", or remove it.',
    ("status",): 'Write "unreviewed" or "reviewed".',
    ("organisation",): "Write the name on one line.",
    ("language",): "Write the language's letters, such as th or shn.",
    ("script",): "Write the script's four letters, such as Latn or Thai.",
    ("parts", "clause"): "Write a clause's id, such as L01 or L-1.",
    ("detectors",): "Use small letters, digits and single dashes, such as centerface.",
}


def complaint_about(entry: ErrorDetails) -> str:
    """Return what is wrong and what to do, from one of pydantic's entries."""
    facts: dict[str, Any] = entry.get("ctx", {})
    match entry["type"]:
        case "value_error":
            # Our own words, which may begin with a field's name: they keep their first letter.
            return f"{str(facts['error']).rstrip('.')}."
        case "string_pattern_mismatch":
            names = tuple(part for part in entry["loc"] if isinstance(part, str))
            if names[-1:] == ("[key]",):
                return "Use small letters, digits and single dashes; for a clause, an id such as L01 or L-1."
            if entry["ctx"]["pattern"] in {r"^\P{Cc}*$", ONE_LINE}:
                return "Write the words on one line."
            return _SHAPES.get(names, _as_sentence(entry["msg"]))
        case kind if kind in _SENTENCES:
            return _SENTENCES[kind].format(**facts)
    return _as_sentence(entry["msg"])


def _as_sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."
