"""Names of people by what stands beside them: titles, ages, words that say a name follows, two capitals."""

import re
from collections.abc import Iterator

from consentkit.domain.names.parting import begins_no_name, is_parted
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.searching import CAPITALS, Hit, Patterns, Text, hits_of, patterns

_CAP = f"[{CAPITALS}][a-zà-öø-ÿđơưạ-ỹ'-]+"
_NAME = f"{_CAP}(?: {_CAP}){{0,3}}"
_TH = "[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e]+"

_SAID: Patterns = patterns(
    WordKind.NAME,
    f"\\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Sir|Madam|Mme|Lok|Oknha|Neang|Bong|Ming|Khun|Nai|Nang|Thao|Daw|Ko|Ma|Mg|Maung|"
    f"Saw|Naw|Sai|Uncle|Aunt|Auntie|Grandma|Sister|Brother|Teacher|Pastor|Father|Mother)\\.? (?P<it>{_NAME})",
    f"(?i:\\bmy name(?: is|'s)|\\bnamed|\\bnicknamed|\\bcalled|\\bknown as|\\balias|\\breal name(?: is|:)?|\\bname ?:|"
    f"\\bcalls? (?:her|him)self|\\bI am|\\bI'm|\\baka) (?P<it>{_NAME})",
    # A name of which it is said that it is another, and one beside an exact age.
    f"(?P<it>{_NAME}) \\((?i:not (?:her|his|their|my) real name|name changed|names? (?:has|have) been changed|a pseudonym)",
    f"(?P<it>{_NAME}) ?(?:, ?(?:aged? )?[1-9]\\d?(?=[,.;)]| years?\\b|-year| from\\b| tuổi)|\\([1-9]\\d?\\))",
    f"(?:[Tt]ên(?: thật)?(?: là|:)?|[Bb]é|[Ee]m|[Cc]ô|[Cc]hị|[Aa]nh|[Ôô]ng|[Bb]à|[Cc]háu) (?P<it>{_NAME})",
    f"\\b(?P<it>(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý)(?: {_CAP}){{1,3}})",
    "(?:名叫|叫做|名字(?:是|叫)|姓名(?:[:：]|是)|真名(?:是|叫)|(?<![呼喊尖])叫(?=[\u4e00-\u9fff]{2,3}(?:[，,。的（(是]|$))) ?(?P<it>[\u4e00-\u9fff]{2,3})",
    "(?P<it>[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戴莫孔向汤][\u4e00-\u9fff]{1,2})(?:[，,（(] ?\\d{1,2} ?岁|女士|先生|小姐|老师|同学|阿姨|大姐|医生|妹妹|姐姐|奶奶|爷爷|叔叔|师傅)",
)
_ENDS_TH = '(?=[\\s,.)”"]|$|อายุ|เป็น|อยู่|จาก|และ|กับ|มา|ค่ะ|ครับ|ซึ่ง|ที่|เมื่อ)'
_ENDS_LO = '(?=[\\s,.)”"]|$|ອາຍຸ|ເປັນ|ຢູ່|ຈາກ|ແລະ|ກັບ|ມາ|ເຊິ່ງ|ທີ່|ເມື່ອ)'
_ENDS_KM = '(?=[\\s,.)”"។]|$|អាយុ|ជា|នៅ|ពី|និង|ហើយ|មក|ដែល|មាន|បាន)'
"""A name of which a text says that it is one, in scripts without spaces, ends where the sentence goes on."""

