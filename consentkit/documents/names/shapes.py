"""What programs call a shape or a picture by themselves, in the languages that they ship, and a number.

Runs only in the document reader's process.
"""

import re

_CALLED = """
picture|image|graphic|graphics|text box|textbox|text frame|frame|shape|autoshape|rectangle
|rounded rectangle|rectangle: rounded corners|oval|ellipse|circle|line|arrow|connector
|straight connector|straight arrow connector|elbow connector|curved connector|connector: elbow
|connector: curved|freeform|freeform: shape|curve|polygon|polyline|group|group shape|canvas
|drawing canvas|table|chart|diagram|smartart|object|ole object|title|subtitle|title placeholder
|subtitle placeholder|content placeholder|text placeholder|picture placeholder|chart placeholder
|table placeholder|media placeholder|vertical title|vertical text placeholder|clipart placeholder
|online image placeholder|online picture placeholder|smartart placeholder|placeholder
|slide number placeholder|footer placeholder|date placeholder|header placeholder|notes placeholder
|slide image placeholder|slide number|footer|date|header|notes|outline|text|content|ink|wordart|equation
|video|audio|movie|sound|media|isosceles triangle|right triangle|triangle|diamond|hexagon|pentagon
|arrow: right|arrow: left|arrow: up|arrow: down|right arrow|left arrow|up arrow|down arrow|star
|star: 5 points|callout|speech bubble: rectangle|speech bubble: oval|cloud|horizontal line
|officeart object|shapes|google shape|drawing|section|columns|index|illustration|label|caption
|table of contents|google image|inhalt|pagenumberplaceholder|powerpluswatermarkobject|horizontal rule
|placeholder for notes|placeholder for date|custom shape|graphics object|รูปภาพ|ภาพ|กราฟิก|กล่องข้อความ
|ตัวแทนข้อความ|ตัวแทนเนื้อหา|ตัวแทนรูปภาพ|ชื่อเรื่อง|ชื่อเรื่องรอง|สี่เหลี่ยมผืนผ้า|วงรี|ตัวเชื่อมต่อตรง
|กลุ่ม|ตาราง|แผนภูมิ|เส้น|รูปร่าง|พื้นที่สำรองเนื้อหา|ຮູບພາບ|ຮູບ|ກ່ອງຂໍ້ຄວາມ|ຫົວເລື່ອງ|ຕາຕະລາງ|រូបភាព
|ប្រអប់អត្ថបទ|ចំណងជើង|តារាង|ចតុកោណ|ပုံ|စာသားအကွက်|ခေါင်းစဉ်|ဇယား|hình ảnh|ảnh|hình|hộp văn bản|văn bản
|tiêu đề|tiêu đề phụ|chỗ dành sẵn cho nội dung|chỗ dành sẵn cho văn bản|chỗ dành sẵn cho hình ảnh
|hình chữ nhật|hình bầu dục|đường kết nối thẳng|nhóm|bảng|biểu đồ|khung|图片|图像|图形|文本框|文字框
|矩形|椭圆|直线|直接连接符|直接箭头连接符|组合|标题|副标题|内容占位符|文本占位符|图片占位符|表格|图表
|任意多边形|对象|日期占位符|页脚占位符|灯片编号占位符|圖片|圖形|影像|文字方塊|橢圓|直線接點|群組|標題
|副標題|內容版面配置區|文字版面配置區|圖片版面配置區|圖表|物件|手繪多邊形|図|図形|テキスト ボックス
|正方形/長方形|楕円|直線コネクタ|グループ化|タイトル|サブタイトル|字幕|コンテンツ プレースホルダー
|テキスト プレースホルダー|表|グラフ|画像|그림|그래픽|텍스트 상자|직사각형|타원|직선 연결선|그룹|제목
|부제목|내용 개체 틀|텍스트 개체 틀|표|차트|imagem|imagen|zonetexte|zone de texte|titre|sous-titre
|espace réservé du contenu|espace réservé du texte|espace réservé pour une image|connecteur droit
|connecteur droit avec flèche|groupe|tableau|graphique|cadre|forme libre|objet|grafik|bild|textfeld
|titel|untertitel|inhaltsplatzhalter|textplatzhalter|bildplatzhalter|rechteck|gerader verbinder
|gerade verbindung mit pfeil|gruppieren|gruppe|tabelle|diagramm|objekt|rahmen|freihandform|cuadrotexto
|cuadro de texto|título|subtítulo|marcador de contenido|marcador de texto|marcador de posición de imagen
|rectángulo|elipse|conector recto|conector recto de flecha|grupo|tabla|gráfico|marco|caixadetexto
|caixa de texto|espaço reservado para conteúdo|retângulo|conector reto|tabela|immagine|casella di testo
|casellaDiTesto|titolo|sottotitolo|segnaposto contenuto|segnaposto testo|rettangolo|ovale
|connettore diritto|tabella|cornice|рисунок|изображение|надпись|текстовое поле|заголовок|подзаголовок
|объект|прямоугольник|овал|прямая соединительная линия|группа|таблица|диаграмма|врезка|gambar|kotak teks
|judul|subjudul|persegi panjang|placeholder konten|tabel|konektor lurus|bentuk|larawan|slika|obraz
|obrázek|kép|imagine|resim|εικόνα|صورة|مربع نص|عنوان|תמונה|תיבת טקסט|चित्र|पाठ बॉक्स|शीर्षक|ছবি|படம்
"""
_NAMES = frozenset(one.strip().lower() for one in _CALLED.replace("\n", " ").split("|"))
_COUNTED = re.compile(
    r"(.*?)[ _;-]{0,2}(?:\d{1,7}|[A-Z]|\d{1,7};p\d{1,7}|\d{1,4}_\d{1,4})?(?: copy)?", re.DOTALL
)
_CAMERAS = re.compile(
    r"(?:(?:IMG|DSC|DSCN|DSCF|DJI|GOPR|SAM|P)_?\d{1,7}|(?:IMG|PXL|MVIMG)_20\d{6}_\d{6,9})(?:\.[A-Za-z]{3,4})?"
)
_ENDINGS = re.compile(r"\.(?:jpe?g|png|gif|tiff?|webp|heic|bmp|svg|emf|wmf|avif)\Z", re.IGNORECASE)


def is_usual_name(text: str) -> bool:
    """Tell whether a program calls a shape so, when nobody gives it a name; a camera's number is one."""
    bare = _ENDINGS.sub("", text.strip())
    found = _COUNTED.fullmatch(bare)
    called = (found.group(1) if found else bare).strip().lower()
    return not called or called in _NAMES or _CAMERAS.fullmatch(text.strip()) is not None
