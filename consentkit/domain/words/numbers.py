"""Numbers that need a source, and legal words that need a judgment; the checklist asks about them."""

import re

from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.searching import Patterns, patterns

_COUNTED = (
    "people|persons|children|girls|boys|women|men|victims|survivors|families|cases|workers|migrants|villages|schools|"
    "refugees|students|traffickers|arrests|million|billion|thousand|hundred|dozen|percent|per cent"
)

NUMBERS: Patterns = patterns(
    WordKind.STATISTIC,
    "(?<![\\w.])\\d[\\d.,]*(?: ?%|％)",
    f"(?<![\\w.])\\d[\\d.,]*(?:[- ]\\w+)? (?:{_COUNTED})\\b|\\b(?:one|two|three|four|five|six|seven|eight|nine) in "
    "(?:two|three|four|five|six|seven|eight|nine|ten)\\b",
    "\\b(?:hundreds|thousands|millions|billions|dozens) of\\b|\\b(?:half|most|a third|a quarter) of (?:all|the)\\b",
    "ร้อยละ ?\\d+|\\d[\\d.,]* ?(?:คน|ราย|ล้าน|พัน|เปอร์เซ็นต์|ครอบครัว|คดี)|\\d[\\d.,]* ?(?:ຄົນ|ລ້ານ|ສ່ວນຮ້ອຍ|ເປີເຊັນ)",
    "\\d[\\d.,]* ?(?:នាក់|លាន|ភាគរយ|ករណី|គ្រួសារ)|\\d[\\d.,]* ?(?:ဦး|ယောက်|သန်း|ရာခိုင်နှုန်း)",
    "\\d[\\d.,]* ?(?:người|triệu|nghìn|trẻ em|phụ nữ|vụ|nạn nhân|phần trăm)|(?:hàng (?:trăm|nghìn|triệu))",
    "百分之\\d+|\\d[\\d.,]* ?(?:万|亿)?(?:人|名|起|例|个家庭)(?!岁)",
    # Money, a time of day or a measure is no such number; a count of a thousand and more always is.
    "(?<![\\w.,$€£¥฿/:+-])\\d{1,3}(?:[,.]\\d{3})+(?![\\d:/-])",
    flags=re.IGNORECASE,
)

LEGAL_WORDS: Patterns = patterns(
    WordKind.LEGAL_WORD,
    "\\b(?:convict(?:ed|ion|s)?|guilty|sentenced?|prosecut(?:ed|ion|ors?)|charged with|accused|alleged(?:ly)?|suspects?|"
    "arrest(?:ed|s)?|indicted|trials?|verdict|lawsuit|defendants?|criminals?|traffickers?|rapists?|murderers?|"
    "perpetrators?|smugglers?|kidnapp(?:ed|ers?)|illegal(?:ly)?)\\b",
    "ศาลตัดสิน|พิพากษา|ผู้ต้องหา|จำเลย|ถูกจับ|จับกุม|ดำเนินคดี|นักค้ามนุษย์|ผู้ค้ามนุษย์|ผิดกฎหมาย|ອາຊະຍາກອນ|ຕັດສິນ|ຈຳເລີຍ|ຖືກຈັບ|ຜູ້ຄ້າມະນຸດ",
    "កាត់ទោស|ជនសង្ស័យ|ចុងចោទ|ចាប់ខ្លួន|ឧក្រិដ្ឋជន|ជួញដូរមនុស្ស|ខុសច្បាប់|ပြစ်ဒဏ်|တရားခံ|ဖမ်းဆီး|သံသယ|လူကုန်ကူးသူ|တရားမဝင်",
    "\\b(?:bị kết án|bị cáo|bị bắt|nghi phạm|truy tố|tội phạm|kẻ buôn người|bất hợp pháp)\\b",
    "判刑|定罪|被告|嫌疑人|被捕|逮捕|起诉|罪犯|人贩子|非法",
    flags=re.IGNORECASE,
)
