"""Dates that are precise to the day, and exact ages, in the languages that are read."""

import re

from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.searching import Patterns, patterns

_EN = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
_TH = (
    "มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    "|ม\\.ค\\.|ก\\.พ\\.|มี\\.ค\\.|เม\\.ย\\.|พ\\.ค\\.|มิ\\.ย\\.|ก\\.ค\\.|ส\\.ค\\.|ก\\.ย\\.|ต\\.ค\\.|พ\\.ย\\.|ธ\\.ค\\."
)
_KM = "មករា|កុម្ភៈ|កុម្ភះ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ"
_LO = "ມັງກອນ|ກຸມພາ|ມີນາ|ເມສາ|ພຶດສະພາ|ມິຖຸນາ|ກໍລະກົດ|ສິງຫາ|ກັນຍາ|ຕຸລາ|ພະຈິກ|ທັນວາ"
_MY = "ဇန်နဝါရီ|ဖေဖော်ဝါရီ|မတ်|ဧပြီ|မေ|ဇွန်|ဇူလိုင်|ဩဂုတ်|သြဂုတ်|စက်တင်ဘာ|အောက်တိုဘာ|နိုဝင်ဘာ|ဒီဇင်ဘာ"
_DAY = "(?:0?[1-9]|[12]\\d|3[01])"
_MONTH = "(?:0?[1-9]|1[0-2])"
_YEAR = "(?:19|20|24|25)\\d\\d"
_ONES = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
_COUNT = (
    f"(?:\\d{{1,2}}|{_ONES}|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy)"
    "(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_ZH_COUNT = "(?:\\d{1,2}|[一二三四五六七八九十]{1,3})"

DATES: Patterns = patterns(
    WordKind.EXACT_DATE,
    f"(?<![\\d/.-]){_YEAR}([-/.]){_MONTH}\\1{_DAY}(?![\\d/])",
    f"(?<![\\d/.-]){_DAY}([-/.]){_MONTH}\\1(?:{_YEAR}|\\d\\d)(?![\\d/])",
    f"(?<![\\w.]){_DAY}(?:st|nd|rd|th)?(?: day)?(?: of)?[ -](?:{_EN})\\b\\.?(?:,?[ -](?:{_YEAR}|'?\\d\\d(?!\\d)))?",
    f"\\b(?:{_EN})\\.? {_DAY}(?:st|nd|rd|th)?(?![\\d.:]|\\w)(?!,\\d)(?:,? {_YEAR})?",
    f"(?:วันที่ ?)?(?<!\\d){_DAY} ?(?:{_TH}) ?(?:พ\\.ศ\\. ?|ค\\.ศ\\. ?)?(?:{_YEAR}|\\d\\d)?",
    f"(?:ថ្ងៃទី ?)(?<!\\d){_DAY} ?(?:ខែ ?)?(?:{_KM}|ទី ?{_MONTH}) ?(?:ឆ្នាំ ?)?(?:{_YEAR})?",
    f"(?<!\\d){_DAY} ?(?:ខែ ?)?(?:{_KM}) ?(?:ឆ្នាំ ?)?(?:{_YEAR})?",
    f"(?:ວັນທີ ?)?(?<!\\d){_DAY} ?(?:ເດືອນ ?)?(?:{_LO}) ?(?:ປີ ?|ພ\\.ສ\\. ?|ຄ\\.ສ\\. ?)?(?:{_YEAR})?",
    f"(?:{_YEAR} ?(?:ခုနှစ်)?[၊, ]*)?(?:{_MY}) ?(?:လ)? ?\\(?{_DAY}\\)? ?ရက်",
    f"(?<!\\d){_DAY}[- ](?:{_MY})[- ]?(?:{_YEAR})?",
    f"(?:ngày|mùng|mồng) {_DAY}(?:[-/ ](?:tháng )?{_MONTH})(?:[-/ ](?:năm )?{_YEAR})?(?!\\d)",
    f"(?<!\\d){_DAY} tháng {_MONTH}(?:,? năm {_YEAR})?(?!\\d)",
    f"(?:(?:{_YEAR}|[〇零一二三四五六七八九]{{4}}) ?年 ?)?(?:{_MONTH}|[一二三四五六七八九十]{{1,2}}) ?月"
    f" ?(?:{_DAY}|[一二三四五六七八九十]{{1,3}}) ?[日号號]",
    flags=re.IGNORECASE | re.ASCII,
)

AGES: Patterns = patterns(
    WordKind.EXACT_AGE,
    (
        f"\\b{_COUNT}(?:[- ](?:year|month)s?[- ]olds?| (?:years|months) of age| ?y/?o)\\b",
        "year",
        "month",
        "yo",
        "y/o",
    ),
    f"\\b(?:aged?|turned|turning|when (?:she|he|they|i) (?:was|were))(?: of| is| was| only| just)*:? (?P<it>{_COUNT})\\b(?![ -](?:to|and|or|groups?)\\b|-\\d|[ ,.]?\\d)",
    "(?<=[a-zà-ỹ]) ?\\((?P<it>[1-9]\\d?)\\)|(?<=[a-zà-ỹ]), (?P<it2>[1-9]\\d?)(?=[,.;](?! ?\\d)| from\\b)",
    f"\\b(?:she|he|they|i|who) (?:is|was|am|were|'m)(?: only| just| now| then)? (?P<it>{_COUNT})(?=[.,;!?]| when\\b| and\\b|$)",
    "(?:อายุ|วัย|อายุเพียง|อายุได้) ?\\d{1,2}(?: ?(?:ปี|ขวบ|เดือน))?(?! ?[-ถ])|(?<!\\d)\\d{1,2} ?ขวบ",
    "(?<![\\d-])(?<!เป็นเวลา)(?<!เป็นเวลา )(?<!ภายใน)(?<!ภายใน )(?<!นาน)(?<!นาน )(?<!มา)(?<!มา )\\d{1,2} ?ปี"
    "(?! ?(?:ก่อน|ที่แล้ว|แล้ว|ต่อมา|หลัง|มาแล้ว|กว่า|ข้างหน้า|\\d))",
    "(?:អាយុ(?:តែ|បាន)? ?)\\d{1,2}(?: ?ឆ្នាំ)?|(?<![\\d-])\\d{1,2} ?ឆ្នាំ(?! ?(?:មុន|ក្រោយ|មកហើយ|ហើយ|\\d))",
    "(?:ອາຍຸ ?)\\d{1,2}(?: ?ປີ)?|(?<![\\d-])\\d{1,2} ?(?:ປີ|ຂວບ)(?! ?(?:ກ່ອນ|ແລ້ວ|ຜ່ານມາ|ຕໍ່ມາ|\\d))",
    "အသက် ?\\(?\\d{1,2}\\)? ?(?:နှစ်)?|(?<![\\d-])\\d{1,2} ?နှစ်(?! ?(?:က|ကြာ|အကြာ|ခန့်|လောက်|ကျော်))",
    "(?<![\\d-])\\d{1,2} tuổi\\b|\\blên (?:ba|bốn|năm|sáu|bảy|tám|chín|mười)\\b(?= tuổi)",
    f"(?<!\\d){_ZH_COUNT} ?(?:周岁|岁|歲)(?! ?(?:以[上下]|至|到))",
    flags=re.IGNORECASE | re.ASCII,
)
