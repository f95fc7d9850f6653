"""The structure tree of a PDF: what a screen reader is told, in reading order."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfdoc

from consentkit.typesetting.pdf.raw_objects import RawObject, reference, text_string

# Pages count up from nought in the parent tree; fields begin here.
FIRST_FIELD_KEY = 10_000
_PARENTS = "structure parents"


@dataclass(eq=False)
class Element:
    """One tag. Kids are elements, marked content `(page, number)`, or form fields."""

    tag: str
    kids: list["Element | tuple[int, int] | FieldKid"] = field(default_factory=list)
    language: str | None = None
    alternative: str | None = None
    bounds: tuple[float, float, float, float] | None = None
    """A figure's left, bottom, right, top; pt."""
    name: str = ""
    """What the writer calls it; set when the tree is written."""

    def add(self, tag: str, *, language: str | None = None, alternative: str | None = None) -> "Element":
        """Add a tag at the end and return it."""
        made = Element(tag, language=language, alternative=alternative)
        self.kids.append(made)
        return made


@dataclass(frozen=True)
class FieldKid:
    """A form field that stands in the tree, on its page."""

    name: str
    page: int


def write_tree(
    document: pdfdoc.PDFDocument,
    root: Element,
    pages: Sequence[Sequence[Element]],
    fields: Sequence[Element],
) -> pdfdoc.PDFObjectReference:
    """Write the tree and its way back: for each page and field, the elements that own its content."""
    _register(document, root, "structure", itertools.count(1))

    def parents(pdf: pdfdoc.PDFDocument) -> str:
        by_page = (
            f"{number} [{' '.join(reference(pdf, owner.name) for owner in owners)}]"
            for number, owners in enumerate(pages)
        )
        by_field = (
            f"{number} {reference(pdf, owner.name)}" for number, owner in enumerate(fields, FIRST_FIELD_KEY)
        )
        return f"<< /Nums [{' '.join((*by_page, *by_field))}] >>"

    def top(pdf: pdfdoc.PDFDocument) -> str:
        return (
            f"<< /Type /StructTreeRoot /K [{reference(pdf, root.name)}] "
            f"/ParentTree {reference(pdf, _PARENTS)} /ParentTreeNextKey {FIRST_FIELD_KEY + len(fields)} >>"
        )

    document.Reference(RawObject(parents), _PARENTS)
    return document.Reference(RawObject(top), "structure")


def _register(document: pdfdoc.PDFDocument, element: Element, parent: str, numbers: Iterator[int]) -> None:
    element.name = f"tag {next(numbers)}"
    document.Reference(RawObject(lambda pdf: _written(pdf, element, parent)), element.name)
    for kid in element.kids:
        if isinstance(kid, Element):
            _register(document, kid, element.name, numbers)


def _written(document: pdfdoc.PDFDocument, element: Element, parent: str) -> str:
    parts = [f"<< /Type /StructElem /S /{element.tag} /P {reference(document, parent)}"]
    if element.language is not None:
        parts.append(f"/Lang {text_string(element.language)}")
    if element.alternative is not None:
        parts.append(f"/Alt {text_string(element.alternative)}")
    parts.append(_attributes(element))
    parts.append(f"/K [{' '.join(_kid(document, kid) for kid in element.kids)}] >>")
    return " ".join(part for part in parts if part)


def _kid(document: pdfdoc.PDFDocument, kid: "Element | tuple[int, int] | FieldKid") -> str:
    if isinstance(kid, Element):
        return reference(document, kid.name)
    if isinstance(kid, FieldKid):
        return f"<< /Type /OBJR /Obj {reference(document, kid.name)} /Pg {_page(document, kid.page)} >>"
    page, number = kid
    return f"<< /Type /MCR /Pg {_page(document, page)} /MCID {number} >>"


def _page(document: pdfdoc.PDFDocument, page: int) -> str:
    # reportlab's own name for a page, counted from one.
    return reference(document, f"Page{page + 1}")


def _attributes(element: Element) -> str:
    if element.bounds is not None:
        corners = " ".join(f"{corner:.2f}" for corner in element.bounds)
        return f"/A << /O /Layout /BBox [{corners}] /Placement /Block >>"
    if element.tag == "TH":
        return "/A << /O /Table /Scope /Column >>"
    if element.tag == "L":
        return "/A << /O /List /ListNumbering /None >>"
    return ""
