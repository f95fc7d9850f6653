"""Letters in every script to test the page with: made up here, and those that the shipped forms offer.

The sentences here are ours and no native speaker's: they try the page, they are no model of good wording.
"""

from datetime import date
from functools import cache

from consentkit.catalogue.forms import languages_for, load_forms
from consentkit.catalogue.local_dates import write_value
from consentkit.catalogue.shipped import assets_folder, forms_folder
from consentkit.domain.letters.composing import compose_letter
from consentkit.domain.letters.letters import (
    Choice,
    Choices,
    Facts,
    Heading,
    Layout,
    LetterOrder,
    LetterText,
    Paragraph,
    Points,
    Rows,
    Run,
    Sheet,
    Signature,
    Signer,
    TranslationStatus,
    WriteIn,
)
from consentkit.domain.letters.records import LetterPaper, Printing
from consentkit.typesetting.letters.letters import make_letter
from consentkit.typesetting.text.fonts import Fonts

FONTS = Fonts(assets_folder() / "fonts")
RIGHT_TO_LEFT = {"ar", "ur"}
SCRIPTS = {
    "en": "Latn", "vi": "Latn", "id": "Latn", "ms": "Latn", "tl": "Latn", "th": "Thai", "lo": "Laoo",
    "km": "Khmr", "my": "Mymr", "zh": "Hans", "bn": "Beng", "ne": "Deva", "hi": "Deva", "ta": "Taml",
    "si": "Sinh", "ar": "Arab", "ur": "Arab",
}  # fmt: skip

