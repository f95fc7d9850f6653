"""Words in the layouts and masters of a PPTX that no slide shows: prompts in the places that slides fill.

Runs only in the document reader's process.
"""

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from consentkit.domain.words.drafts import Holds

_PROMPT = re.compile(
    r"[\W\d]{0,12}|‹\w{1,2}›"
    # Of PowerPoint and python-pptx in English, then as it is said elsewhere.
    r"|(?:Click to edit|Edit) Master (?:title|text|subtitle) styles?"
    r"|Click to edit the (?:title|outline) text format"
    r"|(?:Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth)(?: Outline)? [Ll]evel"
    r"|Click (?:the )?icon to add (?:picture|table|chart|clip art|SmartArt graphic|media|online image)"
    r"|Click to add (?:title|text|subtitle|notes|footer)|Drag picture to placeholder or click icon to add"
    r"|คลิกเพื่อแก้ไข(?:สไตล์)?(?:ของ)?(?:ลักษณะ)?(?:ชื่อเรื่อง|ชื่อเรื่องรอง|ข้อความ)(?:ของ)?ต้นแบบ|ระดับที่(?:สอง|สาม|สี่|ห้า)"
    r"|Bấm (?:&|để) (?:chỉnh )?sửa kiểu (?:tiêu đề|phụ đề|văn bản)(?: của)?(?: Bản (?:cái|chính))?"
    r"|Mức (?:hai|ba|bốn|năm)|(?:单击此处)?编辑母版(?:标题|文本|副标题)样式|第?[二三四五]级"
    r"|(?:按一下以|按一下)?編輯母片(?:標題|文字|副標題|子標題)樣式|第[二三四五]層"
    r"|(?:Modifiez|Cliquez pour modifier|Modifier) les? styles? (?:du titre|des sous-titres|du texte)"
    r"(?: du masque)?"
    r"|(?:Deux|Trois|Quatr|Cinqu)ième niveau|Master(?:titel|text|untertitel)format bearbeiten"
    r"|(?:Zweite|Dritte|Vierte|Fünfte) Ebene|(?:Segundo|Tercer|Cuarto|Quinto) nivel"
    r"|(?:Haga clic para modificar|Editar) (?:el estilo|los estilos) de (?:título|subtítulo|texto) del patrón"
    r"|マスター ?(?:タイトル|テキスト|サブタイトル)の書式設定|第 ?[2-5２-５] レベル"
)
_ON_SLIDES = re.compile(r"ppt/slides/slide\d+\.xml")
_LAYOUT = re.compile(r"ppt/(?:slideLayouts|slideMasters)/[^/]+\.xml")

Relations = Callable[[str], dict[str, str]]


def layouts_in_use(names: tuple[str, ...], relations: Relations) -> frozenset[str]:
    """Return the layouts that slides lead to, and the masters of those."""
    layouts = {target for name in names if _ON_SLIDES.fullmatch(name) for target in relations(name).values()}
    layouts = {one for one in layouts if _LAYOUT.fullmatch(one)}
    masters = {target for one in layouts for target in relations(one).values() if _LAYOUT.fullmatch(target)}
    return frozenset(layouts | masters)


def hidden_in_layout(name: str, text: bytes, in_use: frozenset[str]) -> Iterator[Holds]:
    """Yield hidden words where a layout has some that no slide shows; of other members nothing."""
    if _LAYOUT.fullmatch(name) is None:
        return
    shapes = (one for one in fromstring(text).iter() if one.tag.endswith(("}sp", "}graphicFrame")))
    unseen = (one for one in shapes if name not in in_use or _is_filled_by_slides(one))
    if any(_PROMPT.fullmatch(words) is None for one in unseen for words in _paragraphs(one)):
        yield Holds.HIDDEN_WORDS


def shown_in_layout(text: bytes) -> Iterator[str]:
    """Yield the words of a layout or a master that each of its slides shows."""
    shapes = (one for one in fromstring(text).iter() if one.tag.endswith(("}sp", "}graphicFrame")))
    for shape in shapes:
        if not _is_filled_by_slides(shape):
            yield from _paragraphs(shape)


def _is_filled_by_slides(shape: Element) -> bool:
    return any(one.tag.endswith("}ph") for one in shape.iter())


def _paragraphs(shape: Element) -> Iterator[str]:
    for paragraph in shape.iter():
        if paragraph.tag.endswith("/drawingml/2006/main}p"):
            yield "".join(one.text or "" for one in paragraph.iter() if one.tag.endswith("}t")).strip()
