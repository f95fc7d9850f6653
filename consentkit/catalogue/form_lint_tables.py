"""The limits and word lists by which letters are linted, each with its reason."""

SENTENCE_WORDS = {
    # The source's own limit: a reader of ten follows one idea of up to sixteen words.
    "en": 16,
    # The same idea takes more words in one language and fewer in another. These are sixteen times the words
    # that a language needs for one of English, as the median over these letters, counted by ICU (which cuts
    # languages without spaces by a dictionary, and Vietnamese into syllables), rounded up; not below 15.
    "ar": 15,
    "bn": 16,
    "hi": 19,
    "id": 16,
    "km": 18,
    "lo": 18,
    "ms": 16,
    "my": 23,
    "ne": 16,
    "si": 16,
    "ta": 15,
    "th": 19,
    "tl": 18,
    "ur": 21,
    "vi": 21,
    "zh": 16,
}
"""The most words that a sentence may have."""

USUAL_SENTENCE_WORDS = 20
"""For a language that is not in the table."""

LATIN_ALLOWED = frozenset({"AI", "Facebook", "QR", "TV", "ID", "WhatsApp", "LINE"})
"""Names that readers of every script know in Latin letters."""

TELLING_WORDS = {
    # A letter must never say what happened to its holder: these words would, if somebody finds the paper.
    # A star stands for any ending. Words of Latin letters are whole ones, so that no Rapeeporn is refused.
    "ar": (
        "ضحية", "ضحايا", "اتجار", "الاتجار", "ناجية", "اغتصاب", "دعارة", "استغلال", "عبودية",
    ),
    "bn": ("পাচার", "ভুক্তভোগী", "ধর্ষণ", "যৌনকর্মী", "পতিতা", "দাসত্ব"),
    "en": (
        "victim*", "survivor*", "traffick*", "rescue*", "exploit*", "prostitut*", "brothel*",
        "sex work*", "sex trade", "sexual*", "slave", "slaves", "slavery", "enslaved", "rape", "raped",
        "abuse*", "abusive", "forced labo*", "forced marriage*", "bonded labo*",
        # The word alone is an everyday one ("in case", Case Help Ltd.); somebody's is not.
        "court case*", "criminal case*", "legal case*", "police case*", "case against", "case file*",
        "case manage*", "case number*", "case work*", "casework*",
        "her case", "his case", "my case", "our case", "their case", "this case", "your case",
    ),
    "hi": ("तस्करी", "पीड़ित", "पीड़िता", "बलात्कार", "वेश्या", "देह व्यापार", "बंधुआ"),
    "id": (
        "korban*", "perdagangan orang", "penyintas*", "pelacur*", "diperkosa", "perkosa*", "eksploitasi*",
        "perbudak*",
    ),
    "km": ("ជនរងគ្រោះ", "ជួញដូរ", "រំលោភ", "ពេស្យា", "ទាសករ", "អ្នករស់រានមានជីវិត"),
    "lo": ("ເຄາະຮ້າຍ", "ຄ້າມະນຸດ", "ຂົ່ມຂືນ", "ໂສເພນີ", "ຂ້າທາດ"),
    "ms": ("mangsa*", "pemerdagangan*", "pelacur*", "rogol*", "dirogol", "eksploitasi*", "perhambaan*"),
    "my": ("သားကောင်", "လူကုန်ကူး", "မုဒိမ်း", "ပြည့်တန်ဆာ", "ကျွန်ပြု", "အဓမ္မ"),
    "ne": ("बेचबिखन", "पीडित", "तस्करी", "बलात्कार", "वेश्या", "देह व्यापार"),
    "si": ("වින්දිත", "ජාවාරම", "දූෂණය", "ගණිකා", "වහල්"),
    "ta": ("கடத்தல்", "பாதிக்கப்பட்டவர்", "பலாத்கார", "விபச்சார", "கொத்தடிமை"),
    "th": (
        "เหยื่อ", "ค้ามนุษย์", "ผู้เสียหาย", "ข่มขืน", "โสเภณี", "ค้าประเวณี", "ล่วงละเมิด", "แรงงานบังคับ", "ค้าทาส",
        "ผู้รอดชีวิต",
    ),
    "tl": ("biktima*", "trafficking", "prostitu*", "ginahasa*", "panggagahasa", "pang-aalipin"),
    "ur": ("اسمگلنگ", "متاثرہ", "عصمت دری", "جسم فروشی", "غلامی"),
    "vi": (
        "nạn nhân", "mua bán người", "buôn người", "mại dâm", "hiếp dâm", "cưỡng hiếp", "bóc lột", "nô lệ",
    ),
    "zh": (
        "受害", "被拐", "拐卖", "拐賣", "人口贩", "人口販", "贩卖人口", "販賣人口", "卖淫",
        "賣淫", "强奸", "強姦", "性侵", "性剥削", "性剝削", "幸存者", "倖存者", "奴役",
    ),
}  # fmt: skip

NAMES_TOO = frozenset({"ناجية"})
"""Telling words that are people's names: they are not looked for in a name."""

SCRIPTS_OF = {
    # ISO 15924 names a way of writing; Unicode gives each character one script.
    "Hans": "Hani",
    "Hant": "Hani",
}

ZAWGYI_LIKELY = 0.5
"""From this probability on, Burmese text is taken for Zawgyi; Unicode text is far below it."""

ZAWGYI_SURE = 0.9
"""From here on a typed value is refused. Of 5,299 Burmese words and phrases of ours, 13 are as sure."""
