"""By what somebody can be reached or found: telephone numbers, addresses, handles, coordinates, plates."""

import re
from collections.abc import Iterator
from dataclasses import replace

from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.searching import Hit, Text, hits_of, patterns

_REGIONS = ("KH", "TH", "LA", "MM", "VN", "CN")
"""Where a number without its country's is looked up."""

_CANDIDATE = re.compile(r"(?<![\w.,/])(?:\+|00 ?)?\(?\d(?:[ ().\-/\u00b7]{0,3}\d){6,14}(?![\w%])", re.ASCII)
_DAY_OR_YEARS = re.compile(
    r"(?:(?:19|20|24|25)\d\d[-/. ]{1,3}\d{1,2}[-/. ]{1,3}\d{1,2}|\d{1,2}[-/. ]{1,3}\d{1,2}[-/. ]{1,3}"
    r"(?:19|20|24|25)\d\d|(?:19|20|24|25)\d\d ?[-/] ?(?:19|20|24|25)\d\d|-?\d{1,3}\.\d{4,})"
)
_SAYS_PHONE = re.compile(
    r"(?:tel|telephone|phone|mobile|call|calling|whats ?app|viber|signal|sms|text|dial|contact|hotline|"
    r"โทร|โทรศัพท์|เบอร์|ມືຖື|ໂທ|ໂທລະສັບ|เบอร์โทร|ទូរស័ព្ទ|លេខ|ဖုန်း|điện thoại|sđt|đt|gọi|zalo|"
    r"电话|手机|电话号码|致电|拨打|微信|電話|手機)[^\w\n]{0,4}(?:no|number|at|on|to|me|us|her|him|is|số|ເບີ|號碼|号码)?"
    r"[^\w\n+(]{0,4}$",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(r"(?:[$€£¥฿₫៛₭]|usd|thb|khr|us\$|vnd)\s?$", re.IGNORECASE)
_MONEY_AFTER = re.compile(
    r"\s?(?:[$€£¥฿₫៛₭]|usd|baht|riels?|kip|kyats?|dong|yuan|dollars?|people|บาท|ກີບ|រៀល|ကျပ်|đồng|元)",
    re.IGNORECASE,
)
_DOMAINS = (
    "com|org|net|info|biz|edu|gov|int|me|io|co|app|tv|ly|gl|asia|eu|ngo|ong|site|online|link|page|blog|"
    "kh|th|la|mm|vn|cn|my|sg|id|ph|hk|tw|jp|kr|in|uk|de|fr|us|au|ch|se|no|dk|nl"
)
_AT = r"(?:@|\s?[\[({]\s?(?:at|@)\s?[\])}]\s?| at (?=[\w-]+ dot ))"
_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?| dot )"

_ASCII = re.IGNORECASE | re.ASCII
"""What stands beside a letter without spaces is no part of a number or an address."""

