"""Words of everyday English. In small letters none is compared with names; at the start of a sentence a match is unsure.

Without them a story of three thousand words would take as long as trying as many names: whoever guesses tries no such word.
"""

import re

from consentkit.domain.words.persons import is_common

_USUAL = frozenset(
    """
able about above abroad abuse accept accepted accepts access account accounted accounts acknowledged across act acted
action activate actor actors acts add added adding address addresses adds administrator adult adults advert advice
advisories afraid afresh after afternoon afterwards again against age agency ages ago agree agreed agreement agrees
ahead aid album alias alike alive all alleged allow allowed allows almost alone along aloud alphabets already also
altered although always amber among and anew angel angels angle angry annual another answer answered answering answers
any anybody anyone anything anyway anywhere apart appear appearance appears application applies apply appointed
appoints approval approve approved approves apt archive are area around arrest arrested arrive arrived arrives arrows
art artist ashamed aside ask asked asker askew asking asks asleep assent asserted assessment ate atoms attach attached
attaches attachments attack attribute attributes audience audiences audit auditor auditors audits augmentation aunt
authenticated author authority autumn avoid away babies baby back background backup backups bad badge badly bag bags
baht baker banana bananas bands banks bar barcodes bare bars base bases bash basis basket batch batches beach bear
beat beaten became because become becomes bed beds been before beforehand began begin beginning begins begun behind
being believe believed believes belong belongs below bench bends berry beside best betrayed better between beyond
bicycle big bigger biggest bill bills binary binds bird birds birth birthday bit bits black blame blames blank blanks
block blocker blocks blot blue blur blurred board boat boats bodies body bold bolder bombs book bookmarks books border
borders born boss bosses both bottom bought bound bounds box boxes boy boys brace brand brave bread break breakfast
breaks bridge bridges briefing bright brighter bring bringing brings broadcast broken broker brokers brook brother
brothers brought brown browser browsers bruises buffalo build built bundle bundled bunny bus buses busy but buttons
buy buying buys bystander byte bytes calibre call called calls calmed came camera cameras can candidates candle cannot
cap capacity capital capitals caps caption captions captures car card cards care carefully cares carried carries carry
carrying cars carter case cases caseworker cash cat catalogue cats cause cell cells centerface centres certain certifi
certificate certificates certified certifies certify chain chained chains chair chairs chance change changed changes
channel channels chapter chapters character characters charge chart charts chase chat chats cheap check checked
checker checklist checklists checkout checks checksum checksums cherry chicken chickens chief child children choice
choices choose chooses chose chosen chunks church ciphertext circle circled circles cities city claim claimed claims
clashes class classes classmates clause clauses clean clear clearance clearances cleared clearly clears client cliff
clinic clipped clock clone close closed closely closes closing cloth clothes clothing cloud clouds cluster coarse
coarsely coast coconut code codes coefficient cold collage colleague colleagues collect collected college colour
colours column columns come comes comfortable coming comma command commands comment comments commercial committed
common communications communities community company compare compared compares comparison compassion compiled compiler
complain complaint complaints completion composed composite compressed computed computer computers concerns condition
conditions confidential confidentiality config confined confirm confirmation confirmed confirming confirms conflict
confront connection consent consented consentkit consents constants contact contacts container content contents
continues contract contradict contributor contributors control controls converted convicted cook cooked cooking cooks
cool cooper coordinator copied copies copy copyleft core cores corner corners corpora corpus correct corrected
correction corrects correlation cosmetic costs cotton could counsellor count counted countries country counts courage
course court courts cousin cousins cover covered covering covers cow cows crash crashed crashes credit cried crime
criminal crisis critical cropped cross crossed crosses crossing crowd crowds crumpled cry crying crystal ctrl cure
cures curious curls cursor cut cuts daisy dale damage damaged damages dance danced dances dancing danger dangers dark
darkened dashed dashes dask data database databases date dated dates daughter daughters dawn day days dead dean debt
debts deceives decide decided decides decimal decision declaration declare declared declares declined decoded decoder
decoders decoration deep deeper deeply deface default degree degrees delete deleted demand demo density depend depth
derived derives describable described desk desktop detail details detection detector detectors developed development
device devices dialect diamond did die died dies differ difference different differently differs digest digests digits
dignity dinner direction directly director dirt dirty disagree dishonest disk disks dismissed dismisses distance
distress distressed district divorce dlibgt doctor doctors document documents does dog dogs domain don done donor
donors door doors dot dots doubled doubt doubts dove down download downloaded dpi draft drafts draw drawing drawings
drawn draws dream dreamed dreams dress dressed dresses drew drink drinking drives driving drop dropped drove drum
drums dry duck ducks due dump dumps during dusk dying each earlier early earn earned earning ears easily east easy eat
eating eats edge edges edit edited editing editor edits effect eight eighteen either element elements elephant
elephants eleven else elsewhere embedded embedding emergency employee employer employers emptied empty encoded encoder
encoders encodes encoding encodings encrypt encrypted encryption end ended ending ends engine engines enlarged enough
enters entities enumeration environment era ernest error errors escape escaped escapes estimate even evening evenings
event events ever every everybody everyone everything everywhere evidence exact exactly exam example examples exams
exception exhibition exhibitions exif exiftool exit exits expect expensive explain explained explains explanation
explanations export exported exporting exports expose extra extras eye eyes face faces facing fact factories factory
facts fail failed failing fails failure faint fainter fair fairly fairness faith fall fallback falls false families
family far fare farm farmer farmers farms fast faster father fathers fault favour fax fear fears fee feel feeling
feelings fees fell felt festival festivals fetch fetched few fewer field fields fight figure figures file files fill
filled filling fills film films filter final finally find findhuman finding findings finds fine fingerprint finish
finished fire fires first fish fisherman fishermen fishing fit fits five fixer flag flattened fled flight flipped
floor floors flower flowers flush flushed flushes fold folded folder folders follow followed follows font fonts
foolish foot footage football for forbid force forces ford forest forests forged forget forgets forgot forgotten form
format formats forms formula forty forwarded found four fourth frame frames frameworks frank free freed freedom freely
fresh friend friendly friends frighten frightened from front fruit fruits full function functions fundraising further
gain gains game games gap garden gardens garment gate gathering gave gentle genuine geonames geonamescache get gets
gift girl girls give given gives giving glad glare glen glyph god goes gold golden gone good got grace grade grades
grandfather grandmother grandparents graph grapheme grass gray green greeting grew grey ground grounds group grouped
groups grown grows guard guardian guardians guess guessed guessing guide guides had hair hairline half hand handed
handkerchief handle handles hands hangs happen happened happens happiness happy harbour hard harder hardest hardly
harm harmed harmless harms has hash hashed hashes hat hats have having head header headers heading headings heads
health healthy hear heard hearing hears heath heic height held help helped helping helpless helps her here heroes
herself hex hexadecimal hibernation hid hidden hide hides hiding high higher highest hill hills him himself hinted his
hit hitting hold holder holding holds hole holes holiday hollow home homes honest honey honoured hope hoped hopes
hospital hospitals host hostile hot hotline hotlines hour hours house houses how https huge human hundred hungry
hunter hurried hurt hurting hurts husband hypothesis idea identities identity idioms ids ignore ill illness
illustration image images imaging immigration import imported imports inbox inch include included includes index
information init initials injured injury ink innocent input inside install installation installed installer installs
instance instead intact intake intent interest interests interface internal internet interpreted interpreter
interpreters interprets intersection interval interview into invented iris island islands isolated isolates issue
issued issues item items its itself ivory jade jail jasmine job jobs journey journeys joy joys judge judgement judges
judgment just justify keep keeper keepers keeping keeps kept key keyboard keyfile keyid keys keyword kid kids kill
killed kills kind kindly kinds kitchen knew know knowing known knows label labelled labels labor labour lack lacking
lacks laid lake lakes lamp land lands landscape lane language languages laptop large larger largest last lasts late
later latest laugh laughed laughing law laws lawyer lawyers lay layer layers layout lays lead leader leading leads
leaf leak leaks learn learned learning learns least leave leaves leaving left legal legible lender length lengths
lenient less lesson lessons let lets letter letterhead letters level levels libasound libavcodec libavdevice
libavfilter libavformat libavutil libfreetype libgeos libgfortran libgmp libgnutls libheif libhogweed libjpeg
libnettle libquadmath libraries library libswresample libswscale libunistring licence licences licensed lie lied lies
life lift lifted lifting liftings lifts light lighter lights like likely lily limit limited limits line lined lines
link linked links lint lion list listed listen listened listener listening listing lists little live lived lives
living load loaded loader loads loan loans local location locations lock locked locks log logged logo lonely long
longer longest look looked looking looks loom loopback loose lose loses losing loss lossy lost lotus loud love loved
loves loving low lower lowest lowres lunch lying machine machines made magazine mail mailed mainland make maker makers
makes making man manager managers mango mangoes many map maps mark marked market markets marks marriage married marry
masked masks mason master masters matched matches matching mathematics matter mattered max may meal meals mean meaning
means meant meanwhile measured measures measuring meat media median medicine medium meet meeting meets megabytes
megapixels member members memory men mend mended mentioned merge merged message messages met metadata method middle
midnight might migrant migrants migration miller millimetre million min mind minds mine minimum minute minutes mirror
mirrored miss missed misses missing mistake mistakes mixed mode model models module modules moment moments money monk
monks month months moon more morning mornings mosaic mosque most mostly mother mothers motorbike motorbikes mountain
mountains mouse move moved moves moving much music must mutants mutmut myanmartools myself name named names naming
narrow narrowed narrower narrows native near nearer nearest nearly need needed needing needs negative neighbor
neighbour neighbours neither net network networks neutral never new newer newest news newspaper newsroom next night
nights nine niqab nobody nod noes noise none nonsense noon nor normal norms north northern not note noted notes
nothing notice noticed notices noun nouns now nowhere number numbered numbers nun nuns nurse nurses object objects
obliges occluded ocean off offer offered offers office officer officers officials often old older oldest olive once
one ones online only onnxruntime open opened opening openings opens openssl option options oracle orchid orchids order
orders organisation organisations origin original originals other others otherwise our ours ourselves out outcome
outcomes outer outlines outlive outside outvote outvotes oval ovals over overlap overlapping overlaps overrides
overtaken overwritten own owner owns package packages packed packet page pages pagoda pagodas paid pain paint painted
pair pairs palette palettes pandoc paper papers paragraphs parent parents parsed parser part parted partitions partly
partner partners partnership parts pass passed passes passphrase passphrases passport passports password past pasted
pasting patch patches path paths pathspec pattern pay payer paying payment pays pdfium peace peak pearl pearls peer
pen pencil penny people percent perhaps permission permissions permissively person personal persons perspective phone
phones photo photograph photographed photographer photographers photographs photos phrase picks pictogram pictograms
picture pictured pictures pieces pig pigs pillow pins pipe piped pitch pity pixel pixels place places plain plaintext
plan plane planned plans plate plates play played player players playing playlists plays plugged plural plus pocket
point pointed points police policies policy polite politeness pool poor poppler poppy port portrait portraits ports
pose posed position possible post poster posters potter potters power practice pray prayed prayer prayers prefer
prefers pregnant present press pressed pressure prevents preview previous price prices pride principle principles
print printed printer printing prints prison private problem process processes processor producer production profile
profiles program programs progressive project projects promise promised promises prompts proof properties protect
protected protection protects protocol proud prove proved proves province provinces public publication publications
publicity publish published publishes pulls purpose pushes put puts putting pyrage pytest python quality quantization
quarter question questions quick quicker quickly quiet quote quoted quotes race radio ragged rain rains ran random
rank ranks rapidocr rarer rate rather ratio ratios reach reached reaches read readable reader readers reading reads
ready real realistic really reason reasons rebuilt receipt receive received receiver receives receiving recent
recipient recipients recognise recognised recognises recomputed recomputes record recorded recorder recording
recordings records recover recovery recruited recruiter rectangle red redact redacted redaction reference references
refines reflect reflection refusal refusals refuse refused refuses region registry regret regular rejected relation
relative release released releases relied relies rely remain remains remark remarks remember remembered remind remove
removed removes removing rename renew renewal renewed renews repair repaired repeat repeats repetition replace
replaced replaces replacing reply report reported reportlab reports repository reproduced required requirements rescue
rescued research resolution respect rest restart restore restored restores restriction rests result results return
returned returns reused review reviewed reviewer revision rewrites rewritten rice rich right rights rises risk risks
river rivers road roads robin rocky role roles roof room rooms ropes rose roses roster rough rounded route row rows
ruby ruff rule rules run running runs runtime rusty sad sadness safe safeguarding safer safety said sailed sailing
salary salon salt same sample samples sandbox sandy sang sarif save saved saves saving saw say saying says scaled scan
scanned scanner scanning scans scared scarf scars scarves scenes scheduler schema school schools scissors scope score
scores screen screens scribbled scribbles script scripts sea seal sealed sealing search searched searches seas second
seconds secret section security see seed seeing seem seems seen sees segments seldom selectors sell seller selling
send sends sensation sensitive sent sentence sentences separate seq serial serve serves service session sessions set
sets setting settings settle settled settlement settles seven seventeen several severity sew sewed sewing sewn sex
sexual sexualisation shadow shadows shaking shall shame shamed shape shaped shapely shapes share shared shares she
sheet sheets shell shelter shelters shift shifted shifts ship shipped ships shirt shirts shock shocked shoes shoot
short shorten shorter shortest shortly should show showed showing shown shows shrunk sick side sides sideways sighting
sightings sign signature signatures signed signers signs silence silent silk silver simple simplified since sing
singer singing single sings singular sister sisters sit site sits six sixteen size sizes skew skin skip skirt sky
sleep sleepless sleeps slide slides slip slips slow slower slowest slowly small smaller smallest smile smiled smiles
smiling smoke snake snakes snapshot snapshots social soft software sold solid solved some somebody someone something
sometimes somewhat son song songs sons soon sound soup source south southern space spaces spares sparse speak speaker
speakers speaking speaks speed spell spelled spelt spoils spoke spoken sport sports spreads spreadsheet spreadsheets
spring square squares staff stale stall stamp stamps stand standard standing stands star stars start started starting
starts state stated statement states static station status stay stayed staying stays stderr steals steers step steps
stereotype stick still stock stolen stone stones stood stop stopped stops store stored stories storm storms story
straight straightened strange stranger strangers stream streams street stretch stretched strict stricter strictest
strictly string strings strip strips stroke strong struck student students studied study studying style styles subject
subjects subtitles success such suddenly sugar suggest suggested suggestion suggestions suggests summary summer sun
sunglasses sunny sunrise sunset supervisor supplier suppliers support suppression sure surely surer survive survived
survivor survivors swan swap swapped sweep switch switched syllable syllables sync system systems table tables tag
tags take takedown takedowns taken takes taking talk talked talking tall taller tape target tattoo tattoos taught
taylor tea teach teacher teachers team teams tear tears teased teenager teenagers telephone television tell telling
tells template temple temples temporary ten terminal terminals terms test tested tests text textile texts textual than
thanks that the their theirs them themselves then there these they thief thing things think thinking thinks third
thirsty this thorough thoroughly those though thought thousand thousands thread threats three threshold thresholds
through thumb thumbnails thumbprint tick ticked ticks tie tied ties tiger tigers tile tiles tilt tilted time times
tiny tired title titles titling today together told tomorrow tone toner tonight too took tool tools top total touches
tour town towns trace track tracked tracker tracks traditional trafficked trafficker traffickers trafficking train
trained trainer training trains transaction translate translated translates translation translator transparency travel
traveled travelled travelling travels treat tree trees trial tried tries trigger triggers truck trucks true trust
trusted trusting truthfully try tuning turn turned turns twelve twentieth twenty twice twin two type typed types
typesetter typesetting typical unattended unchanged uncle unclear undecided under understand understands undo undone
undressed unfinished unfolds uniform uniforms union university unknown unless unlimited unlock unpacked unpacks unpaid
unproved unrecorded unreviewed unsafe unseen unsupported unsure until unusual unwanted upgrade upright upset upwards
urgent usage use usecases used user uses using usual usually valid valley value values variable vault vegetables veil
veiled veils verb verbal verbs verified verifies version versions very victim victims video videos view viewer viewers
village villages violet visible visit visited visiting visitor visitors vocabularies vocabulary voice voices void
voided voids volunteer volunteers vouch vouched vouches wage wages wait waiting waits walk walked walker walkers
walking wall walls want wanted wanting wants warm warn warns was watch watched watches watching water way ways weak
weaker weakness weaknesses weave weaving web website wedding week weeks weigh weighed weighs weight weights welcome
well went were west wet what whatever wheel wheels when where wherever whether which while white who whoever whole
wholly whom whose why wide wider width widths wife will wind window windows winds wins winter wished wishes with
withdraw withdrawal withdrawn withdraws within without witness woman women wood woods word worded wording words work
worked worker workers working works workshop workspace worldwide worse worth would wound wounds wove woven wrapped
wraps write writer writers writes writing written wrong wrongly wrote year yearly years yellow yes yesterday yet you
young younger youngest your yours yourself zeros
""".split()
)

