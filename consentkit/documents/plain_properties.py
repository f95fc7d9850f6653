"""Parts of a document that programs write by themselves: what may stand there, exactly. All else is told.

Runs only in the document reader's process. Read off what Word, LibreOffice, Google Docs and python-docx write
for a file in which nobody typed a property.
"""

import re

_DAY = rb"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?)?"
_NUMBER = rb"\d{0,10}"
_YES_NO = rb"true|false"
_LENGTH = rb"P(?:\d+[DT])?T?(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?"
_PROGRAM = (
    rb"Microsoft (?:Office |Macintosh )?(?:Word|PowerPoint)(?: \d{4})?"
    rb"|(?:LibreOffice|OpenOffice)/[\w.$-]{1,40} (?:LibreOffice|OpenOffice)_project/[\w.$-]{1,60}"
)
_VALUES = {
    rb"created|modified|lastPrinted|creation-date|print-date|date": _DAY,
    rb"revision|editing-cycles|Pages|Words|Characters|CharactersWithSpaces|Lines|Paragraphs|Slides|Notes"
    rb"|HiddenSlides|MMClips|TotalTime|DocSecurity": _NUMBER,
    rb"ScaleCrop|LinksUpToDate|SharedDoc|HyperlinksChanged": _YES_NO,
    rb"editing-duration": _LENGTH,
    rb"AppVersion": rb"\d{1,3}\.\d{1,6}",
    rb"Application|generator": _PROGRAM,
    rb"Template": rb"Normal(?:\.dot[mx]?)?",
    rb"PresentationFormat": rb"(?:On-screen Show \(\d{1,2}:\d{1,2}\)|Widescreen|Custom)",
    rb"language": rb"[a-z]{2,3}(?:-[A-Za-z]{2,4}){0,2}",
    rb"identifier": rb"(?:urn:uuid:|urn:isbn:|isbn:)?[0-9A-Fa-fXx-]{8,45}",
}
# Only what types a day, or names itself for another place in the file, stands beside the value.
_BESIDE = rb"(?:\s+(?:xsi:type=\"dcterms:W3CDTF\"|id=\"[\w.-]{1,40}\"|opf:scheme=\"\w{1,12}\"))*"
_PLAIN = tuple(
    re.compile(
        rb"<((?:[\w.-]{1,20}:)?(?:" + names + rb"))" + _BESIDE + rb"\s*>\s*(?:" + value + rb")\s*</\1\s*>"
    )
    for names, value in _VALUES.items()
)
# "Title", in the languages of Word; how many titles there are, and that they are empty.
_TITLE = "|".join(
    (
        "Title", "Titre", "Titel", "Título", "Titolo", "Tytuł", "Rubrik", "Tittel", "Otsikko", "Název",
        "Názov", "Cím", "Titlu", "Naslov", "Заголовок", "Название", "Назва", "Τίτλος", "Başlık", "العنوان",
        "عنوان", "כותרת", "शीर्षक", "শিরোনাম", "தலைப்பு", "ชื่อเรื่อง", "ຫົວຂໍ້", "ចំណងជើង", "ခေါင်းစဉ်", "Tiêu đề",
        "Judul", "Tajuk", "标题", "標題", "タイトル", "제목", "මාතෘකාව",
    )
).encode()  # fmt: skip
_V = rb"<vt:variant>\s*"
_HEADINGS = re.compile(
    rb"<HeadingPairs>\s*<vt:vector\s+size=\"2\"\s+baseType=\"variant\">\s*"
    + _V + rb"<vt:lpstr>(?:" + _TITLE + rb")</vt:lpstr>\s*</vt:variant>\s*"
    + _V + rb"<vt:i4>\d{1,3}</vt:i4>\s*</vt:variant>\s*</vt:vector>\s*</HeadingPairs>"
)  # fmt: skip
_STYLE = (
    rb"(?:APA|MLA|CHICAGO|ISO690|ISO 690|TURABIAN|GB|GB7714|GOST|IEEE|SIST02|HARVARD|HARVARD - ANGLIA"
    rb"|(?:APASixthEdition|MLASeventhEdition|IEEE2006|HarvardAnglia2008)OfficeOnline)"
)
_SCHEMA = rb"http://(?:schemas\.(?:openxmlformats\.org|microsoft\.com)|purl\.org)/[\w./-]{1,90}"
_ATTRIBUTES = tuple(
    re.compile(rb"\s" + one, re.IGNORECASE)
    for one in (
        rb"size=\"\d{1,3}\"",
        rb"baseType=\"(?:lpstr|variant)\"",
        rb"office:version=\"\d\.\d\"",
        rb"ds:itemID=\"\{[0-9A-F-]{36}\}\"",
        rb"ds:uri=\"" + _SCHEMA + rb"\"",
        rb"SelectedStyle=\"[\\/]?" + _STYLE + rb"?(?:\.XSL)?\"",
        rb"StyleName=\"" + _STYLE + rb"?\*?\"",
        rb"Version=\"\d{0,2}\"",
    )
)
_ITEM = re.compile(r"customXml/")
_ITEM_TAGS = re.compile(rb"</?(?:b:Sources|Sources|ds:(?:datastoreItem|schemaRefs?))\s*/?>")
_STATISTIC = re.compile(rb"<meta:document-statistic(?:\s+meta:[a-z-]{1,40}=\"\d{1,10}\")*\s*/>")
_SPACES = re.compile(
    rb"\sxmlns(?::[\w.-]{1,20})?=\"(?:https?://[\w.-]*(?:openxmlformats\.org|purl\.org|w3\.org|microsoft\.com|sun\.com"
    rb"|openoffice\.org|oasis-open\.org|libreoffice\.org|documentfoundation\.org|idpf\.org)[\w./#-]*"
    rb"|urn:oasis:names:tc:opendocument:[\w:.-]+|urn:org:documentfoundation:[\w:.-]+)\"",
    re.IGNORECASE,
)


_DECLARATION = re.compile(
    rb"\A\s*<\?xml\s+version=[\"']1\.\d[\"'](?:\s+encoding=[\"'][\w-]{1,20}[\"'])?"
    rb"(?:\s+standalone=[\"'](?:yes|no)[\"'])?\s*\?>"
)
_ATTRIBUTE = re.compile(rb"<[^<>]*=\s*[\"'][^\"'<>]*[^\s\"'<>]")


def typed_in(text: bytes) -> bytes:
    """Return what is left of a part of properties once all is gone that programs write by themselves."""
    left = _HEADINGS.sub(b"", text)
    for pattern in _PLAIN:
        left = pattern.sub(b"", left)
    return left


def has_attributes(name: str, left: bytes) -> bool:
    """Tell whether something stands in the tags of what is left that no program writes by itself."""
    for plain in (_DECLARATION, _SPACES, _STATISTIC, *_ATTRIBUTES):
        left = plain.sub(b"", left)
    if _ITEM.match(name):
        # Any program may keep what it likes there: only the list of sources that Word makes is known.
        left = _ITEM_TAGS.sub(b"", left)
        return bool(left.strip())
    return _ATTRIBUTE.search(left) is not None
