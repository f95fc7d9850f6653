"""Schools, pagodas, shelters, hospitals, villages and the like that stand by their names, by patterns."""

import re
from collections.abc import Iterator
from dataclasses import replace

from consentkit.domain.names.parting import begins_no_name, is_parted
from consentkit.domain.words.findings import WordKind
from consentkit.domain.words.searching import CAPITALS, Hit, Patterns, Text, hits_of, patterns

_CAP = f"[{CAPITALS}][\\w'-]*"
_NO_NAME = (
    "(?!(?:The|A|An|This|That|My|Our|Her|His|Their|Your|Its|Every|Each|Some|Any|No|In|At|On|To|From|After|Before|"
    "When|While|And|But|If|For|With|She|He|They|We|I|It|Primary|Secondary|High|Junior|Middle|Elementary|Public|"
    "Private|State|Local|Old|New|Then|There|Where|Is|Was|Sunday|Summer|Law|Medical|Boarding|Night)\\b)"
)
_EN_KIND = (
    "(?:(?:Primary|Secondary|High|Junior|Middle|Elementary|Boarding|International|Technical|Vocational) )*"
    "(?:School|College|University|Academy|Kindergarten|Orphanage|Shelter|Safe ?house|Refuge|Hospital|Clinic|"
    "Health (?:Cent(?:re|er)|Post)|Pagoda|Temple|Monastery|Church|Mosque|Village|Commune|Sub-?[Dd]istrict|District|"
    "Township|Ward|Hamlet|Police Station|Prison|Detention Cent(?:re|er)|Court|Factory|Garment Factory|Market|"
    "Hotel|Guesthouse|Restaurant|Karaoke|Camp|Port|Pier|Plantation|Farm|Bar|Street|Road|Cent(?:re|er)|Children's Home|"
    "Home)"
)
_EN_SMALL = (
    "(?:school|college|university|orphanage|shelter|safe house|refuge|hospital|clinic|health cent(?:re|er)|pagoda|"
    "temple|monastery|church|mosque|village|commune|district|township|hamlet|ward|police station|factory|camp)"
)

_TH_STOP = (
    "(?! ?(?:ทุก|แล้ว|และ|ที่|ใน|กับ|ของ|ได้|ไม่|เพื่อ|มา|ไป|เป็น|จะ|มี|อยู่|ก็|หรือ|เมื่อ|จน|นี้|นั้น|แห่ง|ใกล้|ด้วย|อีก|ต่อ|ตั้งแต่|อย่าง|"
    "หลัง|ก่อน|เธอ|เขา|เรา|ฉัน|ผม|ให้|ซึ่ง|โดย|จาก|ถึง|แต่|ว่า|เพราะ|ประจำ|ของรัฐ|เอกชน|เดียว|อื่น|ใหม่|เก่า|เล็ก|ใหญ่|ๆ))"
)
_TH = "[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e4e]+"
_KM_STOP = "(?! ?(?:ហើយ|និង|ដែល|នៅ|ក្នុង|របស់|ទៅ|មក|បាន|មិន|ដើម្បី|ជា|មាន|រៀងរាល់|ប៉ុន្តែ|នេះ|នោះ|ឬ|ទៀត|វិញ|ពី|ជាមួយ))"
_LO_STOP = "(?! ?(?:ແລ້ວ|ແລະ|ທີ່|ໃນ|ກັບ|ຂອງ|ໄດ້|ບໍ່|ເພື່ອ|ມາ|ໄປ|ເປັນ|ຈະ|ມີ|ຢູ່|ກໍ|ຫຼື|ເມື່ອ|ນີ້|ນັ້ນ|ທຸກ|ແຫ່ງ|ໃກ້|ເກີດ|ໃຫ້|ຈາກ|ແຕ່))"
_VI_CAP = f"[{CAPITALS}][\\wÀ-ỹ]*"

