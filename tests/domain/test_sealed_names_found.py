"""Sealed names are found in words however they are spelled, split and hidden, in seven languages."""

import pytest

from consentkit.domain.names.keys import keys_of
from consentkit.domain.names.matching import Match, SealedNames
from consentkit.domain.people import Identity
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.folding import fold
from consentkit.domain.words.looking import WordRules, look_for

CODE, OTHER = "C-7K3Q-X9MN", "C-2M4N-88TY"


def sealed_names(**people):
    """How names are found, with the keys themselves instead of slow digests of them."""
    known = {}
    for code, identity in people.items():
        for one in keys_of(identity, WordRules()):
            known.setdefault(one.key, {}).setdefault(code.replace("_", "-"), one.part)
    told = {key: tuple(Match(code, part) for code, part in whose.items()) for key, whose in known.items()}
    return SealedNames(lambda keys: {key: told[key] for key in keys if key in told}, state="some")


def found(words, *identities):
    people = dict(zip((CODE.replace("-", "_"), OTHER.replace("-", "_")), identities, strict=False))
    names = sealed_names(**people)
    rules = WordRules(sealed=lambda said: iter(names.found_in(said).hits))
    return [(words[one.start : one.end], one.hint) for one in look_for(words, rules) if one.whose]


MALIS = Identity(
    name="Malis Sok (Lis)",
    contact="+855 12 345 678, malis.sok@example.org, House 12 Street 271",
    note="Her aunt is called Chanthy. Case KH-2019/33. Their cousin Dara helps; @malis_s on the net.",
)
SPELLED = {
    "yesterday malis came home": ("malis", "part"),
    "When Maliss came home": ("Maliss", "part"),
    "A girl; MALIS\nSOK was her name": ("MALIS\nSOK", "full"),
    "Thank you, sok malis.": ("sok malis", "full"),
    "See #MalisSok there": ("MalisSok", "full"),
    "See malis_sok.jpg there": ("malis_sok", "full"),
    "We saw M\u0430l\u200bis's house": ("M\u0430l\u200bis", "part"),
    "She is Ma-\nlis to us": ("Ma-\nlis", "part"),
    "They all call her Lis": ("Lis", "part"),
    "Ask for Mr Sauk there": ("Sauk", "part"),
    "Ask for Sock there": ("Sock", "part"),
    "Ask at 012-345-678 for it": ("012-345-678", "number"),
    "Ask at ០១២ ៣៤៥ ៦៧៨ for it": ("០១២ ៣៤៥ ៦៧៨", "number"),
    "Write malis.sok (at) example (dot) org": ("malis.sok (at) example (dot) org", "email"),
    "Her account: @malis_s": ("@malis_s", "account"),
    "It is House 12, Street 271.": ("House 12, Street 271", "address"),
    "Her aunt Chanti came": ("Chanti", "linked"),
    "It says KH-2019/33 on it": ("KH-2019/33", "number"),
    "Then Malis Sok Chan came": ("Malis Sok Chan", "full"),
    "នាងឈ្មោះម៉ាលីសដែលរស់នៅទីនេះ": ("ម៉ាលីស", "part"),
}  # fmt: skip


@pytest.mark.parametrize("words", SPELLED)
def test_a_sealed_name_is_found_as_it_is_spelled_split_and_hidden(words):
    assert SPELLED[words] in found(words, MALIS)


ACROSS = {
    "สมชาย": "Somchai", "ใจดี": "Jaidee", "มาลี": "Malee", "อรทัย": "Orathai", "ณัฐพงศ์": "Nattapong",
    "พรทิพย์": "Pornthip", "กัญญา": "Kanya", "รัตนา": "Rattana", "น้อย": "Noi",
    "ສົມໄຊ": "Somxay", "ບຸນມີ": "Bounmy", "ຄຳແພງ": "Khampheng", "ມະນີ": "Manee", "ສຸກ": "Souk", "ວົງ": "Vong",
    "សុខា": "Sokha", "ម៉ាលីស": "Malis", "ចាន់ថា": "Chantha", "វណ្ណា": "Vanna", "សុភា": "Sophea", "បុប្ផា": "Bopha",
    "រតនា": "Ratana", "ពិសី": "Pisey", "ស្រីមុំ": "Sreymom",
    "ကျော်ဇော": "Kyaw Zaw", "သန္တာ": "Thandar", "မြင့်": "Myint", "အောင်": "Aung", "နီလာ": "Nilar", "ခိုင်": "Khaing",
    "သီတာ": "Thida", "လှ": "Hla",
    "ขวัญแก้ว": "Kwankaew", "น้ำหวาน": "Numwan", "ພອນສະໝອນ": "Phonesamone", "ເພັດ": "Phet",
    "ស្រីល័ក្ខ": "Sreyleak", "ឈុំ": "Chhum",
    "ဝင်းသူဇာ": "Win Thuzar", "ရီရီမြင့်": "Yi Yi Myint", "ဖွေးဖွေးလှိုင်": "Phway Phway Hlaing", "စန္ဒာမွန်": "Sandarmun",
    "မင်္ဂလာဝင်း": "Mingalar Win", "စိုင်းခမ်း": "Sai Kham", "သွယ်သွယ်မို့": "Thwal Thwal Moh",
    "王小明": "Wang Xiaoming", "李娜": "Li Na", "李秀英": "Li Hsiu-ying", "陈慧敏": "Chan Wai Man",
    "黃麗芳": "Huang Lifang",
    "Nguyễn Thị Hồng Hạnh": "Hong Hanh", "Đặng Thùy": "Dang Thuy",
}  # fmt: skip
"""A name as it is sealed, and as people there write it in Latin letters."""


