"""Names in the objects of a PDF: which ones readers of a PDF know, and which form a name has that a program
makes up. Any other one is words. Runs only in the document reader's process.
"""

import re

from fontTools.agl import AGL2UV

from consentkit.documents.names.known import says_nothing

# PDF 1.7 and 2.0, and what Acrobat, TeX, LibreOffice, Office, InDesign and Quartz add of their own.
_NAMES = """
90ms-RKSJ-H 90ms-RKSJ-V 90pv-RKSJ-H A85 AAPL:AKExtras AAPL:ICC AAPL:Keywords AAPL:Style
AbsoluteColorimetric AcroForm Action ActualText ADBE adbe.pkcs7.detached adbe.pkcs7.sha1
adbe.x509.rsa_sha1 Adobe-GB1-UCS2 Adobe-Identity-UCS Adobe-Japan1-UCS2 Adobe.PPKLite Adobe.PPKMS
Adobe.PubSec AESV2 AESV3 AFRelationship After AfterPermsNotReady AfterPermsReady AHx AIS All AllOff
AllOn AllPages Alpha Alphabetic Alt Alternate AlternateImages AlternatePresentations Alternates
Alternative And Angle Annot Annotation Annotations Annots AntiAlias AnyOff AnyOn App AppDefault Approved
Art ArtBox Article Artifact Ascent ASCII85Decode ASCIIHexDecode Aside AsIs Attached Attachment
Attestation AuthEvent Author Auto AvgWidth BackdropFill Background BackgroundColor BaseEncoding BaseFont
Baseline BaselineShift BaseState BaseVersion BasicParagraph BBox BBoxes Before BG2 BibEntry Bibliography
BitsPerComponent BitsPerCoordinate BitsPerFlag BitsPerSample Black BlackIs1 BlackPoint BleedBox Blinds
Block BlockAlign BlockQuote Body Bold Book Border BorderColor BorderStyle BorderThickness Both Bottom
Bounds Box BoxColorInfo BPC BrotliDecode Btn Butt ByteRange Cal CalCMYK CalculateOrder CalGray CalRGB
CAMetadata Cap CapHeight Caption Caret Catalog CCF CCITTFaxDecode Center CenterWindow Cert CFM CFRGB
Changes CharacterSpan CharProcs CharSet Chart Chartsheet CheckSum Chrome CICI.SignIt CIDFontType0
CIDFontType0C CIDFontType2 CIDInit CIDSet CIDSystemInfo CIDToGIDMap Circle ClassMap ClosedArrow
ClosedPath ClrF ClrFf CMap CMapName CMapType CMYK CoBO CoBo Code Collection CollectionField
CollectionItem CollectionSchema Color Colorants ColorBurn ColorDodge Colors ColorSpace ColorTransform
ColSpan Column ColumnCount ColumnGap Columns ColumnWidths Comment CommentAnchor Comments Compatible
Components Confidential Configs ConfirmRestrictions ContactInfo Content Contents Continue CoOb Coons
Coords Copy Count Courier Courier-Bold Courier-BoldOblique Courier-Oblique Cover Create CreationDate
Creator CreatorInfo CreatorVersion CropBox Cross Crypt CryptFilter CryptFilterDecodeParms CSS-1.00
CSS-2.00 CSS-3 CTM Cyan CYX DamagedRowsBeforeError Darken Dashed Data Date DCT DCTDecode DCTDecodeParms
Decimal DecimalLeadingZero Decode DecodeParms Default DefaultCMYK DefaultForPrinting DefaultGray
DefaultRGB Delete Departmental Desc DescendantFonts Descent Design Dest DestOutputProfile Dests
DevDepGS_BG DevDepGS_FL DevDepGS_HT DevDepGS_OP DevDepGS_TR DevDepGS_UCR Device DeviceCMYK
DeviceColorant DeviceGray DeviceN DeviceRGB Diagram Dialogsheet Diamond Difference Differences
DigestLocation DigestMethod DigestValue Dingbats Dir Direction DIS Disc DisplayDocTitle Dissolve Div
DocChecksum DocMDP DocOpen DocTimeStamp Document DocumentFragment Domain DOS Dotted Double DPart
DPartRoot DPartRootNode DPM Draft DSS Duplex DuplexFlipLongEdge DuplexFlipShortEdge Dur DW2 EarlyChange
EFF EFOpen EmbeddedFile EmbeddedFiles EMF Emphasis Encode EncodedByteAlign Encoding Encrypt
EncryptedPayload EncryptMetadata End EndIndent Endnote Endnotes EndOfBlock EndOfLine Enforce ETen-B5-H
ETSI.CAdES.detached ETSI.RFC3161 Even Event Exclude Exclusion Experimental Expired Export ExportState
Extend ExtensionLevel Extensions ExtGState Fade Fallback False FDecodeParms FENote FFilter Field
FieldMDP Fields Figure FileAttachment Filespec Filter Final First FirstChar FirstPage Fit FitB FitBH
FitBV FitH FitR FitV FitWindow FixedPrint Flags FlatedDecode FlateDecode Fly Font FontBBox
FontDescriptor FontFamily FontFauxing FontFile FontFile2 FontFile3 FontMatrix FontName FontStretch
FontWeight Footer Footnote Footnotes ForComment Form FormData FormType Formula ForPublicRelease FreeText
FreeTextCallout FreeTextTypeWriter Frequency FullSave FullScreen Function Functions FunctionType
FWParams FWPosition FWScale Gamma GBK-EUC-H GBK-EUC-V GBKp-EUC-H GlyphOrientationVertical GMod GoTo
GoTo3DView GoToDp GoToE GoToR Graph Gray Green Groove Group GTS_PDFA1 GTS_PDFE1 GTS_PDFX
GTS_PDFXConformance GTS_PDFXVersion H10 HalftoneName HalftoneType HardLight Head Header Headers Heading
Heading1 Heading2 Heading3 Heading4 HeBo Height Height2 Help Helv Helvetica Helvetica-Bold
Helvetica-BoldOblique Helvetica-Oblique HeOb Hidden Hide HideAnnotationActions HideMenubar HideToolbar
HideWindowUI Highlight HiRe HoverText HTML-3.2 HTML-4.01 HTML-5.00 HTP Hue Hyperlink ICCBased Icon
Identity Identity-H Identity-V IDS IDTree Illustration Image Image1 ImageB ImageC ImageI ImageMask
ImportData Index Indexed Info Ink InkList Inline InlineAlign InlineGroup InlineShape Insert Insertion
InsertionPoint Insertions Inset Intent Interpolate InvertedDouble Invisible IRT IsMap ISO_PDFE1
ItalicAngle JavaScript JBIG2Decode JBIG2Globals JPXDecode Justify Key KeyStroke Keywords Kids KSC-EUC-H
KSCms-UHC-H L2R Lab Lang Language Last LastChar LastModified LastPage Launch LaunchUrl Layer Layout Lbl
LBody Leading Left LegalAttestation Length Length1 Length2 Length3 Level1 Lighten Limits Line Linearized
LineArrow LineDimension LineHeight LineNum LineThrough LineX LineY Link List ListContinued ListItem
ListMode ListNumbering ListType LLE LLO Location Lock Locked LowerAlpha LowerRoman LPTM lr-tb LrTb Ltr
Luminosity LZW LZWDecode Mac MacExpertEncoding MacRomanEncoding Macrosheet Magenta Marked MarkInfo
MarkStyle Mask Matrix Matte Max MaxLen MaxWidth MCD MCID MCR MD5 MDP Measure MediaBox MediaClip Metadata
Middle Min MissingWidth Mix MixingHints MMType1 ModDate Modify Movie MovieActions Multiply Name Named
Names Namespace Namespaces NChannel NeedAppearances NeedsRendering NewParagraph NewWindow Next NextPage
NoLayout None NonEFontNoWarn NonFullScreenPageMode NonStruct Normal Normal_Table NormalParagraphStyle
NoRotate Not NotApproved Note NotForPublicRelease NoTrapping NoView NoZoom Number Numbers NumCopies Nums
Obj OBJR ObjStm OCG OCGs OCMD OCProperties OCR Ocr OFF Off OID OneColumn Online Open OpenAction
OpenArrow OpenType OPI OPM Opt OptionalContent Order Ordered OrderedList Ordering Outline Outlines
OutputCondition OutputConditionIdentifier OutputIntent OutputIntents Outset Over Overlay OverlayText
Overline Padding Page PageBreak PageElement PageLabel PageLabels PageLayout PageMode PageNum Pages
PageTransformationMatrix Pagination PaintType Panose Paperclip Para Paragraph ParagraphSpan Params
Parent ParentTree ParentTreeNextKey Part Path Pattern PatternType PCM PDF PDFA pdftk_PageNum PDFUA PDFX
Perceptual Perms PhoneticAlphabet PhoneticHint PickTrayByPDFSize PID PieceInfo PlacedGraphic PlacedPDF
Placement PMD Polygon PolygonCloud PolygonDimension PolyLine PolyLineDimension Popup Predictor
PreserveRB PresSteps Prev Preview PrevPage Print PrintArea PrintClip Printer PrinterMark PrinterName
PrintPageRange PrintScaling PrintState Private Process ProcSet Producer Projection Prop_AuthTime
Prop_AuthType Prop_Build Properties PTEX.FileName PTEX.Fullbanner PTEX.InfoDict PTEX.PageNumber
PTEX.PTEXHeader PubSec Push PushPin Pushpin QuadPoints Quartz Quote R2L Range Rate RBA RBGroups
RClosedArrow Reason Recipients Rect Redact Ref Reference Registry RegistryName RelativeColorimetric
Rename Renditions Replace Requirements Resources ReversedChars REx RGB RichMedia Ridge Right RlTb Role
RoleMap RoleMapNS Root ROpenArrow Rotate Row Rows RowSpan RTF-1.05 Rtl Ruby RubyAlign RubyPosition
RunLengthDecode Saturation Schema Scope Screen Sect Sect1 SelfSign SeparatedPages Separation
SeparationColorNames SeparationInfo SetOCGState Shading ShadingType Short Sig SigFieldLock SigFlags
Signature Signed SigRef Simplex SimpleXMLDocument SinglePage Size Skia Slash Slide SlideShow SMask
SMaskInData SoftLight Solid Sound Source SpaceAfter SpaceBefore Spaces Span Spawn SpellingSuggestions
SpiderInfo Split Spot Square Squiggly SRGB sRGB Stamp Standard StandardEncoding Start StartIndent State
StateModel Status StdCF StemH StemV Stm StmF StmOwn Story StrF StrikeOut Strikeout Strong StructElem
StructParent StructParents StructTreeRoot Style StyleSpan Sub SubFilter Subj Subject SubmitForm
Subscript Subtype Summary SummaryView Sup Superscript Supplement Supplemental Suspects Symb Symbol Table
TableOfContents Tabs TabsDefault Tag TBody TbRl TbRlData TemplateInstantiated Text TextAlign TextBox
Textbox TextDecorationColor TextDecorationThickness TextDecorationType TextFragment TextIndent
TextPosition TFoot THead Thread Threads Thumb TiBI TiBo TiIt TilingType Times-Bold Times-BoldItalic
Times-Italic Times-Roman TimesNewRoman Timespan TiRo Title TOC TOCI ToggleNoView Top TopSecret ToUnicode
TPadding TR2 TrailerID Trans TransformMethod TransformParams Transparency TrapNet Trapped TrapRegions
TrapStyles TrimBox True TrueType TrueTypeFont TVE TwoColumnLeft TwoColumnRight TwoPageLeft TwoPageRight
Type Type0 Type1 Type1C Type3 UCR UCR2 UHC Unchanged Uncover Underline UniCNS-UCS2-H UniCNS-UTF16-H
UniGB-UCS2-H UniGB-UTF16-H UniJIS-UCS2-H UniJIS-UTF16-H UniJIS-UTF16-V UniKS-UCS2-H UniKS-UTF16-H Unix
Unknown Unmarked Unordered UnorderedList Unspecified UpperAlpha UpperLeft UpperRoman UR3 URI URIAction
URL URLS Usage UseAttachments UseBlackPtComp UseCMap UseNone UseOC UseOutlines User UserProperties
UserUnit UseThumbs VeriSign.PPKVS Version Vertical Vertices VerticesPerRow View ViewArea ViewClip
ViewerPreferences Viewport ViewState Visible VisiblePages VisualParadigm Warichu Warnock Watermark
WhitePoint Widget Width Width2 Widths Win WinAnsi WinAnsiEncoding Wipe WMode WordWrap Workbook Worksheet
WritingMode XFA XFAResources XHeight XML XML-1.00 XObject XRef XRefStm XStep XYZ Yellow Yes YStep ZaDb
ZapfDingbats Zoom Zxx helv lab-d50 lab-d65 CMapName
"""
KNOWN_NAMES = frozenset(_NAMES.split())
_MADE_UP = re.compile(
    # `F1`, `C2_0`, `f-0-0`, `F1.0`; and what programs call what a page draws.
    r"[A-Za-z]{0,3}|[A-Za-z]{0,3}[-_.+]?\d{1,5}(?:[-_.+]\d{1,4}){0,2}"
    r"|(?:Image|Meta|Form|Font|EGS|ExtGS|CSp|CSpg|PCSp|GSa|TPL|TPT|img|imgBtn|fzImg|fzFrm|Pat|Pal|Shad|Pattern|MCSh"
    r"|FXX|Xobj|XObj|tile|mask|state|smask|Gstate|text|glyph|cid|uni|font|image|meta|SUBSET|KSP|KSPE|KSPF|KSPX)"
    r"[-_.]?[0-9A-F]{0,6}"
    r"|FormXob\.[0-9a-f]{32}|ICCBased-\d{1,4}|PANTONE \d{2,5} [A-Z]{1,3}|Adobe_[A-Z]{1,3}_\d|DeviceN_\d"
    r"|[0-9A-F]{32}|i[0-9a-f]{32,33}"
)
_STYLES = re.compile(
    r"(?:Standard|Text body|Heading|Title|Subtitle|Table (?:Contents|Heading)|Default|Quotations|Header"
    r"|Footer|List(?: Contents| Paragraph| Bullet| Number)?|Default Paragraph (?:Style|Font)|Figure|Caption"
    r"|Preformatted Text|Normal|Normal \(Web\)|No Spacing|Body Text|Basic Paragraph|Contents|Footnote|Index"
    r"|Normal Paragraph Style|Internet link|Illustration|Horizontal Line|Frame contents)(?: \d{1,2})?"
)
"""What LibreOffice and InDesign call a kind of paragraph in the tree of marks."""

