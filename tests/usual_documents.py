"""Documents as programs write them where nobody typed a property: every part that each adds by itself."""

from hiding_in_documents import odt
from making_documents import docx

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
_APP = f'<Properties xmlns="{_OFFICE}/extended-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def _day(name):
    return f'<dcterms:{name} xsi:type="dcterms:W3CDTF">2026-11-20T09:30:00Z</dcterms:{name}>'


def _counts(*names):
    return "".join(f"<{name}>{number}</{name}>" for number, name in enumerate(names))


WORD = {
    "word/settings.xml": (
        f'{_XML}<w:settings {_W}><w:zoom w:percent="100"/><w:proofState w:spelling="clean"/>'
        '<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:rsids><w:rsidRoot w:val="00A77B3E"/><w:rsid w:val="00A77B3E"/></w:rsids>'
        '<w:themeFontLang w:val="en-US" w:bidi="th-TH"/><w:decimalSymbol w:val="."/></w:settings>'
    ),
    "word/webSettings.xml": f"{_XML}<w:webSettings {_W}><w:optimizeForBrowser/><w:allowPNG/></w:webSettings>",
    "word/fontTable.xml": (
        f'{_XML}<w:fonts {_W}><w:font w:name="Aptos"><w:panose1 w:val="020B0004020202020204"/>'
        '<w:charset w:val="00"/><w:family w:val="swiss"/></w:font></w:fonts>'
    ),
    "word/styles.xml": (
        f'{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/>'
        '</w:style><w:style w:type="table" w:styleId="GridTable4"><w:tblStylePr w:type="firstRow">'
        '<w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:tblStylePr>'
        "</w:style></w:styles>"
    ),
    "word/numbering.xml": f'{_XML}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"/></w:numbering>',
    "word/theme/theme1.xml": (
        f'{_XML}<a:theme {_A} name="Office"><a:themeElements><a:clrScheme name="Office"><a:lt1><a:sysClr'
        ' val="window" lastClr="FFFFFF"/></a:lt1></a:clrScheme></a:themeElements></a:theme>'
    ),
    "customXml/item1.xml": (
        '<b:Sources SelectedStyle="\\APASixthEditionOfficeOnline.xsl" StyleName="APA" Version="6"'
        f' xmlns:b="{_OFFICE}/bibliography" xmlns="{_OFFICE}/bibliography"></b:Sources>'
    ),
    "customXml/itemProps1.xml": (
        f'{_XML}<ds:datastoreItem ds:itemID="{{EF278816-EC6F-A645-907D-7F25AECB1D4A}}"'
        f' xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{_OFFICE}/bibliography"/>'
        "</ds:schemaRefs></ds:datastoreItem>"
    ),
    "docProps/core.xml": (
        f"{_XML}{_CORE}<dc:title></dc:title><dc:subject></dc:subject><dc:creator></dc:creator><cp:keywords>"
        "</cp:keywords><dc:description></dc:description><cp:lastModifiedBy></cp:lastModifiedBy>"
        f"<cp:revision>2</cp:revision>{_day('created')}{_day('modified')}</cp:coreProperties>"
    ),
    "docProps/app.xml": (
        f"{_XML}{_APP}<Template>Normal.dotm</Template>{_counts('TotalTime', 'Pages', 'Words', 'Characters')}"
        "<Application>Microsoft Office Word</Application><DocSecurity>0</DocSecurity>"
        f"{_counts('Lines', 'Paragraphs')}<ScaleCrop>false</ScaleCrop><HeadingPairs>"
        '<vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>ชื่อเรื่อง</vt:lpstr></vt:variant>'
        "<vt:variant><vt:i4>1</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts>"
        '<vt:vector size="1" baseType="lpstr"><vt:lpstr></vt:lpstr></vt:vector></TitlesOfParts>'
        "<Company></Company><LinksUpToDate>false</LinksUpToDate><CharactersWithSpaces>4</CharactersWithSpaces>"
        "<SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged>"
        "<AppVersion>16.0000</AppVersion></Properties>"
    ),
}
LIBRE_OFFICE = {
    "word/settings.xml": f'{_XML}<w:settings {_W}><w:zoom w:percent="100"/></w:settings>',
    "word/styles.xml": f'{_XML}<w:styles {_W}><w:style w:type="paragraph" w:styleId="Normal"/></w:styles>',
    "word/fontTable.xml": f'{_XML}<w:fonts {_W}><w:font w:name="Liberation Serif"/></w:fonts>',
    "docProps/core.xml": (
        f"{_XML}{_CORE}{_day('created')}<dc:creator></dc:creator><dc:description></dc:description>"
        "<dc:language>en-US</dc:language><cp:lastModifiedBy></cp:lastModifiedBy>"
        f"{_day('modified')}<cp:revision>1</cp:revision><dc:title></dc:title></cp:coreProperties>"
    ),
    "docProps/app.xml": (
        f"{_XML}{_APP}<Template></Template><TotalTime>1</TotalTime><Application>LibreOffice/24.2.7.2"
        "$Linux_X86_64 LibreOffice_project/420$Build-2</Application><AppVersion>15.0000</AppVersion>"
        f"{_counts('Pages', 'Words', 'Characters', 'CharactersWithSpaces', 'Paragraphs')}</Properties>"
    ),
}
GOOGLE_DOCS = {
    "word/settings.xml": f'{_XML}<w:settings {_W}><w:displayBackgroundShape w:val="1"/></w:settings>',
    "word/styles.xml": f'{_XML}<w:styles {_W}><w:style w:type="paragraph" w:styleId="Normal"/></w:styles>',
    "word/fontTable.xml": f'{_XML}<w:fonts {_W}><w:font w:name="Arial"/></w:fonts>',
    "word/numbering.xml": f"{_XML}<w:numbering {_W}/>",
    "word/theme/theme1.xml": f'{_XML}<a:theme {_A} name="Sheets"/>',
}
_META = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    ' office:version="1.3"><office:meta><meta:creation-date>2026-11-20T09:30:00.123456</meta:creation-date>'
    "<dc:date>2026-11-20T09:31:00</dc:date><meta:editing-duration>PT1M2S</meta:editing-duration>"
    "<meta:editing-cycles>2</meta:editing-cycles><meta:generator>LibreOffice/24.2.7.2$Linux_X86_64"
    ' LibreOffice_project/420$Build-2</meta:generator><meta:document-statistic meta:table-count="0"'
    ' meta:page-count="1" meta:word-count="5"/></office:meta></office:document-meta>'
)
OPEN_DOCUMENT = {"meta.xml": _META}

USUAL = {
    "Word": (docx, WORD),
    "LibreOffice": (docx, LIBRE_OFFICE),
    "Google Docs": (docx, GOOGLE_DOCS),
    "LibreOffice, ODT": (odt, OPEN_DOCUMENT),
}
"""By program: what makes the rest of the document, and the parts that it adds."""
