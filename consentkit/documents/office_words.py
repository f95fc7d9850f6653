"""Words that Office writes by itself in attributes: of its schemas, its settings, its styles and usual fonts.

Runs only in the document reader's process.
"""

_WORDS = """
abjad abs absatz absolute acc accent accented acronym across action activation active ada address
addressee adj after aiueo alg algn align all allow alpha alt alternate alternating alts always amatic
anchor ancst and angkor angsana animation annotation ansi antiqua aparajita app application apply apr
aptos arab arabic arc arch area arial armn around arrow art article arvo asana ascii asia asian
aspectratio asst atan athiti attached attr aucuneliste audio aug author authorities authors auto autofit
autozero avenir axes axis back background badge bai baiti balance balanced balloon band banded bang bangla
banner bar barlow base baseline basic basis baskerville batang battambang bayon before beg begin beginning
behind bending beneath beng bengali bent berlin berschrift best between bevel bibliographies bibliography
bidi bin binhthng bitter bkpt black blank blinds block blocks blue bmp bodoni body bokor bold boli bolt
book bookmark bool bopo boran border both bottom bound box brace bracket break brick bright browallia
browse browser btn bubble bugi building built bullet bullets button cabin caladea calc calibri call
callout cambria camera can cancel candara cans canvas caps caption captioned card cardinal carlito cascade
caslon cat category caveat ccw celestial cell center century chain chakra champa changes char character
characters charis charm charmonman chart chartex chartml charts check checker chenla cher cherokee chevron
chicago child chilly chinese chntrang choose chord chosung chunk cid cinzel circle circuit circular
citation cite cjk classic clean clear click clip closing cloud clr clust clustered cnf cnt cntxt code col
collate color colorful colors cols column columns com comb combo comic comment comments comp comparison
compat compatibility complimentary composite compress con condensed conditional confetti conn connect
connector connecttype consolas console consonants constantia constr cont contemporary content contents
continuation continue continuous contrasting control converging convert coord coordorigin coordsize corbel
cordia core corner corpsdetexte cos counterbalance counting courier cover crop croptop cross crosses
cstate ctr ctrl cube curve curved cust custom customizations customshow cxn cyan cycle daftar dancing
dangrek danhsach dark dash dashed data date datetime daun daunpenh days dbl ddd dddd dec decagon decimal
decision default definition deflate dejavu delay delta dengxian depth des detect dev deva devanagari dfkai
dgm diag diagram diagrams diamond didot differentiate digital dilleniaupc dir direction dirty discrete
disk display dissolve dist distance distribute divide dividend divot dmnd doc docparts docs document docx
dodecagon dok dokchampa donut dosis dot dotted dotum double doulos down dpi drawing drawingml drawings
drawingshape drawn droid drop dropdown droplet drum dxa each east eastern ebrima edessa edge edit edited
effect effects elegant ellipse email embed embeddings emboss emf emoji emph emphasis emu enable enabled
encabezado enclosed end endnote endnotes endshow engrave entr entte envelope equ equal equation equations
err estrangelo ethi eucrosia euphemia even evt exact excel exit exo expand exploded expression ext
extended extensible extension external extra extract extrusionok face facet factor fade fahkwang false
fangsong fast fasthand feathered features feb fields figure figures fill filled fira first firstslide fit
fixed flat flip flood flow flt fmla fmt fntdata fol folded follow followed font fontdata fonts footer
footers footnote footnotes for form format formats formula formulas forward four frame franklin freeform
freehand freesia freeze freezing from front ftr fuentedeprrafopredeter full func funnel futura fuzeile
gadugi gallery gamma ganada gap garamond gautami gear general gentium geom geor georgia gfxdata gif gill
glossary glow google gothic grad gradient gradientshapeok gram grammar grande graphic grav gray green
gregorian grid grilledutableau group grouping grp gte guide gujr gulim gungsuh guru hairline half handout
hang hanging hans hant hanuman harsh hashtag having hdphoto hdr head header headers heading heart heavy
hebr hebrew hei height heiti help helvetica heptagon hex hexagon hexagons hidden hier hierarchy high
highlight himalaya hindi hint hipervnculo hiragino historic hlink hlinkfile hlinkpres hlinkshowjump
hlinksldjump hlk hold home horizontal horz hot hqprint href hsl html http https hue hyperlink hyphen
hyphenation ideas ideograph ideographic ids illustration image imagedata images img impact imprint
inactive indefinite indent indents index inf inflate info information infos inherit ink inline input ins
inset inside integral intense inter interactive internal internet intro inv ion iris iroha irregular
iskoola iso isometric isosceles italic item itim jamjuree jan january japanese jasmine java javanese jheng
jhenghei joinstyle jpan jpeg jpg judul jul jump jun junction just justification kaiti kalimati kalinga
kana kanit kanji kantipur kantumruy karla kartika kashida keine keyboard keymap khmer khmr khngco kiosk
kisi knda kodchasan kodchiang koho kokila kopfzeile korean koulen krub kruti laila landscape lang lao laoo
large largest last lastslide lastslideviewed latha latin lato layout layouts lbl leader least ledger
leelawadee left legacy legal legend len letter level liberation libertine library libre lienhypertexte
light lightning lily lin line linear lined lines link linked linotype linux list liste listenabsatz lisu
lock locked long look loop looped lora low lower lproc lte ltr lucida lue lum lvl mac macro magenta
magnetic mail mailsignature main mainevent maitree major malgun mali mangal manual map mapped mar marg
margin marginalia marker markup master masters math matrix matte max maximized may med media mediacall
medium meiryo menlo mention menu merge merriweather mesh message metadata metal metropolitan micro
microsoft mid midcat middle millions min mincho mingliu minimized minor minus mirror miter mitr mlym mmm
mmmm mod mode model moderate modern monaco mong mongolian mono montserrat mool moolboran moon morning
motion moul movie mso mukta mulish multidocument multilevel multiple multiply multirow muol myanmar mymr
name nar narration narrow neq neue never new newsflash next nextslide nikosh nil niramit nirmala nkoo
noaction node nodes nokora non none norm normal normale north not notched note notes noto nov nova nsimsun
num number numbering numbers nunito nyala oancua obfuscated obj object objects oblique oclc oct octagon
odd odor odttf off office officeart officedocument offline offpage olck ole oleicon once one online only
opacity open opensymbol openxml openxmlformats operation opposing optima optimize ordinal org organic
orient orthographic orya osma oswald otf out outline output outset outside oval over overflow overhead
overlap override ovr pacifico package pad padauk padding page pages pair palatino par para paragraf
paragraph paragraphedeliste parallax parallelogram parcel paren parent parts path pattaya pattern pause
pct pen penh pentagon people percent perfect period perspective petch pgothic phag phagspa phetsarath
phngmcinhcuaoanvn photo pic picture pie pieddepage piedepgina pingfang pitch pixel place placeholder plaid
plain plantagenet plaque plastic plate playfair plc plus pmincho pmingliu png point policepardfaut poppins
portrait pos position pota pour powder powerpoint ppaction ppt pptx preahvihear prec preced predefined
preeti preformatted preparation pres presence presentation presentationml presenter preserve prev previous
previousslide pridi prim primary print printer pro process prod professional program project prompt proof
prop properties props proxima prrafodelista prst psk pts pull punched punct punctuation purl push
pyidaungsu pyramid pyunji qsp quad quarter quick quicksand quickstyle quotable quotations quote raavi
radar radial raleway random reading recipient rect rectangles red ref reference regular relationship
relationships relative rels rely remove repeat restart restored retrospect return rev revision ribbon rich
rig right ring rnd roboto rockwell roman room root rot rotation round rounded row rsid rstyle rtl rubik
rules rupali russian salutation same sample sans sarabun sarabunpsk sat save savon saysettha scatter
schema schemas schoolbook screen script scroll seal sec sect section seek segmented segoe self semibold
semilight sender sep separate separator separators seq sequence ser serif setting settings shade shading
shadow shadows shape shapes shapetype sheet sheets shift shingle show showing shp shruti sib sides
siemreap signature sil simhei simple simplified simsun sin single sinh sinlista siuktni siyam size slab
slant sld slice slide slidenum slides slideshow slow small smart smiley smoking smooth snake snap snapshot
sng snip soft softmetal solid songti sora sort sorter sound source south space spacing span spc spd spell
spelling sphere spid split spreadsheetml sqrt square src sriracha srisakdi stacked standard
standardschriftart star starsymbol start static stealth stix stop storage store str straight strict strike
stripe striped strips stroked strong style styles sub subject subscript subset subtitle subtle sum
sumangle summing sun sunrise sunset sup superscript sutonnymj suwannaphum svg swiss swoosh sylfaen symbol
symex syrc syre syrj syrn sys system tab tabel tabelle tabellenraster tablaconcuadrcula tablanormal table
tableau tables tabs tag tags tahoma tai tail taiwanese tale talu tamil taml tan tape taprom target
taskpane tasks taviraj tbl teardrop telu template temporary terminator text textbody tfng tgt thaa thai
thasadith theme thememl themes thick thin thm thngthng thousand thousands threaded three through thumbnail
tibt tick tidak tiff tight tile time times timings tint titillium title titre toa toc tof toggle toolbars
top track traditional trans transition translucent trapezoid trebuchet trellis tri triangle triple trirong
true ttf ttulo tunga two type typeface types typewriter ubuntu uigh uighur und underlined underscore
unicode unique unknown unmapped unnamed unresolved upc update upper upright uri urn use user utrang utsaah
uturn val value vapor var variable vba venn verb verdana vert vertical video viet vietnamese view
visibility visible visited vmerge vml vnd vowels vrinda warm warp watermarks wave wavy wdp weave web
webdings webvideo wedge wenquanyi west wheel when white whitespace width window wingdings wipe wire wisp
with wmf wood word wordml wordprocessing wordprocessingml words work workbook worksheet wrap wrapcoords
wrapped wrapping www xits xlsx xml yahei yellow yes yiii yyyy zag zawgyi zchn zero zig zoom
"""
KNOWN_WORDS = frozenset(_WORDS.split())
"""In small letters; what is called `minorEastAsia` is three of them."""

