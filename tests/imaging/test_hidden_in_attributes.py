"""Words in the attributes of a DOCX: each has a form (eight digits, a number, a known name), else told."""

import pytest
from making_documents import docx

from consentkit.documents.service import look_into
from consentkit.domain.words.drafts import Holds
from consentkit.imaging.opening.decoding import prepare

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module", autouse=True)
def _prepared():
    prepare()


def told(body="", part="", content=""):
    words = (
        f"<w:document {_W}><w:body>{body}<w:p><w:r><w:t>She teaches.</w:t></w:r></w:p></w:body></w:document>"
    )
    more = {part: content} if part else {}
    return {one.holds for one in look_into(docx([], **({"word/document.xml": words} | more))).parts}


def styled(said):
    return "", "word/styles.xml", f"<w:styles {_W}>{said}</w:styles>"


def linked(said):
    kept = f'<Relationship Id="rId1" Type="{_REL}/hyperlink" TargetMode="External" Target="{said}"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return "", "word/_rels/document.xml.rels", f'<Relationships xmlns="{space}">{kept}</Relationships>'


WORDS = {
    "eight digits": ('<w:p w:rsidR="Sokha at River Road"/>',),
    "a longer number": ('<w:p w:rsidR="85512345678901"/>',),
    "a key": ('<w:p w:paraId="SokhaRiver"/>',),
    "an attribute of nobody": ('<w:p w:sokha="lives here"/>',),
    "another script": ('<w:p w:rsidR="សុខា"/>',),
    "a style of a paragraph": ('<w:p><w:pPr><w:pStyle w:val="SokhaPhone"/></w:pPr></w:p>',),
    "a font of a run": ('<w:p><w:r><w:rPr><w:rFonts w:ascii="Sokha Phone"/></w:rPr></w:r></w:p>',),
    "a mark": ('<w:bookmarkStart w:id="0" w:name="_Sokha_lives_at_River_Road"/>',),
    "a place to go to": ('<w:hyperlink w:anchor="SokhaAtRiverRoad"/>',),
    "a style": styled('<w:style w:styleId="Normal"><w:name w:val="Sokha Invented"/></w:style>'),
    "a style's key": styled('<w:style w:type="paragraph" w:styleId="SokhaInvented"/>'),
    "a font": ("", "word/fontTable.xml", f'<w:fonts {_W}><w:font w:name="Sokha Phone"/></w:fonts>'),
    "a schema": ('<w:p xmlns:x="http://schemas.microsoft.com/Sokha/Phone"/>',),
    "a page that a link leads to": linked("https://example.org/sokha.invented"),
    "a link's question": linked("https://example.org/?name=Sokha"),
    "a link's place": linked("https://example.org/page#Sokha"),
    "a link's user": linked("https://sokha@example.org/"),
}  # fmt: skip
_PARAGRAPH = (
    '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E" w:rsidP="0012AB34"><w:pPr>'
    '<w:pStyle w:val="ListParagraph"/><w:cnfStyle w:val="001000000000"/><w:jc w:val="thaiDistribute"/>'
    '<w:spacing w:line="276" w:lineRule="auto"/><w:rPr>'
    '<w:rFonts w:ascii="TH Sarabun New" w:hAnsiTheme="minorHAnsi" w:cs="Angsana New"'
    ' w:eastAsia="游明朝"/><w:lang w:val="en-US" w:bidi="th-TH"/></w:rPr></w:pPr>'
    '<w:bookmarkStart w:id="0" w:name="_Toc123456789"/><w:bookmarkStart w:id="1" w:name="_GoBack"/></w:p>'
)
_FONTS = '<w:rFonts w:ascii="Khmer OS Battambang" w:hAnsi="Phetsarath OT" w:cs="Pyidaungsu"/>'
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn'
    ' w:val="Normal"/><w:uiPriority w:val="9"/></w:style><w:style w:type="table"'
    ' w:styleId="GridTable4-Accent5"><w:name w:val="Grid Table 4 Accent 5"/></w:style>'
)
USUAL = {
    "Word": (_PARAGRAPH,),
    "fonts of the country": (f"<w:p><w:r><w:rPr>{_FONTS}</w:rPr></w:r></w:p>",),
    "Google Docs": ('<w:p><w:bookmarkStart w:colFirst="0" w:colLast="0" w:id="0" w:name="_gjdgxs"/></w:p>',),
    "styles": styled(_STYLES),
    "a link": linked("https://example.org/"),
}


@pytest.mark.parametrize("case", WORDS)
def test_words_in_an_attribute_that_has_another_form_are_told(case):
    assert {Holds.HIDDEN_WORDS, Holds.NAMES} & told(*WORDS[case])


@pytest.mark.parametrize("case", USUAL)
def test_attributes_as_programs_write_them_ask_for_no_look(case):
    assert told(*USUAL[case]) == set()