_TH_KINDS = (
    "โรงเรียน|มหาวิทยาลัย|วิทยาลัย|โรงพยาบาล|สถานสงเคราะห์|บ้านพักเด็กและครอบครัว|"
    "บ้านพักฉุกเฉิน|สถานีตำรวจ|เรือนจำ|หมู่บ้าน|ชุมชน|ตำบล|อำเภอ|แขวง|ซอย|ถนน|ศาล|มัสยิด|"
    "สำนักสงฆ์|โรงงาน|ตลาด|โรงแรม|ศูนย์พักพิง|ค่ายผู้ลี้ภัย"
)
_LO_KINDS = "ໂຮງຮຽນ|ມະຫາວິທະຍາໄລ|ວິທະຍາໄລ|ໂຮງໝໍ|ໂຮງຫມໍ|ສູນພັກພິງ|ສະຖານີຕຳຫຼວດ|ຄຸກ(?!ຄາມ)|ໂຮງງານ|ຕະຫຼາດ"
_KM_KINDS = (
    "សាលាបឋមសិក្សា|អនុវិទ្យាល័យ|វិទ្យាល័យ|សាកលវិទ្យាល័យ|សាលារៀន|មន្ទីរពេទ្យ|មណ្ឌលសុខភាព|"
    "មណ្ឌលកុមារកំព្រា|វត្ត|ភូមិ|ឃុំ|សង្កាត់|ស្រុក|ខណ្ឌ|ប៉ុស្តិ៍|ពន្ធនាគារ|រោងចក្រ|ផ្សារ|មណ្ឌល"
)