SAME = {
    "黄丽芳": "黃麗芳来了", "ဝင်းဝင်းမော်": "၀င်း၀င်းမော်လာတယ်", "ရူပါဆန်း": "ဒီမှာ ရူပါဆန်း ရှိတယ်",
    "ស្រីនាង": "ដោយស្រីនាងមក", "李婷婷": "都记得婷婷在家",
    "陈美玲": "后来美玲姐来了", "အိန္ဒြာကျော်မြင့်": "ဒေါ်အိန္ဒြာကျော်မြင့်ပြောတာ", "李德华": "大家看见李德华笑了",
}  # fmt: skip
"""Names beside a text in which they stand with other signs of the same look, or as parts of other words."""


@pytest.mark.parametrize("name", SAME)
def test_a_name_is_found_in_its_other_signs_and_with_little_words_in_it(name):
    assert len(found(SAME[name], Identity(name=name))) == 1


def test_a_word_of_everyday_vietnamese_is_nobodys_name_at_the_start_of_a_sentence():
    said = "Người ta nói vậy. Hộ chiếu mất rồi. Từ đó em không về. Tháng Tư nóng, Thứ Hai nghỉ."
    assert found(said, Identity(name="Ngô Tú Hồ")) == []


@pytest.mark.parametrize("name", ACROSS)
def test_a_name_of_another_script_is_found_as_people_spell_it_in_latin_letters(name):
    assert [words for words, _ in found(f"It is told of {ACROSS[name]} here", Identity(name=name))] == [
        ACROSS[name]
    ]


IN_WORDS = {
    "วันนั้น{}เล่าว่าอยากกลับบ้าน": "สมชาย มาลี อรทัย ณัฐพงศ์ สมศักดิ์ พรทิพย์ วิชัย กัญญา รัตนา วันเพ็ญ บุญมี สายฝน",
    "เพื่อนของเธอคือ{}ที่ช่วยเธอไว้": "สมชาย มาลี อรทัย ทองดี ดวงใจ อำพร จันทร์เพ็ญ กาญจนา ประเสริฐ",
    "ມື້ນັ້ນ{}ເວົ້າວ່າຢາກກັບບ້ານ": "ສົມໄຊ ບຸນມີ ຄຳແພງ ມະນີ ສຸກສະຫວັນ ຈັນທາ ສີດາ ມາລີ ດາລາ ໄພວັນ ພັດສະໜາ",
    "មិត្តរបស់នាងគឺ{}ដែលបានជួយ": "សុខា ម៉ាលីស ចាន់ថា វណ្ណា ដារ៉ា សុភា បុប្ផា រតនា ស្រីមុំ មករា សំណាង",
    "အမေက{}ကို ကျောင်းပို့တယ်": "ကျော်ဇော သန္တာ မြင့်မြင့် အောင်အောင် နီလာ ခိုင်ခိုင် သီတာ မိုးမိုး မေသူ",
    "妈妈带{}去学校": "王小明 李娜 张伟 陈美丽 吴秀英 黄丽华 杨桂兰 孙立 马晓燕 高小梅",
    "mẹ dẫn {} đến trường": "Hạnh Hồng Thùy Tuyết Khánh Quỳnh Trang",
}  # fmt: skip


@pytest.mark.parametrize("words", IN_WORDS)
def test_a_name_is_found_between_words_without_spaces_and_with_them(words):
    for name in IN_WORDS[words].split():
        assert name in [told for told, _ in found(words.format(name), Identity(name=name))], name


def test_a_name_in_latin_letters_is_found_in_another_script():
    assert found("วันนั้นสมชายเล่าว่าอยากกลับบ้าน", Identity(name="Somchai")) == [("สมชาย", "full")]
    assert found("ថ្ងៃនោះម៉ាលីសបាននិយាយ", Identity(name="Malis")) == [("ម៉ាលីស", "full")]


def test_a_name_that_is_a_word_too_is_told_only_where_it_is_a_name():
    may = Identity(name="May Hope Sok")
    for words in (
        "In May 2019 it rained.",
        "Hope is what we have.",
        "She may come in hope.",
        "Rice grows in May.",
    ):
        assert found(words, may) == [], words
    assert found("They asked May about it.", may) == [("May", "part")]
    assert found("May Hope went home.", may) == [("May Hope", "full")]
    assert sealed_names(C_1=may).found_in(fold("Hope is what we have.").text).unsure == {"C-1"}


def test_what_is_nobodys_is_not_told_and_what_is_of_two_is_of_both():
    innocent = (
        "Lily pads grow on the lake. The market in Battambang sells fish at 012 000 111. "
        "A doctor came on 4 May 2019. London and Bangkok are far. The Facebook page of the United Nations "
        "has 12 345 readers. หมู่บ้านนี้มีน้ำและฝน"
    )
    assert found(innocent, MALIS, Identity(name="Dara Chan")) == []
    both = sealed_names(C_1=MALIS, C_2=Identity(name="Vanna Sok")).found_in("Ask for Sok there").hits
    assert [(one.kind, one.whose) for one in both] == [(WordKind.NAME, ("C-1", "C-2"))]


def test_a_vietnamese_name_is_known_by_its_accents_where_the_words_have_them():
    thu = Identity(name="Nguyễn Thị Thu")
    assert found("Thứ Hai chúng tôi gặp bạn ở chợ lớn, từ đó đến nay", thu) == []
    assert found("Ở chợ lớn chúng tôi gặp Thu từ đó đến nay", thu) == [("Thu", "given")]
    assert found("They met Nguyen Thi Thu there", thu) == [("Nguyen Thi Thu", "full")]
    assert found("Ở chợ lớn chúng tôi gặp Nguyễn Thị Thu", Identity(name="Nguyen Thi Thu")) == [
        ("Nguyễn Thị Thu", "full")
    ]
