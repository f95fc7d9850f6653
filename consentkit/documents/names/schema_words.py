"""Words of which the schemas of OOXML, ODF, EPUB and HTML make names of elements, attributes and settings.

Runs only in the document reader's process. Read off LibreOffice's list of names, odfpy's grammar of
ODF and what pandoc and calibre write; words that are also names of persons and places are left out.
"""

_WORDS = """
abbreviated about above abstract aca accel accelerate accelerator accentbar acceptance access accessed
accessibility accessible accessmode accounting acct accumulate actual actuate add added additional additive
addlxml addresses adjust adjusthandles adjustment administrators adornments adv advanced advise aes aft
against air album alert algorithm alias aliases alignment alive allow allowcomments allowed allowincell
allowoverlap almond aln alone along alphabetical alternative althref ambient anc anchored anchorlock anchorx
anchory ang angle angled angles animate animations annotation annote antique ants any apart apos apples applet
aquamarine arched archive arcsize are areas arg arr arrangement array arrowheads arrowok arrows artist asc
ascending ascent aspect assign assoc asterisk attachment attribute attrs aut auto autoformat autolayout
automatic autorotationcenter autospace autospacing autowidth average avg avlst avoid azure bacc back backdepth
backdrop backface backgroundobjects backslash backup backward backwards bag bal balloons banding bars based
basen bbb bbox bddff bdr bef begins behavior behaviors behaviour beige below bend beside bez bfb bfde bhvr bib
bibtex bilevel billions binary bind binding birds bisque bitmap bits bkgd bkp blacklevel blanched blanks bld
blink blinking blip blk bltr blur blush bmk booklet bookmarks booktitle boolean borderbottom borderbottomcolor
borderfor borderleft borderleftcolor borderright borderrightcolor borders bordertop bordertopcolor bot bottle
boundaries bounding bounds boxes brackets braid branch breadth breaking breaks brightness brk broadcast
broadcaster brown bubbles bug build builtin bul bulb bullseye burly butterfly buttons bwmode bwnormal bwpure
byte bytes cabins cache cached caches cadet cake calcmode calculated calculation calendar called candle candy
cant cap capitalize caps captions capture case catalog categories ccc cccccc cce cdddac cdr cee ceiling
cellpadding cells cellspacing centering certificate cfvo champagne change changed characteristic
characteristics charis chars charset chartreuse chartsheet checked checkered checksum chiffon chocolate choice
chr chromakey chs cht circles city class classical classid cleanup client clippath clipped clips cliptowrap
clocks close clsid cmd cmpd cnv codes coerce coherent collapse collapsed collapsing colored colormenu
colormode colormru combine combobox comm comma command company compass compatible compiler complete completed
complex compose composer compression computed concave concentric concurrent cond condense condition conditions
conductor cone cones conference config configuration configurations conformance connectangles connection
connections connectloc connectlocs connectortype consecutive consider consolas consolidate consolidation
constant constrainbounds constrained container contains contextual contiguous contour contrast contributor
contributors control controlflow controls conv conversion conveyor copies copy coral corn corners cornflower
cornsilk corporate counsel count country coupon court covered crash crazy cream created creation creatures
credentials crimson criteria cropbottom cropleft cropping cropright crypt csb cstheme cubic culling culture
curly currency current currentcolor cut cutout cycles daeef dag dashes dashstyle database datalabels
datasource datastore datastyle datatype dates day dbdb dbe dcmitype dde dec decel decelerate decl decls deco
decorated decorative deep def defaults defined definition deg degree del delete deleted deletes deletion
deletions delim delimited delimiter demarcate denominator denormalized department dependencies dependency
depth derivation desc descending descent descr description descriptor design dest destination detail details
detective detectmouseclick device devp dfa dfd dfdc dfec dfee dgmbasetextscale dgmfontsize dgmlayout
dgmlayoutmru dgmnodekind dgmscalex dgmscaley dgmstyle diagonal dialogsheet diam diamonds diff difference
different diffuse diffusion diffusity dig digest digit digits dim dimension dimensional dimensions directions
director disable disabled disc discard dismiss disp displaced display displayed disregard distributed
distributor divisor divs dlbl dll dmy documentation dodger domain dont doors dos dots doubleclicknotify
doughnut downs drab draft drag draw drill drilldown drilled dropauto dst dstrike dtb dtbncx dtr duotone
duplicate duplicates dur duration dvaspect dxf dxfs dya dym dynamic eac eaf ealn earth echo eclipsing eded edf
edges editable editas editing edition editors edt eed eeece eeeeee efd eff eggs elbow electronic elem element
ellipsis embedded embosscolor emissive emphasize empty encoding encryption enctype endarrow endarrowlength
endarrowwidth endcap endless ends endsync enforcement engine english enhanced entities entity entries entry
envelopes eol epub epubreader eqn equationxml equiv era error errors esc escape eval evaluation event events
every everyone exception excl exclusive execute exp expansion explosion exponent export expressions extend
extendable extension extent extrude extrusion extrusioncolor facing fact failed fallback family fancy fans
favor fax fbcaa fbd fcf fde feature fef ffc ffde ffff ffffff file filenames filetime fillok fills filltype
film filter filters find firebrick firecrackers fish fitpath fitshape fix flags fld flight float floater
floating floattable floor floral flowers fly flys flythrough fmtid fmts focal focus focusposition focussize
fold folder folders follows fonts footnote force forced forcedash fore foredepth forest forget formatted
formatting formattings former forms frac fraction fractional fraktur frames frameset frozen ftn ftrs fullstop
fullwidth function functions funky future gain gainsboro garamond gems generation generic gentium geometry
georgia get ghost gingerbread glass glitter global glue glyph goal gold goldenrod grammatical grand graphics
grays grayscale grayscl greater gridlines grouped groups grow guid guides gutter hagaki hair halfwidth handle
handles handmade handouts hangul has hash hatch hats hazard hdrs hearts heebie heights helvetica hide hides
hierarchies highlighted hijri hiragana history hole honeycomb honeydew hor horiz horizontal hour hours house
hover howpublished hps hralign hrnoshade hrpct hrstd hspace hundred hundreds hybrid hyperlinks hyphens
hypnotic ice icons idcntr iddest identify idmap idref idrefs idsrc idx ignorable ignore ignored ill illusions
ilvl imagealignshape imageaspect imagesize ime immersive implementation import inc inch include increment ind
indentation independent indexed indian indicator indigo influence information init initial initialisation
initials inner insects insert inserted insertion inserts inset insetmode insetpen insetpenok instance
institution instr int integer integrated intensity intercept interface intermediate interop interpolation
interval interview interviewee interviewer intra inval invalid inventor inverse inversion invert inverted invx
invy isbn iscomment issignatureline issn issue items iterate iteration jeebies jis job jobs join journal jpn
jump justify katakana kern kernasian kerning key keys keyword keywords khaki kind kinsoku knotwork kor kpi
kpis kumimoji label labels lace ladder language lat latent latin lavender lawn layer lbls lcid lct leading
leaf leave leaving legibility lemon length lengthspecified less letters levels lgl lib libepubgen license
lightface lightharsh lighting lightlevel lightposition lights like lim lime limit limo linecap linejoin linen
linenumbering linestyle lining linkage links listbox listener listeners listtab lit load loc local locale
location lockrotationcenter locks log logarithmic logo lon loss lowest lpstr lpwstr lr lsd lst lucida
luminance macrosheet mailing man manager manifest manual maple mapping mappings maps margins mark marked
marker markers marks marquee match matching mathematical max maximum maze mcs mdp mdx mdy mean measure
measurelines measures member members memory menlo menubar merged meth method metrics mgr midline midnight mime
minimum mint minusx minusy minute minutes misc missing misty miterlimit mixed moccasin modification modified
modifiers modify monaco monospace monospaced month moons more morph mosaic most mouse move movement moves moz
mpm mpr mps mru muffins mult multi music must mute myd named names namespace namespaces namespaceuri nary
native natural navigation ndxf neg negative neighbor net newer nimbus nmtoken nmtokens nohref nomargins normal
normalize normalized normals northwest not notation nothing notice notify nsid null number numbered numberings
numerator nums oasis objectwithoutfill objs oblob obscured ocx odbc odc odf odso odxf oebps offs offset
offsets olap old older oleid oleupdate olive oncall oned onload ooxml operator opf optimal optimize option
options orange orchid ord order organizations organize orgchart orientation orientationangle origin original
orphan orphans ostorage ostream other outer outlined ovals overhang overlay overline overwrite owners pacifier
packages pairs palatino pale palms pane panose pansy papaya paper papyrus parallel param parameter parameters
parse part party password paste patent patt peach pencils per percentage percentile performance performer
periodical perm persist persistence persistent person personal phant phldr phone phonetic pict pictures pilot
pin pink pins pivot pixels placeholders places placing plane platform play plot pls plugin plum poinsettias
pointer points polar polygon polyline popupmenu positioning positive possessive post postage postal ppt pre
precision pref prefer preferred preferrelative prefix preprocessor present preset preview pri printable
printed printing prints priority prism privacy private prn procedure proceedings processing producer product
production prog progress progressbar projection prompted prompts property proportional prospect prot protect
protected protection provid provider province proxy ptab pub publish published publishing puff pumpkin purple
pyra pyramids quadrants qualifier quality quarters query rad radio radius radiusrange raf raise range ranges
rank rating ratio rattle raw rcc rcft rcmt rctx rcv rdfa rdn read reading readonly real recalc recipients
recolor recolortarget recommended reconnection record recording records recover recovery recreate rectangle
rectangular redefine redline reduction refers refresh refreshable refreshed refs region register regression
regroupid regrouptable rejecting rel relation relationtable relid relief reload rem remain removal render
rendered rendition repair repeated repl replacement reply report reporter represents republish requires
reservation reset resize resolution resource rest result reverse reversed reviewed revisions rfc rfmt rgb
ripple roll roman rootfile rootfiles rotate rotationangle rounding roundrect rout rows royal rqt rrc rsa rsids
rsnm rtf rtn rule ruler run rup saddle safari saka salmon salt samp sandy saved saving sawtooth scalable scale
scaled scallops scared scenario scenarios scene schema scientific scope scr scrgb scripts scrn scrollbar
sdfootnote sdfootnoteanc sdfootnotesym sdt sea search second secondary seconds secret security seed segments
sel select selected selection semi semicolon send sensitive sentence separate separated separation server
service set sets setup shadowcolor shadowed shadowok shapedefaults shapeid shapelayout sharing sharks
sharpness shd shdw shell shininess shorebird short shortcut shown showsigndate shred shrink shrinks sid side
sienna sig sigma sign signinginstructions signinginstructionsset signs sigprovurl singleclick site skew
skewamt skewangle skip skw sky skyrocket slate slip slope small smaller smil smoke smt smtclean snd snow
snowflake snowflakes solution solutions solve sombrero sources southwest spaces spanned spans sparkle
sparkline sparklines speaker spec special specified specular specularity speed speller spidmax spin spline
splines splitbar splitter spokes spread spreadsheet spring sql sqr sqref squares srgb ssd stack stamp
standalone stars startarrow startarrowlength startarrowwidth state statement station statistic stats status
statusbar stay steel stem stemh stemv step steps stick stitch stock stopped stops stored stp stra stream
streamers street stretch stretchpoint strikethrough string strings stripes stroke strokecolor strokeok
strokeweight struck structural structure sty subdocs subheading submission subqueries subquery subsetted
subtotal subtotals subtract subtype suff sufficient suffix suggestedsigner suggestedsigneremail summary
summation super support supported suppress surface surround svm swap swirligig switch switched syllable sym
symbols sync syntax sz tab tablelimits tableproperties tabular tahoma taiwan take targetscreensize tav tb tblp
tbls teacup teeth ten tentative term terms textarea textborder textbox textboxrect textdata textlink textpath
textpathok textual texture than the theater then thesis thicket thickness third this thistle thresh threshold
thru thumb thumbnail thumbnails tiling timed timestamp timing tiny tip tips titles tlbr tmpl today together
tok token tomato tomorrow toolbar toolpanel tooltip toothed topic torn total totals tpl tplc tpls tracked
tracking tracks traffic trail trailing transform transformation transformed translator transliteration transp
transparency transparent tray treat tree trees trend trendline triangles tribal trillions trim tristate trl
truncate truth tuple turquoise twisted txbx type udl uid uint unbalanced unbound unbreakable unchecked under
underline undo undone undrawn ungrouping ungrp unhide unit units unknown unlocked unscaled unselected unsigned
unspecified unx updated updates upgrade upp upr usable usage usb used user userdrawn userhidden users utf uuid
vacated val valid validate validation validations values vanish var variable variant various varp vars vary
vector vendor ver verbatim verdana verifier vertical verticies very vid viewpoint viewpointorigin views vine
violet vis visual vlink vocab vocabulary vol volatile volumes vortex vpn vrp vstream vup wall watch watches
wav waveline waving weaving webkit week weight wgp what wheat whip whole wid wide widow widows widths
wildcards win windows wireframe wizard wne woodwork wordlike workspace wpc wpg wpi wps wrap write writing wsp
xdr xfrm xfs xlink xlit xlm xpath xrange xsc xscale xsl xslt ydm yesterday yields yin ymd yrange zany zeros
zodiac zone zones zwj zxx
"""
SCHEMA_WORDS = frozenset(_WORDS.split())
