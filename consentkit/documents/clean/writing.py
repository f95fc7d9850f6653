"""A new document of nothing but words, DOCX or plain text: no properties, no styles, no author."""

import io
import zipfile
from collections.abc import Iterable
from xml.sax.saxutils import escape

from consentkit.domain.words.blocks import Block, BlockKind

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Half points: 20 down to 11 (ECMA-376, 17.3.2.38). Chosen by eye.
_SIZES = (40, 32, 28, 26, 24, 22)
_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a ZIP archive can say: the members of every document say the same."""


def as_text(blocks: Iterable[Block]) -> bytes:
    """Return blocks as plain text in UTF-8: headings with `#` as in Markdown, items with a dash."""
    return ("\n\n".join(map(_line, blocks)) + "\n").encode()


def _line(block: Block) -> str:
    if block.kind is BlockKind.HEADING:
        return f"{'#' * block.level} {' '.join(block.text.split())}"
    return f"- {block.text}" if block.kind is BlockKind.ITEM else block.text


def as_docx(blocks: Iterable[Block]) -> bytes:
    """Return blocks as a DOCX (ECMA-376) that has no properties, no styles and no author."""
    body = "".join(map(_paragraph, blocks))
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{_MAIN}"><w:body>'
        f"{body}</w:body></w:document>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            archive.writestr(zipfile.ZipInfo(name, _DAY), text, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _paragraph(block: Block) -> str:
    layout, looks = "", ""
    if block.kind is BlockKind.HEADING:
        layout = f'<w:pPr><w:keepNext/><w:outlineLvl w:val="{block.level - 1}"/></w:pPr>'
        looks = f'<w:rPr><w:b/><w:sz w:val="{_SIZES[block.level - 1]}"/></w:rPr>'
    said = ("• " if block.kind is BlockKind.ITEM else "") + block.text
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in said.split("\n"))
    return f"<w:p>{layout}<w:r>{looks}{lines}</w:r></w:p>"
