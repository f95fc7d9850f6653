"""Where words end in scripts without spaces, as ICU's dictionaries part them, and with which of them no name begins."""

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icu import BreakIterator

_RUN = re.compile("[\u3400-\u9fff]+|[\u0e01-\u0e4e]+|[\u0e81-\u0edf]+|[\u1000-\u109f]+|[\u1780-\u17d3]+")
_AROUND = 60
"""So many signs on each side are parted: what stands further away parts no word here."""
_REMEMBERED = 4096

_BEGINS_NO_NAME = frozenset(
    """
ที่ ไม่ หรือ และ ได้ เรา ของ ใน ว่า เป็น ผู้ นี้ จะ ให้ แล้ว ความ อยู่ ไว้ บอก กับ มี ถูก ทำ ไป มา ด้วย จาก เมื่อ ฉัน อื่น เห็น
อีก นั้น แต่ละ กว่า หนึ่ง ก็ ยัง อย่าง ต้อง พวก เคย กัน เพื่อ ตอน อายุ กลับ เข้า ออก อยาก เวลา เลย เปิด ปิด เขียน สั่ง ตัดสิน รับ ส่ง
สอน เริ่ม จัด ช่วย พา พบ กำลัง เต็ม ว่าง หยุด เลิก แจ้ง ตอบ ขอ เรียก ช่วง วันนี้ ทุก หลาย ทั้ง บาง คน คนนี้ คนนั้น คนหนึ่ง ใจดี แห่ง
พยาบาล เดียว เดียวกัน ใหม่ เก่า เล็ก ใหญ่ ใกล้ ไกล ก่อน หลัง ต่อ ตั้งแต่ จน ถึง แต่ เพราะ ถ้า เธอ เขา ผม หนู มัน ใคร อะไร ไหน นะ ค่ะ ครับ คะ
ยิ้ม พูด เล่า นั่ง เดิน วิ่ง กิน นอน ขาย ซื้อ ร้อง หัวเราะ ชอบ รัก คิด รู้ ทำงาน เรียน หาย บ้านพัก จริง แทน เอง ไฟล์ ตัว ใด คือ เลือก การ ตั้ง สาว หญิง ชาย เล่น ย่อ เต็ม สมมุติ สมมติ ข้าง บน เช่น ตาย ลง ขึ้น ยอม อาจ ควร ขาด เสีย ราคา
ແລະ ທີ່ ພວກ ເຮົາ ຂອງ ຫຼື ໄດ້ ບໍ່ ເຈົ້າ ໃນ ນີ້ ໃຫ້ ຖືກ ໃຊ້ ເດັກ ວ່າ ແລ້ວ ບໍ່ມີ ເປັນ ມີ ຜູ້ ຍັງ ຢູ່ ກັບ ລາວ ຖ້າ ແບບ ອີກ ກໍ ສຳລັບ ເຫັນ
ຢ່າງ ເຂົາ ແຕ່ ນັ້ນ ຈະ ມື້ ຈາກ ດ້ວຍ ຫຼັງ ກ່ອນ ເພາະ ເຮັດ ເຖິງ ເປີດ ປິດ ຂຽນ ບອກ ສັ່ງ ຕັດສິນ ຮັບ ສົ່ງ ສອນ ເລີ່ມ ຈັດ ຊ່ວຍ ພາ ພົບ ຕ້ອງ
ເຄີຍ ກຳລັງ ເຕັມ ຢຸດ ເລີກ ແຈ້ງ ຕອບ ຂໍ ຂໍໃຫ້ ຊ່ວງ ທຸກ ຫຼາຍ ບາງ ຄົນ ໃຈດີ ແຫ່ງ ໃໝ່ ເກົ່າ ນ້ອຍ ໃຫຍ່ ໃກ້ ໄກ ເມື່ອ ຈົນ ໄປ ມາ ເກີດ ຍິ້ມ ເວົ້າ ເລົ່າ
ນັ່ງ ຍ່າງ ແລ່ນ ກິນ ນອນ ຂາຍ ຊື້ ຮ້ອງ ຫົວ ມັກ ຮັກ ຄິດ ຮູ້ ຮຽນ ຄ່ອຍ ລົງ ຂຶ້ນ ພະຍາບານ ນາງພະຍາບານ ຂ້ອຍ ແມ່ນ ຄື ບ້ານພັກ ພັກ ດຽວກັນ ຖັດ ຂ້າງ ແທ້ ແທນ ເອງ ໄຟລ໌ ຕົວ ໃດ ເລືອກ ຕັ້ງ ສົມມຸດ ຂ້າງ ເທິງ ຫວ່າງ ເຊັ່ນ ອື່ນ ນຳ ຊົ່ວຄາວ ເທົ່ານັ້ນ ຕົ້ນ ເຕັມ ຖັດໄປ ດຽວກັນ ໃຜ ຫຍັງ
ដែល អ្នក អាច យើង បាន ឬ និង ទេ របស់ មិន ក្នុង តើ វា ហើយ អ្វី ត្រូវ មួយ មាន មនុស្ស ពាក្យ និយាយ ខ្ញុំ គេ លើ នរណា ធ្វើ ពេល ឈ្មោះ បើ ថ្ងៃ
ជាមួយ ជាង ដោយ ទាំងអស់ ទាំង ទៀត ទៅ មក នៅ ជា ពី នេះ នោះ ដើម្បី ក៏ រួច ចេញ ចង់ ដល់ បិទ បើក ពេញ សរសេរ ប្រាប់ ចាប់ផ្តើម ចាប់ផ្ដើម ជួយ
គ្មាន គឺ កំពុង ធ្លាប់ គ្រប់ ណា ឆ្លើយ សម្រេច ដទៃ ដទៃទៀត ផ្សេង ផ្សេងទៀត ម្នាក់ទៀត ម្នាក់ ច្រើន តូច ធំ ថ្មី ចាស់ ចិត្តល្អ ឲ្យ ឱ្យ អោយ លក់ ទិញ ញញឹម យំ សើច ដើរ រត់ ស្តាប់
ស្ដាប់ រាល់ វិញ ប៉ុន្តែ តែ នឹង គាត់ នាង មុន ក្រោយ ជិត ឆ្ងាយ ដូច ឃើញ ដឹង គិត ស្រឡាញ់ អស់ ចូល ឡើង ចុះ រង់ចាំ រស់នៅ រៀន ទើប ឡើយ សម្គាល់ ពិត សន្មត ផងដែរ សម្រាប់ ឯកសារ ក្រៅ មែន មែនទេ លេខ ប៉ុណ្ណោះ ក្បែរ ទទេ ដែរ ខុស នៃ ដូចគ្នា សម្ងាត់ រួម ពេញលេញ ហៅក្រៅ បន្ទាប់ បង្រៀន
ပါ ကို တယ် သည် နိုင် နှင့် များ သော ပြီး ခဲ့ တစ် တွင် သို့မဟုတ် နဲ့ ဒီ သူ့ သူ သူမ ဖြစ် ကျွန်တော် ကျွန်မ လည်း လျှင် မှာ ထဲ ခြင်း ဟု သည့် အဲဒီ
ဒါ ဟာ က တွေ ဘယ် ဘာ ဘယ်သူ မရှိ မသိ မပါ ရှိ ဖြင့် တည်း အတွက် အပြည့်အစုံ ရင်း ရဲ့ ဖော်ပြ အရင် အခု တခြား အားလုံး
""".split()
)
"""What stands after a title or a school without being its name: what somebody does, whose it is, which one."""


