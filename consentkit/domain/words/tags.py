"""The languages and countries that there are: what is typed by code is looked up, never guessed."""

_LANGUAGES = """
aa ab ace ach ada ady ae aeb af afh agq ahk ain ak akk akz ale aln alt am an ang ann anp ar arc arn
aro arp arq ars arw ary arz as asa ase ast atj av avk awa ay az ba bal ban bar bas bax bbc bbj be
bej bem bew bez bfd bfq bg bgc bgn bho bi bik bin bjn bkm bla blk blo blt bm bn bo bpy bqi br bra
brh brv brx bs bss bua bug bum byn byv ca cad car cay cch ccp ce ceb cgg ch chb chg chk chm chn cho
chp chr chy cic cja cjm ckb clc cnh co cop cps cr crg crh crj crk crl crm crr crs cs csb csh csw ctd
cu cv cy da dak dar dav de del den dgr din dje doi dsb dtp dua dum dv dyo dyu dz dzg ebu ee efi egl
egy eka el elx en enm eo es esu et eu ewo ext fa fan fat ff fi fil fit fj fo fon fr frc frm fro frp
frr frs fur fy ga gaa gag gan gay gba gbz gd gez gil gl glk gmh gn goh gon gor got grb grc gsw gu
guc gur guz gv gwi ha hai hak haw hax he hi hif hil hit hmn hni hnj ho hr hsb hsn ht hu hup hur hy
hz ia iba ibb id ie ig ii ik ikt ilo inh io is it iu ium izh ja jam jbo jgo jmc jpr jra jrb jut jv
ka kaa kab kac kaj kam kaw kbd kbl kcg kde kdt kea ken kfo kg kgp kha khb kho khq kht khw ki kiu kj
kjp kk kkj kl kln km kmb kn ko koi kok kos kpe kr krc kri krj krl kru ks ksb ksf ksh ksw ku kum kut
kv kw kwk kxm kxv ky la lad lag lah lam lb lez lfn lg lhu li lij lil lis liv lkt lmo ln lo lol lou
loz lrc lsm lt ltg lu lua lui lun luo lus luy lv lzh lzz mad maf mag mai mak man mas mde mdf mdr men
mer mfa mfe mg mga mgh mgo mh mi mic min mk ml mn mnc mni mnw moe moh mos mr mrj ms mt mua mus mwl
mwr mwv mww my mye myv mzn na nan nap naq nb nd nds ne new ng nia niu njo nl nmg nn nnh no nod nog
non nov nqo nr nso nus nv nwc ny nym nyn nyo nzi oc oj ojb ojc ojs ojw oka om or os osa ota pa pag
pal pam pap pau pcd pce pcm pdc pdt peo pfl phn pi pis pl pms pnt pon pqm prg pro prs ps pt pwn pwo
qu quc qug raj rap rar rgn rhg rif rki rm rmy rn ro rof rom rtm ru rue rug rup rw rwk sa sad sah sam
saq sas sat saz sba sbp sc scn sco sd sdc sdh se see seh sei sel ses sg sga sgs sh shi shn shu si
sid sk sl slh sli sly sm sma smj smn sms sn snk so sog sq sr srn srr ss ssy st stq str su suk sus
sux sv sw swb syc syr szl ta tce tcy te tem teo ter tet tg tgx th tht ti tig tiv tk tkl tkr tl tlh
tli tly tmh tn to tog tok tpi tr tru trv trw ts tsd tsi tt ttm tts ttt tum tvl tw twq ty tyv tzm udm
ug uga uk umb ur uz vai ve vec vep vi vls vmf vmw vo vot vro vun wa wae wal war was wbp wo wuu xal
xh xmf xnr xog yao yap yav ybb yi yo yrl yue za zap zbl zea zen zgh zh zlm zu zun zza
"""
"""ISO 639, as Unicode CLDR 47 lists it (read 2026-11-30), and languages of South-East Asia beside it."""

_COUNTRIES = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT
BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH
ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT
HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS
LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI
NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG
SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG
UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
"""ISO 3166-1 alpha-2 (Unicode CLDR 47, read 2026-11-30), with XK for Kosovo, which its people use."""

LANGUAGES = frozenset(_LANGUAGES.split())
COUNTRIES = frozenset(_COUNTRIES.split())


def is_language(tag: str) -> bool:
    """Tell whether a tag, such as `km` or `zh-Hant`, begins with a language that there is."""
    return tag.partition("-")[0] in LANGUAGES


def is_country(code: str) -> bool:
    """Tell whether these two letters are a country's."""
    return code in COUNTRIES