_FONTS = """
HGP創英角ｺﾞｼｯｸUB,HGSｺﾞｼｯｸM,HG丸ｺﾞｼｯｸM-PRO,HG創英角ｺﾞｼｯｸUB,HG平成丸ｺﾞｼｯｸ体W8,HG明朝B
,HG明朝E,HGｺﾞｼｯｸE,HGｺﾞｼｯｸM,HY견고딕,HY그래픽M,HY얕은샘물M,HY엽서L,HY중고딕,メイリオ,仿宋,仿宋_G
B2312,华文中宋,华文仿宋,华文新魏,华文楷体,华文细黑,华文行楷,宋体,幼圆,微軟正黑體,微软雅黑,微软雅黑
Light,新細明體,方正姚体,方正舒体,楷体,楷体_GB2312,標楷體,游ゴシック,游ゴシック Light,游明朝,游明朝
Demibold,等线,等线 Light,細明體,隶书,黑体,굴림,궁서,나눔고딕,나눔명조,돋움,맑은
고딕,바탕,함초롬바탕,휴먼매직체,ＭＳ ゴシック,ＭＳ 明朝,ＭＳ Ｐゴシック,ＭＳ Ｐ明朝
"""
KNOWN_FONTS = frozenset(one.strip() for one in _FONTS.replace("\n", " ").split(","))
"""What themes of Office name for scripts that its words are not written in."""

KNOWN_THEMES = frozenset(
    {
        "ธีมของ Office", "ชุดรูปแบบของ Office", "Office 主题", "Office 主题\u200b\u200b", "Office 佈景主題",
        "Office テーマ", "Office 테마", "Chủ đề Office", "Chủ đề của Office", "Thème Office",
        "Tema de Office", "Тема Office", "Office-Design", "Larissa", "Tema Office",
    }
)  # fmt: skip
"""What Office calls its own theme in other languages."""
