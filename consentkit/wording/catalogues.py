"""Compile the catalogue of a language: when the wheel is built, and where no wheel was: in a checkout.

The build loads this file alone, so it imports nothing of consentkit.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def read_catalogue(po: Path) -> Catalog:
    """Read a .po; its folder names the language."""
    catalog = read_po(io.BytesIO(po.read_bytes()), locale=po.parent.parent.name)
    return with_one_form(catalog)


def with_one_form(catalog: Catalog) -> Catalog:
    """Have a catalogue count without plurals, as our six languages do.

    Babel knows none of Burmese, and would ask for two forms.
    """
    catalog.fuzzy = False
    catalog._num_plurals = 1  # type: ignore[assignment] # Babel 2.18 declares what it begins with: None
    catalog._plural_expr = "0"  # type: ignore[assignment]
    return catalog


def compiled(po: Path) -> bytes:
    """Return what a .mo of this .po holds: the same bytes until a word changes."""
    catalog = read_catalogue(po)
    for message in [m for m in catalog if m.pluralizable and not is_translated(m)]:
        # Babel would write the English in its place, and nobody would see that it is missing.
        catalog.delete(message.id)
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def forms_of(message: Message) -> tuple[str, ...]:
    """Return what a sentence is translated to: one text, or one for each form that its language counts by."""
    return tuple(message.string or ()) if isinstance(message.id, tuple) else (str(message.string or ""),)


def is_translated(message: Message) -> bool:
    """Tell whether every form of a sentence is there."""
    return bool(forms_of(message)) and all(forms_of(message))