_SAID_UNSPACED: Patterns = patterns(
    WordKind.NAME,
    # Thai, Lao, Khmer and Burmese: after a title, or after a word for name, where both are words of their own.
    f"(?:นางสาว|นาง|นาย|เด็กหญิง|เด็กชาย|ด\\.ญ\\.|ด\\.ช\\.|น\\.ส\\.|(?<!พี่)น้อง|พี่(?!น้อง)|คุณ)(?!พ่อ|แม่|ครู|หมอ|ตา|ยาย|ปู่|ย่า|งาม|จ้าง|แบบ|เอก|ทหาร|หน้า|ภาพ|ค่า|ธรรม|สมบัติ)(?P<it> ?{_TH}(?: (?!อายุ|เรียน|อยู่|เป็น|ไป|มา){_TH})?)",
    f"(?:ชื่อ(?:จริง|เล่น)?(?:ว่า|คือ)?)(?! ?(?:เสียง|เรื่อง|ของ|ที่|และ|ใน|สมมุติ|สมมติ)) ?(?P<it>[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e]{{1,17}}?(?: {_TH})??){_ENDS_TH}",
    f"(?:ຊື່(?:ວ່າ|ແທ້|ຫຼິ້ນ)?) ?(?P<it>[\u0e81-\u0ec4][\u0e81-\u0ecd]{{1,17}}?(?: [\u0e81-\u0ec4][\u0e81-\u0ecd]+)??){_ENDS_LO}",
    "(?:ທ້າວ|ນາງສາວ|ນາງ(?!ງາມ|ແບບ)|ທ່ານ ນາງ|ເອື້ອຍ|ນ້ອງ(?!ສາວ|ຊາຍ|ຫຼ້າ)) ?(?P<it>[\u0e81-\u0ec4][\u0e81-\u0ecd]+(?: [\u0e81-\u0ec4][\u0e81-\u0ecd]+)?)",
    f"(?:ឈ្មោះ(?:ថា|ពិត)?) ?(?P<it>[\u1780-\u17b3][\u1780-\u17d3]{{1,21}}?(?: [\u1780-\u17b3][\u1780-\u17d3]+)??){_ENDS_KM}",
    "(?:អ្នកនាង|កញ្ញា|អ្នកស្រី|លោកស្រី|លោក|ក្មេងស្រី|ក្មេងប្រុស) ?(?P<it>[\u1780-\u17b3][\u1780-\u17d3]+(?: [\u1780-\u17b3][\u1780-\u17d3]+)?)",
    "(?:(?:နာမည်|အမည်)(?:ရင်း)?(?:က|မှာ)|ဒေါ်|ဦး(?=[\u1000-\u1021][\u1000-\u103f]*(?:[\u1000-\u1021]))|မောင်|မယ်) ?(?P<it>[\u1000-\u1021][\u1000-\u109f]{2,24}?)(?=[\\s၊။]|က(?:[\\s၊။]|$)|သည်|ဖြစ်|လို့|ပါ|$)",
)
_PAIR = re.compile(f"(?<![\\w.'-])(?P<it>{_CAP}(?: {_CAP}){{1,3}})(?!\\w)")
_NO_NAMES = frozenset(
    """
the a an this that these those my our her his their your its every each some any no in at on to from after
before when while and but if for with she he they we i it you as by of or so then there here where what
who why how is are was were be been not all one two three four five six seven eight nine ten many most
more last next first second new old north south east west northern southern eastern western central upper
lower united national international royal human rights children child women woman men girls girl boys boy
family families people police court supreme high ministry minister government department state federal
federation republic kingdom union nations council committee commission office agency association
organisation organization foundation fund bank project programme program centre center institute society
network group team company limited ltd inc red cross crescent world global asia asian europe european
africa african america american australia australian pacific southeast mekong greater cambodia cambodian
thailand thai laos lao myanmar burma burmese vietnam viet vietnamese nam china chinese india indian japan
korea malaysia malaysian singapore indonesia philippines hong kong english french january february march
april may june july august september october november december monday tuesday wednesday thursday friday
saturday sunday spring summer autumn winter christmas new year easter pchum ben songkran tet festival day
days week month annual report note guidance chapter part section page figure table photo picture story
stories credit facebook google instagram tiktok whatsapp youtube twitter line telegram microsoft apple
coca cola covid word excel office please thank thanks dear yes good great best hope justice freedom peace
school village university hospital college pagoda temple street road river lake mountain sea ocean island
gulf bay delta province district city town commune market hotel house home room street law act convention
protocol treaty article trafficking persons slavery labour labor migrant migration worker workers survivor
survivors victim victims support help hotline call contact read see watch learn visit share donate join
photo video audio born free safe save anti against stop end million thousand percent working title draft
final rice harvest garment factory sewing training health education social media services service welfare
development rural urban young youth refugee refugees camp christian buddhist catholic muslim islamic
church god buddha jesus lord ngo ngos unicef unhcr iom ilo un eu asean our their consent consentkit lunar
mother father sister brother aunt uncle grandmother grandfather teacher doctor today tomorrow yesterday
now later soon once again still even only just also very
""".split()
)
"""Words that stand with a capital in titles, names of bodies and at the start of sentences."""

