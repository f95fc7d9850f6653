"""Words that programs write by themselves where something has a name: of styles, classes, fonts, members.

Runs only in the document reader's process. Read off what pandoc, calibre, Sigil, LibreOffice, Word, Google
Docs, Pages, InDesign, odfpy and EbookLib write.
"""

import re
from functools import lru_cache

from consentkit.documents.names.schema_words import SCHEMA_WORDS
from consentkit.documents.office_words import KNOWN_FONTS, KNOWN_WORDS

_MORE = """
progid esc filters crlf lining tabular
opensource cs ea fo lt mj mn ns of override pkg png jpg jpeg gif xmp zip
ack acknowledgements acks acrobat adobe afterword align alphabetic alt anchor and anim annotations
appendix apple are artifex ascender aside audiobook author back backlink backmatter bag begin biblio
biblioentry bibliographic bitmaps bkm blockquote bodymatter bold book brandbaseurl build bull cairo
cairographics calcext calibre calibri callouts canva capital cctemplate cell centered chap chapter
chapterlist chapters chartooo checkbox checkmark chpg chrome chromium cid cidinit citation cjk classes
classic clearfix cmap cms cnvcxnsppr cnvgraphicframepr cnvgrpsppr cnvpicpr cnvpr cnvsppr codehilite
colgroup collapsed colophon columns com compact company conclusion condition conformance contentsheading
copyright cover coverpage createdate creator creatortool csl css css3t ctl dc dcterms debug decoration
dedication defines definition deflist deja descender dfn display displaymath distiller div doc
documentfoundation documentid docx dom dompdf dotm dotted dotx drawooo dropcap dt ebook editor elements
em emphasis end enumerated epigraph epilogue epub errata error even excerpt experimental extensions
extlink facebook field figcaption figure filelist firefox firstpara fixed flex flow fn fnref fontawesome
footnoteback footnotes for foreword formx foxit fpdf framework from frontcover frontmatter full fullpage
gallery generator ghostscript glossary google gpl gray grddl grid half halftitle halftitlepage hanging
hdr head headings headless hewlett history href html http https hyphenate ibooks icc icon id identifier
identity idpf iec illustrator img impress imprint inc inch incorporated indent indesign index info
inkscape inline inlinemath instanceid internet intro introduction isbn item itemid itemref itext itunes
javascript jump jurisdictions keep kindle kingsoft kobo landmarks lang large larger last layout lcms
lead leaders letter li library libreoffice line linear lineblock linenumbers lining listitem little
loext loi lot luatex mac macos main manifest markdown marker masthead math mathml media meta metadata
metadatadate mimetype modifydate mozilla mso multicol mupdf nativedigest nav navbar navdoc navigation
navigator navlabel navlist navmap navpoint ncx ncxtoc nested nitro nobreak noindent nonumber normal note
noteref notes nowrap nums nvcxnsppr nvgraphicframepr nvgrpsppr nvidia nvpicpr nvsppr oasis odd odp odt
officeooo ol olink onrequest ooo oooc ooow opds opendocument openoffice opf ops optimizelegibility
ordered orig package packard pagebreak pagelist pagestyle palette pandoc para paragraphs parsetype parts
pdf pdfa pdfaid pdfcontext pdflib pdftex pdfuaid photoshop plain playorder poem portrait postscript
preamble preface preformatted presentation procset producer profile prologue psmt publication publisher
pullquote pymupdf pypdf qna qpdf quartz quotation quotes rdf reader readium ref reference references
refines registry renderer rendering rendition repeat reportlab resource rev rgb rights role rpt rtl ruby
safari scheme scribus script sect section sectionend sections see sender seq series seriespage serif
shared sidebar sidenote sigil signature simplenav singlecol skia smallcaps sob soc sod soe software sog
soh source sourcecode span spine split srgb std stdcode stevt stref strikeout strong styles stylesheet
sub subchapter subsection subtitle sup superscript svg systems tableooo tabulator task tbody tcpdf td
tdoc teletype tex texlive text tfoot th the thead threecol tinysrgb title titlepage toc toctitle todo
toggle toolkit tr twocol txt type typewriter ucs ul unindent unlisted unnumbered unordered untitled
unvisited url used uuid valign verse version versionid video viewing viewport visited volume volumetitle
warning weasyprint webkit west western whitespace width windows with wkhtmltopdf wps wrapfirst writer
xap xapmm xetex xforms xhtml xml xmlns xmpmeta xmpmm xmptk xpacket xpgt xsd xsi year
"""
_KNOWN = KNOWN_WORDS | SCHEMA_WORDS | frozenset(_MORE.split())
_FORMS = re.compile(
    r"\s*|[-+]?(?:0|[1-9]\d{0,9}|0\d{1,7}|\d{0,6}\.\d{1,20})(?:%|pt|in|cm|mm|px|em)?"
    r"|#?[0-9A-Fa-f]{1,8}|[0-9A-Fa-f]{20}|[01]{12}|0x[0-9A-Fa-f]{1,8}"
    r"|\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?"
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?"
    r"|[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?"
    r"|_(?:Toc|Ref|Hlk|Hlt|Ref_|_RefHeading___(?:Toc)?|Heading)\d{1,10}(?:_\d{1,10})?"
    r"|_(?:heading=h\.)?(?:(?!\d{6})(?=[a-z]*\d)[a-z0-9]{6,14}|gjdgxs)|#?_x0000_[a-z]{1,2}\d{1,6}",
    re.ASCII,
)
"""A number, a length, a colour, eight digits drawn by chance, a key, a day, a language, a mark."""

