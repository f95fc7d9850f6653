"""Words that a reader of the page does not see: which kinds of them stand in a text or an XML member.

Runs only in the document reader's process. A person has to look at each kind; no program reads them.
"""

import html
import re
from collections.abc import Iterator

from consentkit.documents.css_words import hidden_in_style
from consentkit.documents.html_words import hidden_in_html
from consentkit.documents.names.addresses import is_plain_address
from consentkit.documents.names.known import says_nothing
from consentkit.documents.names.shown import shown_words
from consentkit.documents.names.told import Name, Told, as_name, as_typed
from consentkit.documents.names.typed import is_untyped
from consentkit.documents.plain.markup_words import hidden_in_markup
from consentkit.documents.plain.unseen_letters import has_unseen_letters
from consentkit.documents.plain_properties import has_attributes, typed_in
from consentkit.documents.rtf_words import hidden_in_rtf
from consentkit.documents.texts import is_page
from consentkit.documents.xml_words import hidden_in_xml
from consentkit.domain.words.drafts import DraftFormat, Holds

_P = rb"<(?:[\w.-]+:)?"
_IN_OFFICE = (
    (Holds.TRACKED_CHANGES, _P + rb"(?:del|ins|moveFrom|moveTo|delText|delInstrText|rPrChange|pPrChange"
                            rb"|sectPrChange|tblPrChange|numberingChange|cellIns|cellDel|cellMerge)[\s/>]"),
    (Holds.HIDDEN_WORDS, _P + rb"(?:vanish|specVanish)(?:\s*/?>|\s+[^>]*val=[\"'](?:1|true|on)[\"'])"),
    (Holds.HIDDEN_WORDS, _P + rb"color\s[^>]*val=[\"']#?[Ff]{6}[\"']"),
    (Holds.HIDDEN_WORDS, _P + rb"sz\s[^>]*val=[\"'][0-4][\"']"),
    (Holds.HIDDEN_SLIDE, _P + rb"sld\s[^>]*\bshow=[\"'](?:0|false)[\"']"),
    (Holds.PROPERTIES, _P + rb"(?:docVar|docVars)\s"),
    (Holds.ELSEWHERE, rb"INCLUDE(?:PICTURE|TEXT)\b"),
)  # fmt: skip
_IN_OPEN_DOCUMENT = (
    # It leads out of the archive, to a file that lies beside it.
    (Holds.ELSEWHERE, rb"xlink:href=[\"']\.\./"),
    (Holds.COMMENTS, _P + rb"annotation[\s>]"),
    (Holds.TRACKED_CHANGES, _P + rb"(?:tracked-changes|changed-region)[\s>]"),
    (Holds.HIDDEN_WORDS, _P + rb"(?:hidden-text|hidden-paragraph|variable-set|variable-decl)[\s>]"),
    (Holds.HIDDEN_WORDS, rb"(?:text|table|style):display=[\"'](?:none|true|condition)[\"']"),
    (Holds.HIDDEN_WORDS, rb"fo:color=[\"']#[Ff]{6}[\"']"),
    (Holds.UNKNOWN, rb"<office:binary-data[^>]*>[^<]*[^<\s]"),
    (Holds.HIDDEN_SLIDE, rb"presentation:visibility=[\"']hidden[\"']"),
    (
        Holds.NOTES,
        rb"<office:document-content\b.*<presentation:notes[\s>](?:(?!</presentation:notes>).)*"
        rb"<text:(?:p|span)[^>]*>[^<\s]",
    ),
)
_IN_HTML = (
    (Holds.COMMENTS, rb"<!--(?!\s*\[if)\s*(?!-->)[^\s>]"),
    (Holds.HIDDEN_WORDS, rb"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"),
    (Holds.HIDDEN_WORDS, rb"font-size\s*:\s*0(?![\d.]*[1-9])"),
    (Holds.HIDDEN_WORDS, rb"opacity\s*:\s*0(?:\.0*)?\s*[;\"'}]|text-indent\s*:\s*-\d{3}"),
    (Holds.HIDDEN_WORDS, rb"(?<![-\w])color\s*:\s*(?:white|transparent|#f{3}\b|#f{6})"),
    (Holds.HIDDEN_WORDS, rb"<(?!nav\b)(?:[a-z][\w-]*)\s(?:[^>\"']|\"[^\"]*\"|'[^']*')*?\bhidden(?=[\s=>/])"),
    (Holds.HIDDEN_WORDS, rb"<(?:template|noscript|script|object|details|dialog|datalist|option|input"
                         rb"|textarea)[\s>]"),
)  # fmt: skip
_IN_TEXT = (
    (Holds.PROPERTIES, rb"\A\s*(?:---|\+\+\+)\s*\n(?:[^\n]*\n){0,200}?(?:---|\+\+\+|\.\.\.)\s*\n"),
    (Holds.COMMENTS, rb"(?m)^\s{0,3}\[[^\]\n]{1,40}\]:\s*(?:#|<>)\s*[(\"']"),
    # A title is shown to who rests on the link; a name of a link that no link uses is never shown.
    (Holds.HIDDEN_WORDS, rb"(?m)^\s{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+[ \t]+[(\"']"),
    (Holds.HIDDEN_WORDS, rb"\]\([^)\s]+\s+[\"'(]"),
    (Holds.COMMENTS, rb"%%[^%]{2,}%%"),
    (Holds.HIDDEN_WORDS, rb"\\[hv]?phantom\b|\\iffalse\b|\\(?:text)?color\{white\}|\\begin\{comment\}"),
    # Of reStructuredText, AsciiDoc, Org and LaTeX.
    (Holds.COMMENTS, rb"(?m)^\.\.[ \t]+(?![\w-]+::|\[|_|\|)\w|^//(?!/)[ \t]*\w|^#[ \t]+-\*-"),
    (Holds.COMMENTS, rb"\A(?=.*\\(?:documentclass|begin|section)\b).*?(?:\A|\n)[ \t]*%+[ \t]*\w"),
    (
        Holds.PROPERTIES,
        rb"(?m)^#\+(?!BEGIN|END|TITLE|begin|end|title)[A-Za-z_]+:[ \t]*\w|^:[A-Za-z][\w -]{0,30}:[ \t]+\w",
    ),
)
_IN_RTF = (
    (Holds.PROPERTIES, rb"\{\\info\b(?:[^{}]|\{[^{}]*\})*\{\\(?:title|author|operator|company|manager|subject"
                       rb"|keywords|doccomm|category|comment|hlinkbase)\s*[^}\s]"),
    (Holds.PROPERTIES, rb"\\\*\\(?:userprops|docvar)\b\s*[^}\s]"),
    (Holds.COMMENTS, rb"\\\*?\\?(?:annotation|atnauthor|atnid)\b"),
    (Holds.TRACKED_CHANGES, rb"\\(?:deleted|revised|revauth\d|revauthdel)|\\\*\\revtbl\b"),
    (Holds.HIDDEN_WORDS, rb"\\v(?![a-z0])|\\fs[0-4](?!\d)"),
    # Entries of an index or a list of contents; a picture for older programs that is none.
    (Holds.HIDDEN_WORDS, rb"\{\s*\\(?:xe|tc|tcn)\b[^}]*\w|\{\s*\\nonshppict(?!\s*\{?\s*\\pict)\s*[^\s}]"),
)  # fmt: skip
_STYLES = re.compile(r"word/styles\w*\.xml$")
_TABLE_STYLE = re.compile(rb"<w:style\s[^>]*w:type=[\"']table[\"'].*?</w:style>", re.DOTALL)
_TABLE_PART = re.compile(rb"<w:tblStylePr\s[^>]*(?<!/)>.*?</w:tblStylePr>", re.DOTALL)
_DARK_GROUND = re.compile(rb"<w:shd\s[^>]*w:fill=[\"'](?![A-Fa-f]{6}|auto)[\w]{6}[\"']")
_WORDS = re.compile(rb">[^<]*[^\s<][^<]*<")

