"""Forms: what is asked, and the one act that saving does. A face draws a form, fills it in and saves it."""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import Any, Generic, TypeVar

from consentkit.domain.errors import ConsentkitError
from consentkit.pages.fields import Field, Filled, SecretField, Values
from consentkit.wording.languages import _

R = TypeVar("R")


@dataclass(frozen=True)
class Question:
    """What is asked before what cannot be undone, and what a yes will do."""

    question: str
    consequence: str


@dataclass(frozen=True)
class Form(Generic[R]):
    """What is asked. `id` is the name under which an unfinished one is kept; `save` gives what was made.

    `confirm` makes a question of what was filled in, for what cannot be undone.
    """

    id: str
    title: str
    fields: tuple[Field[Any], ...]
    save: Callable[[Filled], R]
    _: KW_ONLY
    intro: str = ""
    confirm: Callable[[Filled], Question] | None = None
    begins_at: str = ""
    """The field that waits to be filled in, where those before it are known already; else the first."""

    def missing(self, filled: Filled) -> tuple[str, ...]:
        """Return the names of the fields that are needed and empty."""
        return tuple(one.name for one in self.fields if one.is_required and one.is_empty(filled))

    def beginning(self) -> Values:
        """Return what stands in the fields that may be kept unfinished, at first."""
        return {one.name: one.start for one in self.fields if is_kept(one)}

    def to_keep(self, values: Values) -> Values | None:
        """Return what may be kept of an unfinished form; `None` where nothing was typed yet."""
        first = self.beginning()
        typed = {name: text for name, text in values.items() if name in first}
        return typed if typed != first else None

    def place_of(self, error: ConsentkitError) -> str:
        """Return the name of the field that a complaint belongs beside; `""` where none is."""
        named = [one.name for one in self.fields if one.name == error.facts.get("field")]
        known = [one.name for one in self.fields if error.code in one.error_codes]
        return next(iter([*named, *known]), "")


def is_kept(one: Field[Any]) -> bool:
    """Tell whether what stands in a field may be kept unfinished; a secret never is."""
    return one.is_kept and not isinstance(one, SecretField)


def needed_in_words() -> str:
    """Return the complaint beside a field that is needed and empty."""
    return _("This is needed.")
