"""Which form in which language is filled in."""

from dataclasses import dataclass

from consentkit.catalogue.forms import FormCatalogue
from consentkit.domain.letters.forms import Form as LetterForm
from consentkit.domain.letters.forms import FormPurpose
from consentkit.usecases.letters.forms import get_form


@dataclass(frozen=True)
class Making:
    """Which form in which language is filled in; `is_batch`: for all rows of a roster, which say the rest."""

    catalogue: FormCatalogue
    form: LetterForm
    language: str
    is_batch: bool = False

    @property
    def is_slip(self) -> bool:
        """Tell whether it is about one person and the version of one story: both must be named."""
        return self.form.purpose is FormPurpose.APPROVAL

    @property
    def draft(self) -> str:
        """The name under which what was typed is kept."""
        return f"letter-{'batch-' if self.is_batch else ''}{self.form.id}-{self.language}"


def making(catalogue: FormCatalogue, form: str, language: str, *, is_batch: bool = False) -> Making:
    """Return what is to be filled in. Raises NotFound for a form that is not known."""
    return Making(catalogue, get_form(catalogue, form), language, is_batch)