NO_VIETNAMESE_NAME = re.compile(
    "\\b(?:[Tt]háng (?:Giêng|Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười(?: Một| Hai)?|Chạp)|[Tt]hứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ Nhật|"
    "Tết(?: Nguyên Đán| Trung Thu| Đoan Ngọ)?|Giáng Sinh|Phật Đản|Vu Lan|Việt Nam|Thái Lan|Trung Quốc|Hàn Quốc|Nhật Bản|Đài Loan|"
    "Miến Điện|Ấn Độ|Cam Bốt|Hoa Kỳ|Triều Tiên|Tiếng (?:Việt|Anh|Trung|Thái|Lào)|Liên (?:Hợp|Hiệp) Quốc|Chữ [Tt]hập [Đđ]ỏ|Mê Kông|"
    "Đông Nam Á|Châu Á|Châu Âu|Bộ [A-ZĐ]\\w+|Hội (?:Phụ|Chữ|Liên|Nông|Cựu) ?\\w*|Ủy Ban|Uỷ Ban|Tổ Chức|Công An|Nhà Nước)\\b"
)
"""Months, days of the week, feasts, countries and bodies, which Vietnamese writes with capitals, as names are."""

_TITLES = frozenset(
    """
Mr Mrs Ms Miss Dr Em Bé Cô Chị Anh Ông Bà Cháu Tên Khun Nai Nang Lok Neang Daw Aunt Uncle
""".split()
)


def person_hits(text: Text) -> Iterator[Hit]:
    """Yield names of people, those that their neighbours say first."""
    said = text.said
    for hit in (*hits_of(_SAID, text), *_unspaced_hits(text)):
        if not _is_no_name(said[hit.start : hit.end]):
            yield _without_first_words(said, hit)
    no_names = [found.span() for found in NO_VIETNAMESE_NAME.finditer(said)]
    for found in _PAIR.finditer(said):
        yield from _runs(said, found.start(), found.end(), no_names)


def _unspaced_hits(text: Text) -> Iterator[Hit]:
    """Yield names after words that are titles there, and no end of another word: a nurse is no Ms Nurse."""
    said = text.said
    for search in _SAID_UNSPACED:
        for found in search.pattern.finditer(said) if text.may_hold(search) else ():
            start, end = found.span("it")
            start += said[start] == " "
            if is_parted(said, found.start()) and is_parted(said, start) and not begins_no_name(said, start):
                yield Hit(WordKind.NAME, start, end)


def _runs(text: str, start: int, end: int, no_names: list[tuple[int, int]]) -> Iterator[Hit]:
    """Yield what is left of words with capitals, two and more together, without those that name nobody."""
    run: list[tuple[int, int]] = []
    for word in (*re.finditer(r"\S+", text[start:end]), None):
        at = start + word.start() if word else end
        is_name = (
            word is not None
            and not is_common(word.group())
            and not any(first <= at < last for first, last in no_names)
        )
        if word is not None and is_name:
            run.append((start + word.start(), start + word.end()))
            continue
        if len(run) > 1:
            yield Hit(WordKind.NAME, run[0][0], run[-1][1])
        run = []


def is_common(word: str) -> bool:
    """Tell whether a word stands with a capital in titles, names of bodies and sentences, and names nobody."""
    return word.casefold() in _NO_NAMES or word in _TITLES


def _is_no_name(wording: str) -> bool:
    words = wording.casefold().split()
    return not words or all(word in _NO_NAMES for word in words)


def _without_first_words(text: str, hit: Hit) -> Hit:
    """A name does not begin with a word that begins sentences, nor with a space."""
    start = hit.start
    while start < hit.end:
        word = re.match(r"\s*\S+", text[start : hit.end])
        said = word.group().strip() if word else ""
        if word is None or (said.casefold() not in _NO_NAMES and said.rstrip(".") not in _TITLES):
            break
        start += word.end()
    said = text[start : hit.end]
    start += len(said) - len(said.lstrip())
    while said and said.split()[-1].casefold() in _NO_NAMES:
        said = said.rstrip()[: -len(said.split()[-1])]
    return Hit(hit.kind, start, max(start, start + len(said.strip())))
