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
    "ar": ("ضحية", "ضحايا", "اتجار", "الاتجار", "ناجية"),
    "bn": ("পাচার", "ভুক্তভোগী"),
    "en": ("victim", "survivor", "trafficking", "trafficked", "case"),
    "hi": ("तस्करी", "पीड़ित", "पीड़िता"),
    "id": ("korban", "perdagangan orang", "penyintas"),
    "km": ("ជនរងគ្រោះ", "ជួញដូរ"),
    "lo": ("ເຄາະຮ້າຍ", "ຄ້າມະນຸດ"),
    "ms": ("mangsa", "pemerdagangan"),
    "my": ("သားကောင်", "လူကုန်ကူး"),
    "ne": ("बेचबिखन", "पीडित", "तस्करी"),
    "si": ("වින්දිත", "ජාවාරම"),
    "ta": ("கடத்தல்", "பாதிக்கப்பட்டவர்"),
    "th": ("เหยื่อ", "ค้ามนุษย์", "ผู้เสียหาย"),
    "tl": ("biktima", "trafficking"),
    "ur": ("اسمگلنگ", "متاثرہ"),
    "vi": ("nạn nhân", "mua bán người", "buôn người"),
    "zh": ("受害", "被拐", "拐卖", "人口贩"),
}

SCRIPTS_OF = {
    # ISO 15924 names a way of writing; Unicode gives each character one script.
    "Hans": "Hani",
    "Hant": "Hani",
}

ZAWGYI_LIKELY = 0.5
"""From this probability on, Burmese text is taken for Zawgyi; Unicode text is far below it."""
