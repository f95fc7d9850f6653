"""The orders of RTF: whatever other one stands in a file, programs pass over.

Runs only in the document reader's process. Read off LibreOffice's list, which is that of RTF 1.9.1,
and what Apple's programs write.
"""

_ORDERS = """
af ai bin blue bullet footer ftnalt green header highlight landscape lin red title yr
ApplyBrkRules absh abslock absw acaps acccircle acccomma accdot accnone accunderdot acf additive adeff
adeflang adjustright adn aenddoc aendnotes aexpnd afelev afs aftnbj aftncn aftnsep aftnsepc aftntj alang
allowfieldendsel allprot alntblind animtext annotation annotprot ansi ansicpg aoutl ascaps ashad asianbrkrule
aspalpha aspnum astrike atnauthor atndate atnicn atnid atnparent atnref atntime atrfend atrfstart aul auld
auldb aulnone aulw aup autofmtoverride bdbfhdr bdrrlswsix binfsxn binsxn bkmkcolf bkmkcoll bkmkend bkmkpub
bkmkstart bliptag blipuid blipupi bookfold bookfoldrev bookfoldsheets brdrart brdrbar brdrbtw brdrcf brdrdash
brdrdashd brdrdashdd brdrdashdotstr brdrdashsm brdrdb brdrdot brdremboss brdrengrave brdrframe brdrhair
brdrinset brdrnil brdrnone brdroutset brdrs brdrsh brdrtbl brdrth brdrthtnlg brdrthtnmg brdrthtnsg brdrtnthlg
brdrtnthmg brdrtnthsg brdrtnthtnlg brdrtnthtnmg brdrtnthtnsg brdrtriple brdrw brdrwavy brdrwavydb brkfrm brsp
buptim bxe caccentfive caccentfour caccentone caccentsix caccentthree caccenttwo cachedcolbal category
cbackgroundone cbackgroundtwo cchs cellx cfollowedhyperlink cgrid charrsid charscalex chatn chbgbdiag
chbgcross chbgdcross chbgdkbdiag chbgdkcross chbgdkdcross chbgdkfdiag chbgdkhoriz chbgdkvert chbgfdiag
chbghoriz chbgvert chbrdr chcbpat chcfpat chdate chdpa chdpl chftn chftnsep chftnsepc chhres chpgn chshdng
chtime chyperlink clFitText clNoWrap clbrdrb clbrdrl clbrdrr clbrdrt clcbpat clcbpatraw clcfpat clcfpatraw
cldel cldelauth cldeldttm cldgll cldglu clftsWidth clhidemark clins clinsauth clinsdttm clmgf clmrg clmrgd
clmrgdauth clmrgddttm clmrgdr clpadb clpadfb clpadfl clpadfr clpadft clpadl clpadr clpadt clshdng clshdngraw
clshdrawnil clspb clspfb clspfl clspfr clspft clspl clsplit clsplitr clspr clspt cltxbtlr cltxlrtb cltxlrtbv
cltxtbrl cltxtbrlv clvertalb clvertalc clvertalt clvmgf clvmrg clwWidth cmaindarkone cmaindarktwo
cmainlightone cmainlighttwo cocoaplatform cocoartf cocoascreenfonts cocoatextscaling collapsed colno
colorschememapping colortbl colsr colsx colw comment company contextualspace cpg crauth crdate creatim cshade
ctextone ctexttwo ctint cufi culi curi cvmme datafield datastore defchp deff defformat deflangfe defpap defshp
deftab deleted delrsid dfrauth dfrdate dfrmtxtx dfrmtxty dfrstart dfrstop dfrxst dghorigin dghshow dghspace
dgmargin dgsnap dgvorigin dgvshow dgvspace dibitmap disabled dntblnsbdb dobxcolumn dobxmargin dobxpage
dobymargin dobypage dobypara doccomm doctemp doctype docvar dodhgt dolock donotembedlingdata donotembedsysfont
donotshowcomments donotshowinsdel donotshowmarkup donotshowprops dpaendhol dpaendl dpaendsol dpaendw dparc
dparcflipx dparcflipy dpastarthol dpastartl dpastartsol dpastartw dpcallout dpcoa dpcoaccent dpcobestfit
dpcoborder dpcodabs dpcodbottom dpcodcenter dpcodescent dpcodtop dpcolength dpcominusx dpcominusy dpcooffset
dpcosmarta dpcotdouble dpcotright dpcotsingle dpcottriple dpcount dpellipse dpendgroup dpfillbgcb dpfillbgcg
dpfillbgcr dpfillbggray dpfillbgpal dpfillfgcb dpfillfgcg dpfillfgcr dpfillfggray dpfillfgpal dpfillpat
dpgroup dpline dplinecob dplinecog dplinecor dplinedado dplinedadodo dplinedash dplinedot dplinegray
dplinehollow dplinepal dplinesolid dplinew dppolycount dppolygon dppolyline dpptx dppty dprect dproundr
dpshadow dpshadx dpshady dptxbtlr dptxbx dptxbxmar dptxbxtext dptxlrtb dptxlrtbv dptxtbrl dptxtbrlv dpx
dpxsize dpy dpysize dropcapli dropcapt dxfrtext ebcend ebcstart edmins embo emdash emfblip emspace endash
endnhere enforceprot enspace expandedcolortbl expndtw expshrtn faauto facenter facingp factoidname fafixed
fahang falt faroman favar fbias fbidi fbidis fbimajor fbiminor fcharset fcs fdbmajor fdbminor fdecor
felnbrelev fet fetch ffdefres ffdeftext ffentrymcr ffexitmcr ffformat ffhaslistbox ffhelptext ffhps ffl
ffmaxlen ffname ffownhelp ffownstat ffprot ffrecalc ffres ffsize ffstattext fftype fftypetxt fhimajor fhiminor
fid filetbl fittext fjgothic fjminchou fldalt flddirty fldedit fldinst fldlock fldpriv fldrslt fldtype
flomajor flominor flyanchor flyhorz flymaincnt flyvert fmodern fn fnetwork fnil fnonfilesys fontemb fontfile
fonttbl footerf footerl footerr footery footnote forceupgrade formdisp formfield formprot formshade fosnum
fprq fracwidth frelative frmtxbtlr frmtxlrtb frmtxlrtbv frmtxtbrl frmtxtbrlv froman fromhtml fromtext fscript
fswiss ftech ftnil ftnlytwnine fttruetype fvaliddos fvalidhpfs fvalidmac fvalidntfs gcw generator grfdocevents
gridtbl gutterprl guttersxn headerf headerl headerr headery hl hlfr hlinkbase hlloc hlsrc horzdoc horzsect
horzvert hrule hsv htmautsp htmlbase htmlrtf hwelev hyphauto hyphcaps hyphconsec hyphhotz hyphpar
ignoremixedcontent ilfomacatclnup ilvl impr indmirror indrlsweleven insrsid intbl ipgp irow irowband itap ixe
jclisttab jcompress jexpand jis jpegblip jsksu keepn kerning keycode keywords krnprsnet ksulang langfenp
langnp latentstyles lbr lchars ldblquote levelfollow levelindent leveljc leveljcn levellegal levelnfc
levelnfcn levelnorestart levelnumbers levelold levelpicture levelpicturenosize levelprev levelprevspace
levelspace levelstartat leveltemplateid leveltext lfolevel linebetcol linecont linemod lineppage linerestart
linestart linestarts linex linkself linkstyles linkval lisa lisb listhybrid listid listlevel listname
listoverride listoverridecount listoverrideformat listoverridestartat listoverridetable listpicture
listrestarthdn listsimple liststyleid liststylename listtable listtemplateid listtext lnbrkrule lndscpsxn
lnongrid lsdlocked lsdlockeddef lsdlockedexcept lsdpriority lsdprioritydef lsdqformat lsdqformatdef
lsdsemihidden lsdsemihiddendef lsdstimax lsdunhideused lsdunhideuseddef ltrch ltrdoc ltrmark ltrpar ltrrow
ltrsect lvltentative lytcalctblwd lytexcttp lytprtmet lyttblrtgr macc maccPr macpict mailmerge makebackup maln
malnScr manager margPr margSz margb margbsxn margl marglsxn margmirror margmirsxn margr margrsxn margt
margtsxn mbar mbarPr mbaseJc mbegChr mborderBox mborderBoxPr mbox mboxPr mbrk mbrkBin mbrkBinSub mcGp mcGpRule
mcSp mchr mcount mctrlPr mdPr mdefJc mdeg mdegHide mden mdiff mdiffSty mdispdef mendChr meqArr meqArrPr mfName
mfPr mfunc mfuncPr mgroupChr mgroupChrPr mgrow mhideBot mhideLeft mhideRight mhideTop mhtmltag min mintLim
minterSp mintraSp mjc mlMargin mlim mlimLoc mlimLow mlimLowPr mlimUpp mlimUppPr mlimloc mlimlow mlimlowPr
mlimupp mlimuppPr mlit mmPr mmaddfieldname mmath mmathFont mmathPict mmathPr mmattach mmaxdist mmblanklines
mmc mmcJc mmcPr mmconnectstr mmconnectstrdata mmcs mmdatasource mmdatatypeaccess mmdatatypeexcel
mmdatatypefile mmdatatypeodbc mmdatatypeodso mmdatatypeqt mmdefaultsql mmdestemail mmdestfax mmdestnewdoc
mmdestprinter mmerrors mmfttypeaddress mmfttypebarcode mmfttypedbcolumn mmfttypemapped mmfttypenull
mmfttypesalutation mmheadersource mmjdsotype mmlinktoquery mmmailsubject mmmaintypecatalog mmmaintypeemail
mmmaintypeenvelopes mmmaintypefax mmmaintypelabels mmmaintypeletters mmodso mmodsoactive mmodsocoldelim
mmodsocolumn mmodsodynaddr mmodsofhdr mmodsofilter mmodsofldmpdata mmodsofmcolumn mmodsohash mmodsolid
mmodsomappedname mmodsoname mmodsorecipdata mmodsosort mmodsosrc mmodsotable mmodsoudl mmodsoudldata
mmodsouniquetag mmquery mmr mmreccur mmshowdata mnary mnaryLim mnaryPr mnoBreak mnor mnum mo moMath moMathPara
moMathParaPr mobjDist mopEmu mphant mphantPr mplcHide mpos mpostSp mpreSp mrMargin mrPr mrSp mrSpRule mrad
mradPr msPre msPrePr msSub msSubPr msSubSup msSubSupPr msSup msSupPr mscr msepChr mshow mshp msmallFrac msmcap
mstrikeBLTR mstrikeH mstrikeTLBR mstrikeV msty msub msubHide msup msupHide mtransp mtype muser mvauth mvdate
mvertJc mvf mvfmf mvfml mvt mvtof mvtol mwrapIndent mwrapRight mzeroAsc mzeroDesc mzeroWid nestcell nestrow
nesttableprops newtblstyruls nextfile noafcnsttbl nobrkwrptbl nocolbal nocompatoptions nocwrap nocxsptable
noextrasprl nofchars nofcharsws nofeaturethrottle nofpages nofwords nogrowautofit noindnmbrts nojkernpunct
nolead noline nolnhtadjtbl nonesttables nonshppict nooverflow noproof noqfpromote nosectexpand nosnaplinegrid
nospaceforul nosupersub notabind notbrkcnstfrctbl notcvasp notvatxbx nouicompat noultrlspc nowidctlpar nowwrap
noxlattoyen objalias objalign objattph objautlink objclass objcropb objcropl objcropr objcropt objdata object
objemb objh objhtml objicemb objlink objlock objname objocx objpub objscalex objscaley objsect objsetsize
objsub objtime objtransy objupdate objw ogutter oldas oldcprops oldlinewrap oldpprops oldsprops oldtprops
oleclsid operator otblrul outlinelevel overlay pagebb panose paperh paperw pararsid pard pardirnatural
partightenfactor password passwordhash pca pgbrdrb pgbrdrfoot pgbrdrhead pgbrdrl pgbrdropt pgbrdrr pgbrdrsnap
pgbrdrt pgdsc pgdscno pgdscnxt pgdsctbl pgdscuse pghsxn pgnbidia pgnbidib pgnchosung pgncnum pgncont pgndbnum
pgndbnumd pgndbnumk pgndbnumt pgndec pgndecd pgnganada pgngbnum pgngbnumd pgngbnumk pgngbnuml pgnhindia
pgnhindib pgnhindic pgnhindid pgnhn pgnhnsc pgnhnsh pgnhnsm pgnhnsn pgnhnsp pgnid pgnlcltr pgnlcrm pgnrestart
pgnstart pgnstarts pgnthaia pgnthaib pgnthaic pgnucltr pgnucrm pgnvieta pgnx pgny pgnzodiac pgnzodiacd
pgnzodiacl pgptbl pgwsxn picbmp picbpp piccropb piccropl piccropr piccropt pich pichGoal pichgoal picprop
picscaled picscalex picscaley picw picwGoal picwgoal pindtabqc pindtabql pindtabqr plain pmartabqc pmartabql
pmartabqr pmmetafile pnacross pnaiu pnaiud pnaiueo pnaiueod pnb pnbidia pnbidib pncaps pncard pncf pnchosung
pncnum pndbnum pndbnumd pndbnumk pndbnuml pndbnumt pndec pndecd pnf pnfs pnganada pngblip pngbnum pngbnumd
pngbnumk pngbnuml pnhang pni pnindent pniroha pnirohad pnlcltr pnlcrm pnlvl pnlvlblt pnlvlbody pnlvlcont
pnnumonce pnord pnordt pnprev pnqc pnql pnqr pnrauth pnrdate pnrestart pnrnfc pnrnot pnrpnbr pnrrgb pnrstart
pnrstop pnrxst pnscaps pnseclvl pnsp pnstart pnstrike pntext pntxta pntxtb pnucltr pnucrm pnul pnuld pnuldash
pnuldashd pnuldashdd pnuldb pnulhair pnulnone pnulth pnulw pnulwave pnzodiac pnzodiacd pnzodiacl prauth
prcolbl prdate printdata printim private propname proptype protect protend protlevel protstart protusertbl
psover psz ptabldot ptablmdot ptablminus ptablnone ptabluscore pubauto pwd pxe qd qj qk qmspace rawclbgbdiag
rawclbgcross rawclbgdcross rawclbgdkbdiag rawclbgdkcross rawclbgdkdcross rawclbgdkfdiag rawclbgdkhor
rawclbgdkvert rawclbgfdiag rawclbghoriz rawclbgvert rdblquote readonlydoc readonlyrecommended readprot
relyonvml remdttm rempersonalinfo result revauth revauthdel revbar revdttm revdttmdel revised revisions
revprop revprot revtbl revtim rin rquote rsid rsidroot rsidtbl rsltbmp rslthtml rsltmerge rsltpict rsltrtf
rslttxt rtlch rtldoc rtlgutter rtlmark rtlpar rtlrow rtlsect rxe saauto saftnnalc saftnnar saftnnauc saftnnchi
saftnnchosung saftnncnum saftnndbar saftnndbnum saftnndbnumd saftnndbnumk saftnndbnumt saftnnganada
saftnngbnum saftnngbnumd saftnngbnumk saftnngbnuml saftnnrlc saftnnruc saftnnzodiac saftnnzodiacd
saftnnzodiacl saftnrestart saftnrstcont saftnstart sautoupd saveinvalidxml saveprevpict sbasedon sbauto sbkcol
sbkeven sbknone sbkodd sbkpage sbys scompose sectd sectdefaultcl sectlinegrid sectnum sectrsid sectspecifycl
sectspecifygenN sectspecifyl sectunlocked sftnbj sftnnalc sftnnar sftnnauc sftnnchi sftnnchosung sftnncnum
sftnndbar sftnndbnum sftnndbnumd sftnndbnumk sftnndbnumt sftnnganada sftnngbnum sftnngbnumd sftnngbnumk
sftnngbnuml sftnnrlc sftnnruc sftnnzodiac sftnnzodiacd sftnnzodiacl sftnrestart sftnrstcont sftnrstpg
sftnstart sftntj shidden shift showplaceholdtext showxmlerrors shpbottom shpbxcolumn shpbxignore shpbxmargin
shpbxpage shpbyignore shpbymargin shpbypage shpbypara shpfblwtxt shpfhdr shpgrp shpinst shpleft shplid
shplockanchor shpright shprslt shptop shptxt shpwr shpwrk shpz sl slink slmult slocked snaptogridincell snext
softcol softlheight softline softpage spersonal spltpgpar splytwnine spriority sprsbsp sprslnsp sprsspbf
sprstsm sprstsp spv sqformat srauth srdate sreply ssemihidden staticval stextflow striked stshfbi stshfdbch
stshfhich stshfloch stylelock stylelockbackcomp stylelockenforced stylelockqfset stylelocktheme stylesheet
stylesortmethod styrsid subdocument subfontbysize sunhideused super svb swpbdr tabsnoovrlp taprtl tblindtype
tbllkbestfit tbllkborder tbllkcolor tbllkfont tbllkhdrcols tbllkhdrrows tbllklastcol tbllklastrow
tbllknocolband tbllknorowband tbllkshading tblrsid tc tcelld tcf tcn tdfrmtxtBottom tdfrmtxtLeft tdfrmtxtRight
tdfrmtxtTop template themedata themelang themelangcs themelangfe titlepg tldot tleq tlhyph tlmdot tlth tlul
toplinepunct tphcol tphmrg tphpg tposnegx tposnegy tposx tposxc tposxi tposxl tposxo tposxr tposy tposyb
tposyc tposyil tposyin tposyout tposyt tpvmrg tpvpara tpvpg tqc tqdec tqr trackformatting trackmoves transmf
trauth trautofit trbgbdiag trbgcross trbgdcross trbgdkbdiag trbgdkcross trbgdkdcross trbgdkfdiag trbgdkhor
trbgdkvert trbgfdiag trbghoriz trbgvert trbrdrb trbrdrh trbrdrl trbrdrr trbrdrt trbrdrv trcbpat trcfpat trdate
trftsWidth trftsWidthA trftsWidthB trgaph trhdr trkeep trkeepfollow trleft trowd trpaddb trpaddfb trpaddfl
trpaddfr trpaddft trpaddl trpaddr trpaddt trpadob trpadofb trpadofl trpadofr trpadoft trpadol trpador trpadot
trpat trqc trql trqr trrh trshdng trspdb trspdfb trspdfl trspdfr trspdft trspdl trspdr trspdt trspob trspofb
trspofl trspofr trspoft trspol trspor trspot truncatefontheight truncex trwWidth trwWidthA trwWidthB tsbgbdiag
tsbgcross tsbgdcross tsbgdkbdiag tsbgdkcross tsbgdkdcross tsbgdkfdiag tsbgdkhor tsbgdkvert tsbgfdiag tsbghoriz
tsbgvert tsbrdrb tsbrdrdgl tsbrdrdgr tsbrdrh tsbrdrl tsbrdrr tsbrdrt tsbrdrv tscbandhorzeven tscbandhorzodd
tscbandsh tscbandsv tscbandverteven tscbandvertodd tscellcbpat tscellcfpat tscellpaddb tscellpaddfb
tscellpaddfl tscellpaddfr tscellpaddft tscellpaddl tscellpaddr tscellpaddt tscellpct tscellwidth
tscellwidthfts tscfirstcol tscfirstrow tsclastcol tsclastrow tscnecell tscnwcell tscsecell tscswcell tsd
tsnowrap tsrowd tsvertalb tsvertalc tsvertalt twoinone twoonone txbxtwalways txbxtwfirst txbxtwfirstlast
txbxtwlast txbxtwno txe u uc ud ulc ulhwave ulldash ulthd ulthdash ulthdashd ulthdashdd ulthldash ululdbwave
upr urtf useltbaln usenormstyforlist userprops usexform utinl validatexml vern version vertal vertalj vertdoc
vertsect viewbksp viewh viewkind viewnobound viewscale vieww viewzk wbitmap wbmbitspixel wbmplanes
wbmwidthbyte webhidden wgrffmtfilter widowctrl windowcaption wmetafile wpeqn wpjst wpsp wraparound wrapdefault
wrapthrough wraptight wraptrsp writereservation writereservhash wrppunct xef xmlattr xmlattrname xmlattrns
xmlattrvalue xmlclose xmlname xmlns xmlnstbl xmlopen xmlsdttcell xmlsdttpara xmlsdttregular xmlsdttrow
xmlsdttunknown yts yxe zwbo zwj zwnbo zwnj
"""
_ENDED = "\n".join((*_ORDERS.split(), ""))


def is_order(word: str) -> bool:
    """Tell whether RTF has this order: the list leaves out those with which others end."""
    return f"{word}\n" in _ENDED
