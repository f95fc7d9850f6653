"""What is found in words, and what is not, in the languages that are read."""

import pytest

from consentkit.catalogue.words.gazetteers import load_towns
from consentkit.domain.words.findings import Severity, WordKind
from consentkit.domain.words.languages import Readable, readable
from consentkit.domain.words.looking import WordRules, look_for

K = WordKind
ISSUE = "Malis Sok, 9, from Wat Bo School in Siem Reap, tells her story. Call +855 12 345 678."

FOUND = [
    (
        ISSUE,
        [
            (K.NAME, "Malis Sok"), (K.EXACT_AGE, "9"), (K.INSTITUTION, "Wat Bo School"), (K.PLACE, "Siem Reap"),
            (K.PHONE, "+855 12 345 678"),
        ],
    ),
    ("Call 012 345 678 or write to dara (at) help (dot) org.", [(K.PHONE, "012 345 678"), (K.EMAIL, "dara (at) help (dot) org")]),
    ("See www.example.org/x, or @river_house.", [(K.LINK, "www.example.org/x"), (K.HANDLE, "@river_house")]),
    ("At 13.36179, 103.86056 or https://maps.app.goo.gl/abc.", [(K.COORDINATES, "13.36179, 103.86056"), (K.COORDINATES, "https://maps.app.goo.gl/abc")]),
    ("The car 2A-1234; passport N 1234567.", [(K.PLATE, "2A-1234"), (K.NUMBER_OF_PERSON, "N 1234567")]),
    ("On 4 May 2019, a 14-year-old came.", [(K.EXACT_DATE, "4 May 2019"), (K.EXACT_AGE, "14-year-old")]),
    # Digits of the script, a Buddhist year, no spaces between words.
    (
        "ด.ญ.มาลี ใจดี อายุ ๙ ปี เรียนที่โรงเรียนบ้านหนองแวง จังหวัดเชียงใหม่ โทร ๐๘๑-๒๓๔-๕๖๗๘ วันที่ ๓ พฤษภาคม ๒๕๖๓",
        [
            (K.NAME, "มาลี ใจดี"), (K.EXACT_AGE, "อายุ ๙ ปี"), (K.INSTITUTION, "โรงเรียนบ้านหนองแวง"), (K.PLACE, "เชียงใหม่"),
            (K.PHONE, "๐๘๑-๒๓๔-๕๖๗๘"), (K.EXACT_DATE, "วันที่ ๓ พฤษภาคม ๒๕๖๓"),
        ],
    ),
    (
        "ខ្ញុំឈ្មោះ ម៉ាលីស អាយុ ៩ ឆ្នាំ ទូរស័ព្ទ ០១២ ៣៤៥ ៦៧៨ ថ្ងៃទី ៣ ខែឧសភា ឆ្នាំ២០២០",
        [
            (K.NAME, "ម៉ាលីស"), (K.EXACT_AGE, "អាយុ ៩ ឆ្នាំ"), (K.PHONE, "០១២ ៣៤៥ ៦៧៨"),
            (K.EXACT_DATE, "ថ្ងៃទី ៣ ខែឧសភា ឆ្នាំ២០២០"),
        ],
    ),
    ("အသက် ၉ နှစ် ဖုန်း ၀၉ ၄၂၁ ၂၃၄ ၅၆၇ ရန်ကုန်", [(K.EXACT_AGE, "အသက် ၉ နှစ်"), (K.PHONE, "၀၉ ၄၂၁ ၂၃၄ ၅၆၇"), (K.PLACE, "ရန်ကုန်")]),
    ("ນາງ ມາລີ ອາຍຸ ໙ ປີ ຢູ່ບ້ານໂພນສະຫວັນ", [(K.NAME, "ມາລີ"), (K.EXACT_AGE, "ອາຍຸ ໙ ປີ"), (K.INSTITUTION, "ບ້ານໂພນສະຫວັນ")]),
    (
        "Em Nguyễn Thị Hằng, 14 tuổi, học Trường THCS Lê Lợi, Hà Nội, ngày 3 tháng 5 năm 2020.",
        [
            (K.NAME, "Nguyễn Thị Hằng"), (K.EXACT_AGE, "14 tuổi"), (K.INSTITUTION, "Trường THCS Lê Lợi"),
            (K.PLACE, "Hà Nội"), (K.EXACT_DATE, "ngày 3 tháng 5 năm 2020"),
        ],
    ),
    (
        "今年九岁，名叫王小丽，在昆明第二小学读书，电话13912345678。",
        [(K.EXACT_AGE, "九岁"), (K.NAME, "王小丽"), (K.INSTITUTION, "昆明第二小学"), (K.PHONE, "13912345678")],
    ),
    # A zero-width sign, a Cyrillic letter, words and numbers split over lines.
    (
        "Call +855 12\n345 6\u200b78, M\u0430lis Sok (9) from Siem Re-\nap",
        [(K.PHONE, "+855 12\n345 6\u200b78"), (K.NAME, "M\u0430lis Sok"), (K.EXACT_AGE, "9"), (K.PLACE, "Siem Re-\nap")],
    ),
    ("We met 214 people; he was convicted.", [(K.STATISTIC, "214 people"), (K.LEGAL_WORD, "convicted")]),
]  # fmt: skip