_IN_NO_NAME = frozenset(
    """
ที่ ไม่ หรือ และ ได้ เรา ของ ใน ว่า เป็น ผู้ นี้ จะ ให้ แล้ว ความ อยู่ ไว้ บอก ใช่ เขา เธอ ถูก ทุก ไป ไม่มี ชื่อ ใคร การ กับ แบบ อะไร ถ้า
ด้วย จาก เมื่อ ฉัน อื่น เห็น อีก นั้น แต่ละ กว่า หนึ่ง ก็ ยัง อย่าง ทำให้ ต้อง ทำ ก่อน ครั้ง คือ หลัง เพราะ แต่ ซึ่ง โดย ถึง เด็ก
พวก เคย กัน เพื่อ ตอน อายุ บ้าน กลับ แม่ พ่อ เข้า ออก อยาก เวลา เลย คุณ
ແລະ ທີ່ ພວກ ເຮົາ ຂອງ ຫຼື ໄດ້ ບໍ່ ເຈົ້າ ໃນ ນີ້ ໃຫ້ ຖືກ ໃຊ້ ເດັກ ວ່າ ແລ້ວ ບໍ່ມີ ເປັນ ການ ແມ່ນ ໃຜ ໄວ້ ຫຍັງ ຂ້ອຍ ບໍ ຄົນທີ່ ບໍ່ໄດ້ ທຸກ
ຜູ້ ຍັງ ຢູ່ ຊື່ ກັບ ລາວ ຖ້າ ແບບ ອີກ ກໍ ສຳລັບ ເຫັນ ຢ່າງ ເຂົາ ແຕ່ ນັ້ນ ຈະ ມື້ ຈາກ ເມື່ອ ໜຶ່ງ ໄປ ເຮັດໃຫ້ ຕ້ອງ ກ່ອນ ຄວາມ ອາຍຸ ບ້ານ ແມ່
ດ້ວຍ ຫຼັງ ເພາະ ເຮັດ ເຖິງ
ដែល អ្នក អាច យើង បាន ឬ និង ទេ របស់ មិន ក្នុង តើ វា ហើយ អ្វី ត្រូវ មួយ មាន មនុស្ស ឱ្យ ឲ្យ នៅ គ្មាន ជា គាត់ នាង ប្រើ នេះ ការ ៗ សម្រាប់
ពាក្យ និយាយ ខ្ញុំ គេ លើ នរណា ធ្វើ ពេល ឈ្មោះ បើ ថ្ងៃ ជាមួយ ជាង ដោយ ទាំងអស់ ទៀត ឃើញ ពី ផ្សេង តែ នោះ មុន ឆ្នាំ នៃ ដែរ អាយុ ផ្ទះ ទៅ
ដើម្បី ក៏ កុមារ ម្តាយ ឪពុក រួច ចេញ ចង់ ដល់
ပါ ကို တယ် သည် နိုင် နှင့် များ သော သလား ပြီး ခဲ့ တစ် တွင် နိုင်သည် သို့မဟုတ် တို့ ရှိ ကလေး ထား တွေ မဟုတ် တိုင်း ဒါ ရင် ဘာ အတွက် ဘူး ဘယ်
နဲ့ ဒီ သူ့ ဖြစ် ကျွန်တော် ကျွန်မ လည်း လျှင် မှာ ထဲ ခြင်း ဟု သည့် အမည် နာမည် ရဲ့ တဲ့ ရန် စေ ၏ ၌ ၍ မှု အသက် နှစ် ရက် ပေး ပြော သွား
အိမ် ကျွန်ုပ်
的 了 是 我 我们 您 你 他 她 它 们 他们 她们 或 或者 是否 可能 也 在 会 不 没有 可以 就 被 把 给 都 请 让 如果 没 这 那 什么 说 到 从 谁 这里
并 还 但 但是 很 与 这个 一个 自己 因为 所以 时候 后来 以后 已经 名叫 叫 今年 岁 家 去 来 用 里 上 下 每
""".split()
)
"""Little words of the scripts without spaces: no name has one of them in it as a word of its own."""