def is_parted(text: str, at: int) -> bool:
    """Tell whether a word of a script without spaces begins or ends here; elsewhere it is always so."""
    start, end = _run_around(text, at)
    return at in {start, end} or at - start in _boundaries(text[start:end])


def begins_no_name(text: str, at: int) -> bool:
    """Tell whether the word that begins here, in a script without spaces, begins no name."""
    start, end = _run_around(text, at)
    edges = _boundaries(text[start:end])
    return any(
        text[start + first : start + last] in _BEGINS_NO_NAME
        for first, last in pairwise(sorted(edges))
        if first == at - start
    )


def _run_around(text: str, at: int) -> tuple[int, int]:
    first = max(0, at - _AROUND)
    for found in _RUN.finditer(text, first, at + _AROUND):
        if found.start() <= at <= found.end() and (found.end() > at or found.end() == len(text)):
            return found.span()
    return at, at


@lru_cache(_REMEMBERED)
def _boundaries(run: str) -> frozenset[int]:
    breaks = _breaks()
    breaks.setText(run)
    # ICU counts in UTF-16; these scripts are all of its first plane.
    return frozenset((0, *breaks))


@cache
def _breaks() -> "BreakIterator":
    from icu import BreakIterator, Locale

    return BreakIterator.createWordInstance(Locale("th"))