_EMAILS = patterns(WordKind.EMAIL, (rf"[\w.+%-]+{_AT}[\w-]+(?:{_DOT}[\w-]+)+", "@", "at"), flags=_ASCII)
_LINKS = patterns(
    WordKind.LINK,
    (r"(?:https?://|www\.|ftp://)[^\s<>\"]*[\w/]", "http", "www.", "ftp"),
    rf"(?<![\w@.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_DOMAINS})(?![\w.]*\w)(?:/[^\s<>\"]*[\w/])?",
    flags=_ASCII,
)
_MAPS = re.compile(
    r"google\.[a-z.]+/maps|maps\.(?:google|apple)\.|maps\.app\.goo\.gl|goo\.gl/maps|openstreetmap\.org|osm\.org"
    r"|what3words\.com|w3w\.co",
    re.IGNORECASE,
)
_HANDLES = patterns(
    WordKind.HANDLE,
    (r"(?<![\w@/.])@[a-z0-9_][a-z0-9_.]{1,29}(?<!\.)", "@"),
    r"\b(?:facebook|fb|instagram|ig|tik ?tok|telegram|line|wechat|weixin|zalo|viber|skype|twitter|snapchat|imo)"
    r"\s?(?:id|name|user(?:name)?|account)?\s?[:=]\s?@?(?P<it>[\w.]{3,30})",
    r"(?:微信|微博|抖音|小红书|ไลน์|ไอดี|ไอจี|เฟซบุ๊?ก|เฟส|อินสตาแกรม|เทเลแกรม|ติ๊กต็?อก|ໄລນ໌?|ເຟສບຸກ|ເຟສ|ອິນສະຕາແກຣມ|ຕິກຕັອກ|ວອດແອັບ|"
    r"ហ្វេសប៊ុក|តេឡេក្រាម|អ៊ីនស្តាក្រាម|តិកតុក|ဖေ့စ်ဘွတ်ခ်|ဖေ့ဘွတ်|တယ်လီဂရမ်|ဗိုင်ဘာ|တစ်တော့)"
    r"(?:ไอดี|ໄອດີ|账号|帐号|号码?|id)?\s?(?:คือ|ชื่อ|ແມ່ນ|ຊື່|ឈ្មោះ|គឺ|是|为|က)?\s?[:\uff1a]?\s?(?:id\s?)?"
    r"(?P<it>@?(?=[a-z0-9_.-]{3})[a-z0-9_.-]{3,30})",
    r"(?:qq|扣扣)(?:号码?)?\s?(?:是|为)?\s?[:\uff1a]?\s?(?P<it>\d{5,11})(?!\d)",
    flags=_ASCII,
)
_PLACED = patterns(
    WordKind.COORDINATES,
    r"(?<![\d.])-?\d{1,2}\.\d{3,}\s?\u00b0?\s?[NS]?\s?[,;/ ]\s?-?\d{1,3}\.\d{3,}\s?\u00b0?\s?[EW]?",
    (
        r"\d{1,3}\s?[\u00b0\u00ba]\s?\d{1,2}(?:\.\d+)?\s?'(?:\s?\d{1,2}(?:\.\d+)?\s?(?:\"|\u2033|''))?\s?[NSEW]\b",
        "\u00b0",
        "\u00ba",
    ),
    (r"geo:-?\d+\.\d+,-?\d+\.\d+|///[a-z]+\.[a-z]+\.[a-z]+\b", "geo:", "///"),
    (r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b", "+"),
    flags=re.ASCII,
)
_PLATES = patterns(
    WordKind.PLATE,
    # Cambodia and Myanmar; Viet Nam; Thailand; Laos; China.
    r"\b\d[A-Z]{1,2}[- ]?\d{4}\b|\b[A-Z]{2}[-/]\d{4}\b|\b\d{2}[A-Z]{1,2}\d?[- ]?\d{3}\.?\d{2}\b",
    "(?<![\u0e01-\u0e5b])\\d?[\u0e01-\u0e2e]{2}[- ]\\d{1,4}(?![\\d\u0e01-\u0e5b/])",
    "(?<![\u0e81-\u0eff])[\u0e81-\u0eae]{2}[- ]\\d{4}(?!\\d)",
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][\u00b7 ]?[A-Z0-9]{5,6}\b",
    flags=re.ASCII,
)
_CARDS = patterns(
    WordKind.NUMBER_OF_PERSON,
    # Thai, Burmese and Chinese cards; passports; references with letters and a year; codes of ours.
    r"(?<!\d)\d-\d{4}-\d{5}-\d{2}-\d(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)",
    r"(?<!\d)\d{1,2}/[A-Za-z]{3,9} ?\([A-Z]{1,7}\) ?\d{6}(?!\d)",
    "(?<!\\d)\\d{1,2}/[\u1000-\u109f]{2,} ?\\([\u1000-\u109f]+\\) ?\\d{6}(?!\\d)",
    r"\b[A-Z]{1,2} ?\d{6,9}\b|\b[A-Z]{2,5}[-/]\d{2,4}[-/]\d{2,6}\b",
    r"\b[ABCFGHIKLMNPRSTVW]-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}\b",
    flags=re.ASCII,
)
_CASES = patterns(
    WordKind.NUMBER_OF_PERSON,
    r"\b(?:case|file|passport|id|id card|identity card|ref|reference|docket|visa|permit|hồ sơ|vụ án|cccd|cmnd|hộ chiếu)"
    r"\s?(?:no|nr|number|card|số|#|\u2116)?\.?\s?[:#]?\s?(?P<it>(?=[A-Z0-9/-]{0,12}\d{3})[A-Z0-9][A-Z0-9/-]{3,20})",
    "(?:คดี(?:หมายเลข)?(?:ดำ|แดง)?(?:ที่)?|เลขที่|บัตรประชาชน|หนังสือเดินทาง|เลขบัตร|សំណុំរឿង(?:លេខ)?|"
    "អត្តសញ្ញាណប័ណ្ណ(?:លេខ)?|លិខិតឆ្លងដែន(?:លេខ)?|အမှုအမှတ်|နိုင်ငံကူးလက်မှတ်(?:အမှတ်)?|ຄະດີ(?:ເລກທີ)?|"
    "ໜັງສືຜ່ານແດນ|案号|案件编号|身份证号?码?|护照号?码?)[^\\d\n]{0,6}\\d[\\d/-]{2,20}",
    flags=_ASCII,
)
_LONG_NUMBER = re.compile(r"(?<![\w.,/+-])\d{9,16}(?![\w.,]?\d|\w)", re.ASCII)


def contact_hits(text: Text) -> Iterator[Hit]:
    """Yield by what somebody can be reached or found; what is surest comes first."""
    said = text.said
    yield from hits_of(_EMAILS, text)
    for hit in hits_of(_LINKS, text):
        is_map = _MAPS.search(said, hit.start, hit.end) is not None
        yield replace(hit, kind=WordKind.COORDINATES) if is_map else hit
    for searches in (_HANDLES, _PLACED, _CARDS, _CASES):
        yield from hits_of(searches, text)
    yield from _phones(said)
    yield from (Hit(WordKind.NUMBER_OF_PERSON, *found.span()) for found in _LONG_NUMBER.finditer(said))
    yield from hits_of(_PLATES, text)


def _phones(text: str) -> Iterator[Hit]:
    for found in _CANDIDATE.finditer(text):
        wording, (start, end) = found.group(), found.span()
        if _DAY_OR_YEARS.fullmatch(wording.strip()) or _MONEY_BEFORE.search(text, max(0, start - 5), start):
            continue
        if _SAYS_PHONE.search(text, max(0, start - 30), start) or (
            not _MONEY_AFTER.match(text, end) and _is_phone(wording)
        ):
            yield Hit(WordKind.PHONE, start, end)


def _is_phone(wording: str) -> bool:
    import phonenumbers

    plain = wording.strip()
    if plain.startswith("00"):
        plain = f"+{plain[2:].strip()}"
    for region in (None,) if plain.startswith("+") else _REGIONS:
        if region not in {None, "CN"} and not plain.lstrip("(").startswith("0"):
            continue
        try:
            number = phonenumbers.parse(plain, region)
        except phonenumbers.NumberParseException:
            continue
        if region is None or phonenumbers.is_valid_number(number):
            return True
    return False
