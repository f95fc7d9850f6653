"""Spaces of names, places of words, and properties of runs in DOCX and PPTX that hide nothing.

Runs only in the document reader's process. Lists of what is known: whatever else stands there is told.
"""

_OPEN_XML = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/")
_FOLDERS = (
    "wordprocessingml/2006/main", "wordprocessingml/main", "drawingml/2006/main", "drawingml/main",
    "drawingml/2006/wordprocessingDrawing", "drawingml/wordprocessingDrawing", "drawingml/2006/picture",
    "drawingml/picture", "presentationml/2006/main", "presentationml/main", "officeDocument/2006/math",
    "officeDocument/math", "markup-compatibility/2006", "drawingml/2006/lockedCanvas",
)  # fmt: skip
SPACES = frozenset(start + folder for start in _OPEN_XML for folder in _FOLDERS) | {
    "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office",
    "urn:schemas-microsoft-com:office:word",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/drawing/2010/main",
}  # fmt: skip
"""Whose elements a reader shows; of other makers' Word and PowerPoint pass over what they do not know."""

_HOLDERS = """
document body p r hyperlink ins del moveFrom moveTo sdt sdtContent tbl tr tc smartTag customXml
fldSimple fld txbxContent bdo dir ruby rt rubyBase hdr ftr footnotes footnote endnotes endnote drawing
inline anchor graphic graphicData wsp wgp wpc txbx pict object shape group rect roundrect oval textbox
AlternateContent Choice Fallback oMathPara oMath e num den sub sup f rad deg nary d m mr eqArr func
fName limLow limUpp lim sSub sSup sSubSup sPre acc bar box borderBox groupChr phant sld cSld spTree sp
grpSp txBody graphicFrame cxnSp pic lockedCanvas
"""
HOLDERS = frozenset(_HOLDERS.split())
"""Elements in which words that stand there are shown."""

# WordprocessingML, then that of 2010, mathematics, and DrawingML.
# Of WordprocessingML, of that of 2010, of mathematics and of DrawingML.
_OF_RUNS_PROPERTIES = """
rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
vanish specVanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText
vertAlign rtl cs em lang eastAsianLayout oMath ins del moveFrom moveTo rPrChange glow reflection
textOutline ligatures numForm numSpacing stylisticSets cntxtAlts textFill props3d scene3d lit nor scr
sty brk aln ln solidFill effectLst effectDag uLnTx uLn uFillTx uFill latin ea sym hlinkClick
hlinkMouseOver extLst
"""
RUN_PROPERTIES = frozenset(_OF_RUNS_PROPERTIES.split())
"""What a run may have and be seen; some of it is looked at by its value."""

COLOURS = frozenset({"srgbClr", "schemeClr", "prstClr", "sysClr", "hslClr", "scrgbClr"})
LIGHT_SCHEMES = frozenset({"bg1", "bg2", "lt1", "lt2", "background1", "background2", "light1", "light2"})
FILLS = frozenset({"solidFill", "gradFill", "blipFill", "pattFill", "grpFill", "noFill"})
