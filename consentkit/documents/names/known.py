"""Words that programs write by themselves where something has a name: of styles, classes, fonts, members.

Runs only in the document reader's process. Read off what pandoc, calibre, Sigil, LibreOffice, Word, Google
Docs, Pages, InDesign, odfpy and EbookLib write.
"""

import re
from functools import lru_cache

from consentkit.documents.names.schema_words import SCHEMA_WORDS
from consentkit.documents.office_words import KNOWN_FONTS, KNOWN_WORDS

_MORE = """
dotm dotx onrequest brandbaseurl palette soe soc soh sod sog sob itunes extensions
ack acknowledgements acks adobe afterword align alphabetic anchor and anim annotations appendix apple
are ascender aside audiobook author back backlink backmatter biblio biblioentry bibliographic bitmaps
bkm blockquote bodymatter bold book bull calcext calibre calibri callouts capital cctemplate cell
centered chap chapter chapterlist chapters chartooo checkbox checkmark chpg citation cjk classes classic
clearfix cnvcxnsppr cnvgraphicframepr cnvgrpsppr cnvpicpr cnvpr cnvsppr codehilite colgroup collapsed
colophon columns com compact conclusion contentsheading copyright cover coverpage creator csl css css3t
ctl dc dcterms debug decoration dedication defines definition deflist descender dfn display displaymath
div doc documentfoundation docx dom dotted drawooo dropcap dt ebook editor elements em emphasis
enumerated epigraph epilogue epub errata error even excerpt experimental extlink field figcaption figure
filelist firstpara fixed flex flow fn fnref fontawesome footnoteback footnotes for foreword formx from
frontcover frontmatter full fullpage gallery generator glossary grddl grid half halftitle halftitlepage
hanging hdr head headings href html http https hyphenate ibooks icon id identifier idpf img impress
imprint indent index info inline inlinemath internet intro introduction isbn item itemid itemref
javascript jump keep kindle kobo landmarks lang large larger last layout lead leaders letter li
libreoffice line linear lineblock linenumbers lining listitem loext loi lot main manifest markdown
marker masthead math mathml media meta metadata mimetype mso multicol nav navbar navdoc navigation
navigator navlabel navlist navmap navpoint ncx ncxtoc nested nobreak noindent nonumber normal note
noteref notes nowrap nums nvcxnsppr nvgraphicframepr nvgrpsppr nvpicpr nvsppr oasis odd odp odt
officeooo ol olink ooo oooc ooow opds opendocument openoffice opf ops optimizelegibility ordered orig
package pagebreak pagelist pagestyle pandoc para paragraphs parts plain playorder poem portrait preamble
preface preformatted presentation prologue publication publisher pullquote qna quotation quotes rdf
reader readium ref references refines rendering rendition repeat rights role rpt rtl ruby scheme script
sect section sectionend sections see sender series seriespage serif shared sidebar sidenote sigil
signature simplenav singlecol smallcaps source sourcecode span spine split std stdcode strikeout strong
styles stylesheet sub subchapter subsection subtitle sup superscript svg tableooo tabulator task tbody
td tdoc teletype text tfoot th the thead threecol title titlepage toc toctitle todo toggle tr twocol txt
type typewriter ul unindent unlisted unnumbered unordered unvisited url used uuid valign verse version
video viewport visited volume volumetitle warning west western whitespace width with wrapfirst writer
xforms xhtml xml xmlns xpgt xsd xsi year
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
_LONG_NUMBER = re.compile(r"\d{8}")
_MOST_LETTERS = 400
_NO_WORD, _MOST_PIECES = 2, 2
"""Letters that are none yet; more pieces of so few in a row spell one."""

_ESCAPED = re.compile(r"_([0-9a-f]{2})_")


_STRINGS = frozenset(
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
    if _FORMS.fullmatch(value) or value in KNOWN_FONTS or " ".join(value.split()) in _STRINGS:
        return True
    # As OpenDocument writes a space in the name of a style.
    plain = _DRAWN.sub(" ", _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), value))
    is_short = len(plain) <= _MOST_LETTERS and _LONG_NUMBER.search(plain) is None
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