_TAG, _TAG_LENGTH = re.compile(r"[A-Z]{6}\+"), 7
_OF_TEX = re.compile(r"(?:CM|SF|LM|MS|EU|EC|TC|XY|EX)[A-Z]{1,6}\d{1,4}(?:-\w{1,10})?")
_FONTS_IN_CHINESE = re.compile(
    r"(?:[A-Z]{6}\+)?(?:\xcb\xce\xcc\xe5|\xba\xda\xcc\xe5|\xbf\xac\xcc\xe5|\xb7\xc2\xcb\xce|\xce\xa2\xc8\xed"
    r"\xd1\xc5\xba\xda)(?:,\w+)?"
)
"""The fonts that Word in Chinese has by itself, in GBK."""

_FONT_KEYS = frozenset({"BaseFont", "FontName", "FontFamily"})
_GLYPHS = re.compile(rb"/(?:Differences|CharProcs|CharSet)\b|\A\s*<<(?:\s*/[^\s/<>]+\s+\d+\s+\d+\s+R)+\s*>>")
_ESCAPED = re.compile(r"#([0-9A-Fa-f]{2})")


def has_glyphs(words: bytes) -> bool:
    """Tell whether an object names the letters of a font."""
    return _GLYPHS.search(words) is not None


def is_plain_name(name: bytes, before: str, *, among_glyphs: bool) -> bool:
    """Tell whether a name tells nothing; `before` is the name that stands before it."""
    text = name_of(name)
    if text in KNOWN_NAMES or _MADE_UP.fullmatch(text) or _STYLES.fullmatch(text):
        return True
    if among_glyphs and is_glyph(text):
        return True
    is_font = before in _FONT_KEYS and (_is_usual_font(text) or _FONTS_IN_CHINESE.fullmatch(text))
    return bool(is_font) or text == "text/plain"


def name_of(name: bytes) -> str:
    """Return a name as it is meant: some of its signs may be written as numbers."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), name.decode("latin-1"))


def is_glyph(text: str) -> bool:
    """Tell whether this is what fonts call a letter."""
    return all(part in AGL2UV or _MADE_UP.fullmatch(part) for part in re.split(r"[._]", text))


def _is_usual_font(text: str) -> bool:
    """Six letters before a font's name are drawn by chance for the part of it that is in the file."""
    family = text[_TAG_LENGTH:] if _TAG.match(text) else text
    return (
        says_nothing(family.replace("PSMT", "").removesuffix("MT")) or _OF_TEX.fullmatch(family) is not None
    )