_BETWEEN_TAGS = re.compile(rb"(?:<([\w:.-]+)[^<>]*|/|\?)?>([^<]+)<")
_TITLES = frozenset({b"vt:lpstr"})
_IN_TAGS = re.compile(rb"=\s*[\"']([^\"'<>]+)[\"']")

_LINKS = re.compile(r"\]\(\s*<?([^)\s>]+)|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?([^\s>]+)", re.MULTILINE)
_CALLED = re.compile(
    r"!\[([^\]\n]+)\]|\{((?:[#.]|[\w-]+=)[^{}\n]{0,200})\}|^[ ]{0,3}(?:```+|~~~+)[ \t]*([^\s`]+[^\n`]*)",
    re.MULTILINE,
)
_DEFINED = re.compile(r"^[ ]{0,3}\[([^\]\n]+)\]:", re.MULTILINE)

_Patterns = tuple[tuple[Holds, bytes], ...]


def _compiled(patterns: _Patterns) -> tuple[tuple[Holds, re.Pattern[bytes]], ...]:
    return tuple((holds, re.compile(one, re.IGNORECASE | re.DOTALL)) for holds, one in patterns)


_PATTERNS = {
    DraftFormat.DOCX: _compiled(_IN_OFFICE),
    DraftFormat.PPTX: _compiled(_IN_OFFICE),
    DraftFormat.OPEN_DOCUMENT: _compiled(_IN_OPEN_DOCUMENT),
    DraftFormat.EPUB: _compiled(_IN_HTML),
}
_HTML, _TEXT, _RTF = _compiled(_IN_HTML), _compiled(_IN_TEXT), _compiled(_IN_RTF)