_BESIDE_NAMES = re.compile(
    "|".join(sorted((one for one in (*_IN_NO_NAME, "พา", "ພາ", "នាំ") if len(one) > 1), key=len, reverse=True))
)


def edges_beside_names(run: str) -> frozenset[int]:
    """Return where the little words begin and end in letters without spaces: where ICU parts a name wrongly."""
    return frozenset(edge for found in _BESIDE_NAMES.finditer(run) for edge in found.span())


def is_in_no_name(word: str) -> bool:
    """Tell whether a word, as ICU parts a text in a script without spaces, is part of no name."""
    return word in _IN_NO_NAME


_ENDS_NAMES = frozenset("នាង មាន ပါ ကို မှာ ນາງ 家 来 里".split())


def ends_names(word: str) -> bool:
    """Tell whether a little word is a syllable of names too: Sreyneang, Yupar."""
    return word in _ENDS_NAMES


_VIETNAMESE_WORDS = frozenset(
    """
từ người hộ thứ khi trong tháng ngày những các một tôi chị cô bà ông bác dì chú cháu mẹ cha bố nhà là của có được với để này
đã ở đến về bị đi làm rất cũng nhưng thì như vì nên nếu sau trước đó đây ấy nào gì mỗi mọi cả nhiều ít lúc buổi sáng trưa chiều
tối đêm trời mưa nắng gió đất nước núi đường tiền việc nhớ biết thấy nghe nói kể hỏi học chơi ăn uống ngủ sống chết thương buồn
khóc cười lại còn đang sẽ phải muốn cần chỉ mới đều vẫn từng bằng theo trên dưới giữa ngoài cùng tại lên xuống vào số giấy tờ tên
tuổi đầu cuối giờ phút tuần mùa chuyện câu chuyến xe thuyền trường lớp thầy bạn bệnh viện chợ làng xã huyện tỉnh thành phố nơi chỗ
bên cạnh gần hết rồi chưa chẳng đừng hãy cứ tự bởi dù tuy vậy thế nhất hơn kém quá lắm nữa luôn thường đôi ngay vừa sắp khoảng chừng
mấy bao đâu sao tất khác giống riêng chung đồng cửa phòng bàn ghế điện thoại hình ảnh lời tiếng mắt mặt chân đứa trẻ cậu mình họ
chúng nó xin vâng dạ ừ hôm nay mai kia xưa nguồn nguyên gia đình vợ chồng trộm cướp luật tòa án công ty
""".split()
) - {"mai"}
"""Words of everyday Vietnamese that are nobody's name, with their marks: at the start of a sentence they have a capital."""


def is_vietnamese_word(word: str) -> bool:
    """Tell whether a word is one of everyday Vietnamese, as it is written with its marks."""
    return not word.isascii() and word.casefold() in _VIETNAMESE_WORDS


def is_usual(plain_word: str) -> bool:
    """Tell whether a word in plain small letters is one of everyday English."""
    return plain_word in _USUAL or is_common(plain_word)