# `[...]` is a value that was merged in.
SENTENCES = {
    "en": (
        "I, [Maria Santos], agree that the organisation may use my photograph and my story. I und"
        "erstand that I can withdraw my consent at any time without giving a reason, and that thi"
        "s will not affect the help I receive. Ref. CK-2026/0042."
    ),
    "th": (
        "ข้าพเจ้า [นางสาวสมหญิง ใจดี] (Maria Santos) ยินยอมให้องค์กรใช้ภาพถ่ายและเรื่องราวของข้าพ"
        "เจ้า ข้าพเจ้าเข้าใจว่าสามารถถอนความยินยอมได้ทุกเมื่อโดยไม่ต้องให้เหตุผล และการถอนนี้จะไม"
        "่กระทบต่อความช่วยเหลือที่ข้าพเจ้าได้รับ เพื่อนร่วมงาน အောင်ဆန်း ที่อยู่ 12/3 ถนนน้ำปิง ป"
        "ู่ย่า"
    ),
    "lo": (
        "ຂ້າພະເຈົ້າ [ນາງ ຄຳແພງ] ຍິນຍອມໃຫ້ອົງການນຳໃຊ້ຮູບພາບ ແລະ ເລື່ອງລາວຂອງຂ້າພະເຈົ້າ ຂ້າພະເຈົ້າເ"
        "ຂົ້າໃຈວ່າສາມາດຖອນຄວາມຍິນຍອມໄດ້ທຸກເວລາໂດຍບໍ່ຕ້ອງໃຫ້ເຫດຜົນ [CK-42]"
    ),
    "km": (
        "ខ្ញុំ [សុខ ស្រីនាង] យល់ព្រមឱ្យអង្គការប្រើប្រាស់រូបថត និងរឿងរ៉ាវរបស់ខ្ញុំ។ ខ្ញុំយល់ថាខ្ញុ"
        "ំអាចដកការយល់ព្រមវិញបានគ្រប់ពេលវេលា ដោយមិនចាំបាច់ផ្តល់ហេតុផល ហើយវាមិនប៉ះពាល់ដល់ជំនួយដែលខ្"
        "ញុំទទួលបានទេ។ [CK-42]"
    ),
    "my": (
        "ကျွန်ုပ် [မအေးအေးမြင့်] ၏ဓာတ်ပုံနှင့် ဇာတ်လမ်းကို အဖွဲ့အစည်းက အသုံးပြုရန် သဘောတူပါသည်။ သ"
        "ဘောတူညီချက်ကို အချိန်မရွေး အကြောင်းပြချက်မပေးဘဲ ရုပ်သိမ်းနိုင်ကြောင်း နားလည်ပါသည်။ ဤရုပ်"
        "သိမ်းမှုသည် ကျွန်ုပ်ရရှိသောအကူအညီကို မထိခိုက်ပါ။ [CK-42]"
    ),
    "vi": (
        "Tôi, [Nguyễn Thị Hương], đồng ý cho tổ chức sử dụng ảnh và câu chuyện của tôi. Tôi hiểu "
        "rằng tôi có thể rút lại sự đồng ý bất cứ lúc nào mà không cần nêu lý do, và việc này khô"
        "ng ảnh hưởng đến sự hỗ trợ tôi nhận được."
    ),
    "zh": (
        "我（[李小红]，Maria Li）同意该组织使用我的照片和故事。"
        "我理解我可以随时撤回同意，无需说明理由，而且这不会影响我得到的帮助。“编号”：CK-2026/0042。"
    ),
    "id": (
        "Saya, [Siti Rahayu], setuju organisasi menggunakan foto dan cerita saya. Saya memahami b"
        "ahwa saya dapat menarik persetujuan kapan saja tanpa memberi alasan."
    ),
    "ms": (
        "Saya, [Siti Rahayu], bersetuju organisasi menggunakan gambar dan cerita saya. Saya faham"
        " bahawa saya boleh menarik balik persetujuan saya pada bila-bila masa tanpa memberi seba"
        "b."
    ),
    "tl": (
        "Ako, si [Maria Santos], ay pumapayag na gamitin ng organisasyon ang aking larawan at kuw"
        "ento. Nauunawaan ko na maaari kong bawiin ang aking pahintulot anumang oras nang hindi n"
        "agbibigay ng dahilan."
    ),
    "bn": (
        "আমি [ফাতেমা খাতুন] সম্মতি দিচ্ছি যে সংস্থাটি আমার ছবি ও গল্প ব্যবহার করতে পারবে। আমি বুঝ"
        "ি যে আমি যেকোনো সময় কারণ না দেখিয়ে আমার সম্মতি প্রত্যাহার করতে পারি। ক্ষতি, শ্রদ্ধা, স"
        "্ত্রী [CK-42]"
    ),
    "ne": (
        "म [सीता तामाङ] सहमत छु कि संस्थाले मेरो तस्बिर र कथा प्रयोग गर्न सक्छ। म बुझ्छु कि म जुन"
        "सुकै बेला कारण नदिई सहमति फिर्ता लिन सक्छु। श्री, क्षमा, र्\u200dयाल, दुःख [CK-42]"
    ),
    "hi": (
        "मैं [सीता देवी] सहमति देती हूँ कि संस्था मेरी तस्वीर और कहानी का उपयोग कर सकती है। मैं क"
        "िसी भी समय बिना कारण बताए सहमति वापस ले सकती हूँ।"
    ),
    "ta": (
        "நான் [மீனா குமாரி] எனது புகைப்படத்தையும் கதையையும் நிறுவனம் பயன்படுத்த ஒப்புக்கொள்கிறேன்"
        ". எந்த நேரத்திலும் காரணம் கூறாமல் எனது ஒப்புதலை திரும்பப் பெறலாம் என்பதை நான் புரிந்துகொ"
        "ள்கிறேன். கொ கோ கௌ ஸ்ரீ"
    ),
    "si": (
        "මම [නිමලා පෙරේරා] සංවිධානයට මගේ ඡායාරූපය සහ කතාව භාවිතා කිරීමට එකඟ වෙමි. ඕනෑම වේලාවක හේත"
        "ු නොදක්වා කැමැත්ත ඉල්ලා අස්කර ගත හැකි බව මට වැටහේ. ශ්\u200dරී ලංකාව"
    ),
    "ur": (
        "میں [فاطمہ بی بی] اس بات پر رضامند ہوں کہ تنظیم میری تصویر اور کہانی استعمال کر سکتی ہے۔"
        " میں کسی بھی وقت وجہ بتائے بغیر اپنی رضامندی واپس لے سکتی ہوں۔ حوالہ CK-2026 نمبر ۴۲ ٹیل"
        "ی فون 0300-1234567"
    ),
    "ar": (
        "أنا [فاطمة أحمد] (Maria Santos) أوافق على أن تستخدم المنظمة صورتي وقصتي. أفهم أنه يمكنني"
        " سحب موافقتي في أي وقت دون إبداء الأسباب، رقم 2026/0042 ولن يؤثر ذلك على المساعدة التي أ"
        "تلقاها. لا إله"
    ),
}

# No divisor in common with the number of languages: the choice wanders through forms and languages alike.
_EVERY = 11
# One more than twice the languages: every other form, each in another language.
_EVERY_IN_THE_QUICK_RUN = 37
QUICK_LANGUAGES = ("en", "km", "my", "ta", "ur", "zh")
"""Signs around a letter, lines without spaces, words from the right, and none of these."""
PHONE, DAY, MAIL = "0300-1234567", "2026-03-14", "a.b@river.example"


@cache
def letter_names():
    """The names of all letters that are set in the tests; none is composed to know them."""
    return (*(f"sample-{language}" for language in SENTENCES), *shipped_names())


def chosen_letters():
    """The names of all samples, and of shipped letters so that every form and every language is among them.

    Reading back the tags of all of them takes minutes.
    """
    samples = [name for name in letter_names() if name.startswith("sample-")]
    return sorted({*samples, *sorted(shipped_names())[::_EVERY], *quick_letters()})