# Members by what they hold: a part of each kind is a person's to look at as soon as it has words.
_MEMBERS = (
    (Holds.COMMENTS, re.compile(r"(?:word|ppt)/(?:comments|threadedComments|people|commentAuth|auth)")),
    (Holds.NOTES, re.compile(r"ppt/notesSlides/notesSlide\d+\.xml$")),
    (Holds.PROPERTIES, re.compile(r"docProps/|meta\.xml$|customXml/|word/glossary/|ppt/tags/|docMetadata/")),
)  # fmt: skip
_NEEDED = {
    DraftFormat.DOCX: re.compile(
        r"\[Content_Types\]\.xml$|.*\.rels$|word/(?:document\d*|styles\w*|settings|fontTable|webSettings|numbering"
        r"|header\d*|footer\d*|footnotes|endnotes)\.xml$|word/(?:theme|charts|diagrams|drawings|fonts|media|ink)/"
    ),
    DraftFormat.PPTX: re.compile(
        r"\[Content_Types\]\.xml$|.*\.rels$|ppt/(?:presentation|presProps|viewProps|tableStyles)\.xml$"
        r"|ppt/(?:theme|slides|slideMasters|slideLayouts|notesMasters|handoutMasters|charts|diagrams|drawings"
        r"|media|fonts|ink)/"
    ),
    DraftFormat.OPEN_DOCUMENT: re.compile(
        r"mimetype$|(?:Object \d+/)?(?:content|styles|settings)\.xml$|META-INF/manifest\.xml$|manifest\.rdf$"
        r"|layout-cache$"
    ),
    DraftFormat.EPUB: re.compile(
        r"mimetype$|META-INF/(?:container|encryption|com\.apple\S*)\.xml$|.*\.(?:css|ncx|opf)$"
    ),
}  # fmt: skip
# Members in which programs write names and numbers only, in attributes: no words stand between their tags.
_WORDLESS = re.compile(
    r"\[Content_Types\]\.xml$|.*\.rels$|word/(?:styles\w*|settings|fontTable|webSettings|numbering)\.xml$"
    r"|(?:word|ppt)/theme/|ppt/(?:presProps|viewProps|tableStyles)\.xml$"
)
# A remark of whoever wrote the XML: no program writes one, and none shows it.
_REMARK = re.compile(rb"<!--\s*[^\s-]")
_OFFICE_KINDS = frozenset({DraftFormat.DOCX, DraftFormat.PPTX, DraftFormat.OPEN_DOCUMENT})
# A chart is looked at as one, with its words.
_PAGES = (".xhtml", ".html", ".htm")
_IS_READ = re.compile(r"(?:word|ppt)/(?!charts/chart).*\.(?:xml|vml)$|\[Content_Types\]\.xml$|.*\.rels$")
_IS_OPEN = re.compile(r".*\.(?:xml|rdf)$(?<!meta\.xml)")
_OUTSIDE_LINK = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
_TARGET = re.compile(rb"Target\s*=\s*[\"']([^\"']*)[\"']")
_SHOWN_FROM_OUTSIDE = re.compile(rb"/(?:image|video|audio|media|oleObject|package|frame)[\"']")
"""Told as what lies elsewhere: see `texts`."""


def hidden_in_member(kind: DraftFormat, name: str, text: bytes, shown: frozenset[str]) -> Iterator[Told]:
    """Yield which kinds of unseen words a member of an archive has, and its names; `shown` are members that
    readers show.
    """
    yield from _of_name(kind, name, text, shown)
    if _STYLES.match(name):
        text = _TABLE_STYLE.sub(_without_heads, text)
    patterns = () if kind is DraftFormat.EPUB and not name.endswith(_PAGES) else _PATTERNS[kind]
    found: list[Told] = [holds for holds, pattern in patterns if pattern.search(text)]
    if kind in _OFFICE_KINDS and (_REMARK.search(text) or (_WORDLESS.match(name) and _WORDS.search(text))):
        found.append(Holds.HIDDEN_WORDS)
    if _is_read(kind, name):
        is_told = any(one.match(name) for _, one in _MEMBERS)
        # Of comments and notes a person looks at everything: who wrote them stands in no word of theirs.
        found += (one for one in hidden_in_xml(kind, text) if isinstance(one, Name) or not is_told)
    if name.endswith(".rels"):
        found += _hidden_in_links(text)
    if kind is DraftFormat.EPUB:
        found += _hidden_in_book(name, text)
    if has_unseen_letters(text):
        found.append(Holds.HIDDEN_WORDS)
    yield from dict.fromkeys(found)


def _without_heads(style: re.Match[bytes]) -> bytes:
    """The heads of tables are white on a dark ground, and so are whole tables that have one."""
    return b"" if _DARK_GROUND.search(style.group()) else _TABLE_PART.sub(b"", style.group())