# Towns without the word for town that the list has; ages in words; accounts after a word of the language.
PLACED = {
    "ចេញពីបាត់ដំបងយប់នោះ": (K.PLACE, "បាត់ដំបង"),
    "ມາຈາກຫຼວງພະບາງຕອນເຊົ້າ": (K.PLACE, "ຫຼວງພະບາງ"),
    "မော်လမြိုင်မှာ နေတယ်": (K.PLACE, "မော်လမြိုင်"),
    "Ở Hoà Bình hai năm": (K.PLACE, "Hoà Bình"),
    "ลูกชายวัยแปดขวบวิ่งมา": (K.EXACT_AGE, "วัยแปดขวบ"),
    "ລູກອາຍຸສິບສີ່ປີ": (K.EXACT_AGE, "ອາຍຸສິບສີ່ປີ"),
    "កូនអាយុដប់បួនឆ្នាំ": (K.EXACT_AGE, "អាយុដប់បួនឆ្នាំ"),
    "သမီးက အသက် ဆယ့်လေး နှစ်": (K.EXACT_AGE, "အသက် ဆယ့်လေး နှစ်"),
    "Em mười bốn tuổi": (K.EXACT_AGE, "mười bốn tuổi"),
    "ไอดีไลน์คือ rimnam.9 ค่ะ": (K.HANDLE, "rimnam.9"),
    "微信号：hebian_9": (K.HANDLE, "hebian_9"),
    "QQ号是 48229711": (K.HANDLE, "48229711"),
    "昨天李大花阿姨来了": (K.NAME, "李大花"),
    "ເອື້ອຍວັນນາມາຫາ": (K.NAME, "ວັນນາມາຫາ"),
}
# The same letters as other words: a lawyer is no title, a school that opens has no name, and rain is no village.
NO_NAMES = """
ทนายขอเอกสาร
รายชื่อผู้เข้าอบรมอยู่ที่โต๊ะ
นางพยาบาลยิ้มให้
ชื่อไฟล์ไม่บอกอะไร
โรงเรียนเปิดเทอมแล้ว
ศาลตัดสินเมื่อวาน
สังคมช่วยกัน
วันจันทร์เราไปตลาด
ລາຍຊື່ຜູ້ໂດຍສານຍາວ
ໂຮງຮຽນເປີດແລ້ວ
ຕະຫຼາດເຕັມແຕ່ເຊົ້າ
ຢ່າຄຸກຄາມໃຜ
ບ້ານພັກມີຫ້ອງໃຫຍ່
ຢູ່ບ້ານດຽວກັນ
ศาลากลางน้ำสวยมาก
សាលារៀនបើកហើយ
ផ្សារពេញមនុស្ស
ក្មេងស្រីដទៃទៀត
ឈ្មោះឯកសារ
ဦးလေးက ပြန်လာတယ်
ဦးထုပ်ဆောင်းတယ်
မိုးရွာနေတယ်
သုံးခွင့်မရှိဘူး
Tháng Tám nóng
Thứ Bảy nghỉ
Tết Trung Thu vui
Người Thái Lan và Miến Điện
Không ai biết
Gia đình em
Room 12 was cold
姓名或代码
旁边的医院
全村的人
重新安排
"""

INNOCENT = (
    "May came home in April. The Red Cross and the Human Rights Council help. Mark my words, hope remains. "
    "I am reading. The price is $1,200.50 in 2019-2024. Nice to see you at the market; the school was far. "
    "เธอไปโรงเรียนทุกวัน ทำงานมา 3 ปี พี่น้องช่วยกัน. Chị ấy làm việc ở chợ. 她叫我去学校。"
)


@pytest.fixture(scope="module")
def rules():
    return WordRules(load_towns())


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=range(len(FOUND)))
def test_what_leads_to_somebody_is_found_where_it_stands(rules, text, expected):
    assert [(one.kind, text[one.start : one.end]) for one in look_for(text, rules)] == expected


def test_words_that_only_look_so_are_not_found(rules):
    found = [one for one in look_for(INNOCENT, rules) if one.severity is not Severity.TO_BE_WEIGHED]
    assert found == []


def test_towns_ages_and_accounts_are_found_as_each_language_writes_them(rules):
    found = {
        text: [(one.kind, text[one.start : one.end]) for one in look_for(text, rules)] for text in PLACED
    }
    assert found == {text: [expected] for text, expected in PLACED.items()}


def test_the_same_letters_as_other_words_are_no_names_and_places(rules):
    found = {text: look_for(text, rules) for text in NO_NAMES.strip().splitlines()}
    waits = {
        text: [text[one.start : one.end] for one in hits if one.severity is not Severity.TO_BE_WEIGHED]
        for text, hits in found.items()
    }
    assert {text: hits for text, hits in waits.items() if hits} == {}


def test_a_wording_is_known_again_however_it_is_typed(rules):
    (plain,) = look_for("Call +855 12 345 678", rules)
    (split,) = look_for("Call +855 \u0e51\u0e52 345\n678", rules)
    (other,) = look_for("Call +855 12 345 679", rules)
    assert plain.key == split.key
    assert plain.key != other.key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The children of the village go to school and they are happy with it in the end", Readable.YES),
        ("Les enfants du village vont dans une école et ils sont heureux avec leur famille", Readable.OTHER_LANGUAGE),
        ("Anak-anak di kampung itu pergi ke sekolah dan mereka tidak akan pulang dengan orang", Readable.OTHER_LANGUAGE),
        ("Дети деревни ходят в школу", Readable.OTHER_LANGUAGE),
        ("गाँव के बच्चे स्कूल जाते हैं", Readable.OTHER_LANGUAGE),
        ("\u1031\u1019\u103c\u1031", Readable.OTHER_FONT),
        ("", Readable.NO_WORDS),
        ("เด็กไปโรงเรียน และ children go", Readable.YES),
    ],
)  # fmt: skip
def test_what_no_program_here_reads_is_never_nothing_found(text, expected):
    assert readable(text) is expected