_DRAWN = re.compile(
    r"(?<![0-9A-Fa-f])(?:[0-9A-F]{32,40}|[0-9a-f]{32,40}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})"
    r"(?![0-9A-Fa-f])|\bu(?=(?:\D*\d){2})(?=\w*[A-Z])[0-9A-Za-z]{20,23}\b"
)
"""A key inside a longer name, as of a picture in an ODT."""

_RUN = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_a-zA-Z]+")
_LONG_NUMBER = re.compile(
    # Eight digits in a row, or groups of them as a telephone number or a day of birth is written.
    r"\d{8}|(?<![\d.])\d{1,2}([./-])\d{1,2}\1(?:19|20|25)\d\d(?!\d)"
    r"|(?<![\d.,])(?:\+\d{1,3}|0\d{1,3})(?:[ ./-]\d{2,4}){2,4}(?!\d|\.\d)"
)
_MOST_LETTERS = 400
_NO_WORD, _MOST_PIECES = 2, 2
"""Letters that are none yet; more pieces of so few in a row spell one."""

_MOST_LOOSE = 3
"""Letters in all such pieces that stand without a number: more of them are a name, such as Su Su."""

_LOOSE = re.compile(r"(?<![^\W_])[^\W\d_]{1,2}(?![^\W_])")

_ESCAPED = re.compile(r"_([0-9a-f]{2})_")


STRINGS = frozenset(
    {
        "z3998: http://www.daisy.org/z3998/2012/vocab/structure/#",
        "/* This is the most compatible CSS, but it only allows two columns: */",
        "/* If you can rely on CSS3 support, use this instead: */",
        "/* Workaround for iBooks issue; see #6242 */",
        "Jump back to footnote 1 in the text",
    }
)
"""Of pandoc, EbookLib and Markdown."""


@lru_cache(maxsize=20_000)
def says_nothing(value: str) -> bool:
    """Tell whether a value has the form of what programs write by themselves, or holds their words alone."""
    if _FORMS.fullmatch(value) or value in KNOWN_FONTS or " ".join(value.split()) in STRINGS:
        return True
    # As OpenDocument writes a space in the name of a style.
    plain = _DRAWN.sub(" ", _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), value))
    is_short = len(plain) <= _MOST_LETTERS and _LONG_NUMBER.search(plain) is None
    loose = sum(len(one) for one in _LOOSE.findall(plain) if one.lower() not in _KNOWN)
    is_short = is_short and loose <= _MOST_LOOSE
    return is_short and all(_is_known_run(run) for run in _RUN.findall(plain))


def _is_known_run(run: str) -> bool:
    if run.lower() in _KNOWN:
        return True
    words = _WORD.findall(run)
    pieces = [word for word in words if len(word) <= _NO_WORD]
    is_each_known = all(one.lower() in _KNOWN or (len(one) <= _NO_WORD and one.isascii()) for one in words)
    return is_each_known and len(pieces) <= _MOST_PIECES


_PROGRAM = re.compile(
    r"(?:generated (?:by|using) )?(?:pandoc|calibre|Microsoft (?:Office |Macintosh )?(?:Word|PowerPoint)"
    r"|LibreOffice|OpenOffice|Sigil|Adobe InDesign|Google(?: Docs)?|Pages|Cocoa HTML Writer|Ebook-?lib"
    r"|eXeLearning|python-docx|python-pptx|ODFPY)(?: version)?[ (/]*[\d.]{0,12}[)]?"
    r"(?: \((?:Linux|Windows|MacOSX?|Mac)\)| \[https://calibre-ebook\.com\])?",
    re.IGNORECASE,
)


def is_program(value: str) -> bool:
    """Tell whether a value is the name and version of a program that writes documents, and nothing more."""
    return _PROGRAM.fullmatch(value) is not None