INSTITUTIONS: Patterns = patterns(
    WordKind.INSTITUTION,
    f"\\b{_NO_NAME}{_CAP}(?: (?:(?:of|the|de|and|&) )?{_NO_NAME}{_CAP}){{0,3}}? {_EN_KIND}\\b",
    f"\\b{_NO_NAME}{_CAP}(?: {_NO_NAME}{_CAP}){{0,2}} {_EN_SMALL}\\b",
    f"\\b(?:{_EN_KIND}|{_EN_SMALL})(?:,)? (?:of|named|called|in) (?:the )?{_NO_NAME}{_CAP}(?: {_CAP}){{0,2}}",
    "\\b(?:School|Village|Hospital|Commune|District|Shelter|Camp|Ward|Zone|Block) (?:No\\.? ?)?\\d{1,3}\\b",
    f"\\b(?:Wat|Vat|Phum|Ban|Baan|Moo ?[Bb]aa?n|Khum|Srok|Tambon|Amphoe|Amphur|Muang|Soi|Thanon|Kyaung|Phaya|Chua"
    f"|Xa|Thon) {_CAP}(?: {_CAP}){{0,2}}",
    # Thai: what follows without a space is the name; common words after it say that there is none.
    f"(?:{_TH_KINDS}){_TH_STOP} ?{_TH}",
    f"(?<![\u0e01-\u0e4e])วัด{_TH_STOP}{_TH}|(?:ที่|ใกล้|ข้าง|จาก|หลัง|หน้า)วัด{_TH_STOP}{_TH}|(?<![\u0e01-\u0e4e])(?:รพ|สน|สภ|อ|ต|ม|ถ|ซ)\\. ?{_TH}"
    f"|หมู่(?:ที่)? ?\\d{{1,2}}(?!\\d)|(?<![\u0e01-\u0e4e])บ้าน(?:หนอง|โนน|ดอน|ห้วย|นา|โคก|ท่า|คลอง|ป่า|สวน|แม่|วัง|ทุ่ง|ดง|หัว|บาง)[\u0e01-\u0e4e]+",
    f"(?:{_KM_KINDS}){_KM_STOP} ?[\u1780-\u17b3][\u1780-\u17d3]+",
    f"(?:{_LO_KINDS}){_LO_STOP} ?[\u0e81-\u0ec4][\u0e81-\u0ecd]+"
    f"|(?:(?<![\u0e81-\u0ecd])|(?<=ຢູ່)|(?<=ຈາກ)|(?<=ທີ່)|(?<=ໃນ))(?:ວັດ|ບ້ານ|ເມືອງ){_LO_STOP} ?[\u0e81-\u0ec4][\u0e81-\u0ecd]+",
    # Burmese names what it is after the name.
    "[\u1000-\u109f]{3,30}?(?:မူလတန်းကျောင်း|အလယ်တန်းကျောင်း|အထက်တန်းကျောင်း|ဘုန်းကြီးကျောင်း|မိဘမဲ့ကျောင်း|တက္ကသိုလ်|"
    "ဆေးရုံ|ဆေးခန်း|ကျေးရွာ|ရွာ|ရပ်ကွက်|မြို့နယ်|စေတီ|ဘုရား|ရဲစခန်း|ခိုလှုံရေးစခန်း|ဒုက္ခသည်စခန်း|စက်ရုံ)",
    f"\\b(?:[Tt]rường|[Cc]hùa|[Bb]ệnh viện|[Tt]rạm y tế|[Nn]hà thờ|[Tt]rại|[Mm]ái ấm|[Nn]hà tạm lánh|[Tt]hôn|[Ấấ]p|"
    f"[Bb]ản|[Xx]ã|[Pp]hường|[Hh]uyện|[Qq]uận|[Tt]hị trấn|[Ll]àng|[Đđ]ồn công an|[Nn]hà máy|[Cc]hợ|[Đđ]ường|[Pp]hố)"
    f"(?: (?:tiểu học|trung học(?: cơ sở| phổ thông)?|Tiểu học|mầm non|Mầm non|THCS|THPT|[Đđ]ại học|trẻ mồ côi|đa khoa))?"
    f"(?: (?:{_VI_CAP}|\\d{{1,3}})){{1,4}}",
    "[\u4e00-\u9fff]{2,8}?(?:小学|中学|高中|大学|学院|幼儿园|孤儿院|福利院|收容所|庇护所|医院|诊所|卫生院|派出所|监狱|"
    "工厂|村(?!民|里|子|庄里)|镇(?!上|静|压)|乡(?!下|村|亲)|县|寺(?!庙)|庙|街道|社区|难民营)|[\u4e00-\u9fff]{2,6}路\\d+号",
)
_NAMED = re.compile(f"(?:{_TH_KINDS}|วัด|{_LO_KINDS}|ວັດ|ບ້ານ|ເມືອງ|{_KM_KINDS})")
_IT_RAINS = re.compile("မိုး(?:တွေ|များ)?ရွာ")
"""Burmese says that it rains with the word for village."""
_ZH_NO_NAME = re.compile(
    "^.*[在去到从上进于了她他它我们的个是那某每家附近当地就读里和与及回过或让写住睡有找被把向往离给跟会能要还也旁边区](?=[\u4e00-\u9fff])"
)
_ZH_KINDS = "小学|中学|高中|大学|学院|幼儿园|孤儿院|福利院|收容所|庇护所|医院|诊所|卫生院|派出所|监狱|工厂|村|镇|乡|县|寺|庙|街道|社区|难民营"
_ZH_NO_SCHOOL = re.compile(
    f"^(?:[全本邻大小一某两几这那每各整哪多老新座间所些]*|城|乡|区|其他|一个)(?:{_ZH_KINDS})$"
)
"""What stands before a school, a village or the like without naming it."""


def name_begins(wording: str) -> int:
    """Return how many of the signs in front belong to the sentence, where no spaces say so: Chinese."""
    found = _ZH_NO_NAME.match(wording)
    return found.end() if found else 0


def institution_hits(text: Text) -> Iterator[Hit]:
    """Yield what stands by its name; a school that opens, or one of these, has none there."""
    for hit in hits_of(INSTITUTIONS, text):
        wording = text.said[hit.start : hit.end]
        named = _NAMED.match(wording)
        if named and not _has_name(text.said, hit.start + named.end()):
            continue
        begin = name_begins(wording)
        if not _IT_RAINS.search(wording) and not _ZH_NO_SCHOOL.match(wording[begin:]):
            yield replace(hit, start=hit.start + begin)


def _has_name(said: str, after: int) -> bool:
    """Tell whether a school's name may stand after the word for it, and that word is no part of another."""
    begin = after + (said[after : after + 1] == " ")
    return is_parted(said, after) and not begins_no_name(said, begin)