def _is_read(kind: DraftFormat, name: str) -> bool:
    """Tell whether a member is XML that says what is on the pages."""
    is_named = _IS_OPEN if kind is DraftFormat.OPEN_DOCUMENT else _IS_READ
    is_known = any(one.match(name) for holds, one in _MEMBERS if holds is Holds.PROPERTIES)
    return kind is not DraftFormat.EPUB and not is_known and is_named.match(name) is not None


def _hidden_in_links(text: bytes) -> Iterator[Told]:
    """Yield what addresses tell that nobody reads: a mail address, a file and whose folder it lies in."""
    for link in _OUTSIDE_LINK.findall(text):
        if _SHOWN_FROM_OUTSIDE.search(link):
            continue
        if re.search(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", link) is None:
            yield Holds.PROPERTIES
        for target in _TARGET.findall(link):
            address = html.unescape(target.decode("utf-8", "replace"))
            if not is_plain_address(address):
                yield as_name(address)


def _hidden_in_book(name: str, text: bytes) -> Iterator[Told]:
    """Read a chapter, a style sheet, or what a reader's program reads of a book beside its chapters."""
    words = text.decode("utf-8", "replace")
    if name.endswith(_PAGES):
        yield from hidden_in_html(words)
    elif name.endswith(".css"):
        yield from hidden_in_style(words)
    elif name.endswith((".opf", ".ncx", ".xml", ".smil", ".pls")):
        yield from hidden_in_xml(DraftFormat.EPUB, text)


def _of_name(kind: DraftFormat, name: str, text: bytes, shown: frozenset[str]) -> Iterator[Told]:
    holds = next((one for one, pattern in _MEMBERS if pattern.match(name)), None)
    if holds is Holds.PROPERTIES and not name.endswith(".rels"):
        yield from _properties(name, typed_in(text))
    elif holds is not None:
        if not name.endswith(".rels") and _WORDS.search(text):
            yield holds
    elif name not in shown and not _NEEDED[kind].match(name) and _WORDS.search(b">" + text + b"<"):
        yield Holds.HIDDEN_WORDS


def _properties(name: str, left: bytes) -> Iterator[Told]:
    """Yield what is left of a part of properties once all is gone that programs write by themselves."""
    said = [words.decode("utf-8", "replace") for tag, words in _BETWEEN_TAGS.findall(left) if words.strip()]
    titles = [
        words.decode("utf-8", "replace") for tag, words in _BETWEEN_TAGS.findall(left) if tag in _TITLES
    ]
    said = [one for one in said if not (is_untyped(one) or (one in titles and says_nothing(one)))]
    if has_attributes(name, left):
        inside = [one.decode("utf-8", "replace") for one in _IN_TAGS.findall(left)]
        inside = [one for one in inside if not says_nothing(one)]
        # What is known alone may not stand there.
        yield from () if inside or said else (Holds.PROPERTIES,)
        said += inside
    yield from (as_typed(html.unescape(one), Holds.PROPERTIES) for one in said)


def hidden_in_text(text: bytes) -> Iterator[Told]:
    """Yield which kinds of unseen words a file of text has: HTML, Markdown, RTF or plain."""
    is_rtf = text.lstrip().startswith(b"{\\rtf")
    patterns = _RTF if is_rtf else (*_HTML, *_TEXT)
    found: list[Told] = [holds for holds, pattern in patterns if pattern.search(text)]
    found += hidden_in_rtf(text) if is_rtf else hidden_in_html(text.decode("utf-8", "replace"))
    said = "" if is_rtf else text.decode("utf-8", "replace")
    found += _names_in_markup(said)
    if not is_rtf and not is_page(said):
        found += hidden_in_markup(text)
    if has_unseen_letters(text):
        found.append(Holds.HIDDEN_WORDS)
    yield from dict.fromkeys(found)


def shown_in_text(text: bytes) -> frozenset[str]:
    """Return the words that a text shows, without where its links lead and what it calls its parts."""
    if text.lstrip().startswith(b"{\\rtf"):
        return frozenset()
    plain = text.decode("utf-8", "replace")
    for pattern in (_CALLED, _LINKS, _DEFINED):
        plain = pattern.sub(" ", plain)
    return shown_words((plain.encode(),))


def _names_in_markup(text: str) -> Iterator[Told]:
    """Yield where links lead, and what a text in Markdown calls its parts."""
    for found in _LINKS.finditer(text):
        address = found.group(found.lastindex or 0)
        if not is_plain_address(address):
            yield as_name(address)
    for found in _CALLED.finditer(text):
        words = found.group(found.lastindex or 0)
        if not says_nothing(words):
            yield as_name(words)
    for label in _DEFINED.findall(text):
        if text.count(f"[{label}]") == 1:
            yield as_name(label)