@cache
def quick_letters():
    """The names of those that the quick run sets."""
    samples = (f"sample-{language}" for language in QUICK_LANGUAGES)
    return {*samples, *sorted(shipped_names())[::_EVERY_IN_THE_QUICK_RUN]}


@cache
def shipped_names():
    """Every form in every language that offers it, by name: the form and the words it is made of."""
    catalogue = load_forms(forms_folder())
    wordings = {wording.language: wording for wording in catalogue.wordings}
    return {
        f"{form.id}-{language}": (form, wordings[language])
        for form in catalogue.forms
        for language in languages_for(form, catalogue.wordings)
    }


def sheet_of(name):
    """The kind of sheet that the letter of this name is."""
    return shipped_names()[name][0].sheet if name in shipped_names() else Sheet.LETTER


@cache
def letter_named(name):
    """The letter of this name: a sample, or a shipped form filled in."""
    if name.startswith("sample-"):
        return sample(name.removeprefix("sample-"))
    form, wording = shipped_names()[name]
    return compose_letter(form, wording, letter_order(form), write_value)


def letter_order(form):
    known = {
        "date": date(2027, 5, 3), "number": 7, "contact": PHONE, "code": "C-7K3Q-X9MD", "name": "River House",
        "text": "12/3",
    }  # fmt: skip
    blanks = {
        name: known[blank.kind]
        for name, blank in form.blanks.items()
        if name != "organisation" and blank.is_required
    }
    facts = Facts(has_interpreter=True, has_witness=True, takes_thumbprint=True)
    return LetterOrder(id="L-7K3Q-X9MD", organisation="River House", blanks=blanks, facts=facts)


def words(text):
    """`[...]` becomes a value."""
    runs = []
    for number, part in enumerate(text.replace("]", "[").split("[")):
        if part:
            runs.append(Run(text=part, is_value=number % 2 == 1, is_strong=number % 2 == 1))
    return tuple(runs)


def plain(text):
    return text.replace("[", "").replace("]", "")


def sample(language, *, sheet=Sheet.LETTER, most_pages=2):
    """A letter with a block of every kind."""
    sentence = SENTENCES[language]
    short = [part.strip(" .,。၊។") for part in plain(sentence).split(" ") if 2 < len(part) < 24][:6] or list(
        plain(sentence)[:6]
    )
    while len(short) < 6:
        short.append(short[0])
    names = ("photo", "words", "voice", "video", "face-hidden", "stop")
    options = tuple(
        Choice(id=f"L04.{name}", words=(Run(text=label),), pictogram=name)
        for name, label in zip(names, short, strict=True)
    )

    def boxes(layout, clause, chosen=options):
        renamed = tuple(option.model_copy(update={"id": f"{clause}.{option.id[4:]}"}) for option in chosen)
        return Choices(layout=layout, options=renamed, yes=short[0], no=short[1])

    contact = words(f"{short[0]} [{PHONE}] {short[1]} [{DAY}] {short[2]} [{MAIL}]")
    return LetterText(
        id="L-7K3Q-X9MD",
        form="adult",
        form_version=1,
        language=language,
        script=SCRIPTS[language],
        is_right_to_left=language in RIGHT_TO_LEFT,
        status=TranslationStatus.UNREVIEWED,
        sheet=sheet,
        title=short[0],
        organisation=short[1],
        reference=f"{short[2]} L-7K3Q-X9MD",
        draft_mark=short[3],
        page_label=f"{short[4]} {{page}}/{{pages}}",
        most_pages=most_pages,
        blocks=(
            Heading(words=(Run(text=short[0]),)),
            Paragraph(words=words(sentence)),
            Paragraph(words=contact, is_note=True),
            boxes(Layout.PICTURES, "L04"),
            Heading(words=(Run(text=short[1]),)),
            boxes(Layout.COLUMNS, "L08"),
            boxes(Layout.YES_NO, "L05", options[:2]),
            Points(items=(words(sentence), contact)),
            boxes(Layout.LIST, "L06", options[:2]),
            WriteIn(id="L22.questions", label=(Run(text=short[2]),), lines=2),
            WriteIn(id="L12.until", label=(Run(text=short[3]),), value=DAY),
            Rows(header=tuple(short[:3]), rows=(("C-7K3Q-X9MD", "", ""), ("", "", ""))),
            Signature(
                signer=Signer.CONTRIBUTOR, label=short[4], date_label=short[5], thumbprint_label=short[3],
            ),
            Signature(signer=Signer.STAFF, label=short[5], date_label=short[5], statement=contact),
        ),
    )  # fmt: skip


def set_letter(text, fonts=FONTS, *, with_fields=True, beside=None, **printing):
    """Return a letter's PDF; `printing` are the fields of `Printing`."""
    paper = LetterPaper(text=text, beside=beside, printing=Printing(**printing))
    return make_letter(paper, fonts, with_fields=with_fields)
