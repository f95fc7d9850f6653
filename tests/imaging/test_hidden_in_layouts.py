"""Words in the layouts and masters of a PPTX that no slide shows."""

import pytest
from making_documents import pptx

from consentkit.documents.service import look_into
from consentkit.domain.words.drafts import Holds
from consentkit.imaging.opening.decoding import prepare

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
PICTURE = b"\x89PNG"


@pytest.fixture(scope="module", autouse=True)
def _prepared():
    prepare()


def _relations(*targets):
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{listed}</Relationships>'


def told(words, place="", layout="slideLayout1"):
    """What is told of a slide whose layout has a shape with words, in a place that slides fill or in none."""
    shape = (
        f"<p:sp><p:nvSpPr><p:nvPr>{place}</p:nvPr></p:nvSpPr><a:p><a:r><a:t>{words}</a:t></a:r></a:p></p:sp>"
    )
    members = {
        "ppt/slides/slide1.xml": f"<p:sld {_SPACES}/>",
        "ppt/slides/_rels/slide1.xml.rels": _relations(("slideLayout", "../slideLayouts/slideLayout1.xml")),
        f"ppt/slideLayouts/{layout}.xml": f"<p:sldLayout {_SPACES}>{shape}</p:sldLayout>",
        "ppt/_rels/presentation.xml.rels": _relations(
            ("slide", "slides/slide1.xml"), ("slideLayout", f"slideLayouts/{layout}.xml")
        ),
    }
    parts = look_into(pptx([PICTURE], **members)).parts
    return Holds.HIDDEN_WORDS in {part.holds for part in parts}


PLACE = '<p:ph type="body"/>'


@pytest.mark.parametrize("prompt", ["Write here what Sokha said", "Sokha", "អ្នកស្រី សុខា"])
def test_a_prompt_of_ones_own_is_told(prompt):
    assert told(prompt, PLACE)


@pytest.mark.parametrize(
    "prompt",
    [
        "Click to edit Master title style",
        "Second level",
        "คลิกเพื่อแก้ไขสไตล์ชื่อเรื่องต้นแบบ",
        "ระดับที่ห้า",
        "Bấm để chỉnh sửa kiểu tiêu đề của Bản cái",
        "单击此处编辑母版文本样式",
        "‹#›",
        "30/11/2026",
        "",
    ],
)
def test_a_prompt_of_the_program_asks_for_no_look(prompt):
    assert not told(prompt, PLACE)


def test_words_that_a_layout_shows_on_its_slides_ask_for_no_look():
    assert not told("Weaving school")


def test_words_of_a_layout_that_no_slide_uses_are_told():
    assert told("Weaving school", layout="slideLayout2")
    assert not told("Second level", PLACE, layout="slideLayout2")
