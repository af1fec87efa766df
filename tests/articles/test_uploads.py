"""Uploads and folders: every kind of file, within bounds, with a sentence for each that cannot be read."""

import datetime as dt
import io
import json
import zipfile
import zlib

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import pagesizes
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from geo.articles import Article, InputProblem, read, read_folder, read_upload, read_uploads
from geo.articles.pdf import pdf_fields
from geo.errors import InputError
from tests.web import PARAGRAPHS, article

TEXT = "\n\n".join(PARAGRAPHS)
DAY = dt.date(2023, 9, 11)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def one(name, data, **options):
    (item,) = read_upload(name, data, **options)
    return item


def problem(name, data):
    item = one(name, data)
    assert isinstance(item, InputProblem), item
    assert item.message.endswith(".")
    return item.message


def word(*paragraphs, title="", modified=None, change=lambda _: None):
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.modified = modified or dt.datetime(2024, 5, 7, 9)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    change(document)
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def pdf(*paragraphs, columns=1, title=None, **options):
    held = io.BytesIO()
    width, height = pagesizes.A4
    wide = (width - 100) / columns
    frames = [Frame(50 + n * wide, 50, wide - 12, height - 100) for n in range(columns)]
    document = BaseDocTemplate(held, title=title, **options)
    document.addPageTemplates(PageTemplate(frames=frames))
    styles = getSampleStyleSheet()
    body = styles["BodyText"].clone("justified", alignment=4)
    document.build([Paragraph("Train to Vienna", styles["Title"]), *(Paragraph(part, body) for part in paragraphs)])
    return held.getvalue()


def drawn(pages=1):
    """A PDF of pictures."""
    held = io.BytesIO()
    canvas = Canvas(held)
    for _ in range(pages):
        canvas.rect(10, 10, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


def test_the_texts_of_plain_files_stay_as_they_are():
    assert one("kim.txt", TEXT.encode()) == Article("kim", TEXT, file="kim.txt")
    marked = f"---\ntitle: Talks\ndate: 2023-09-11\n---\n{TEXT}"
    assert one("talks.md", marked.encode()) == Article("talks", marked, "Talks", DAY, file="talks.md")
    assert one("kim.txt", TEXT.encode(), published=DAY).published == DAY


def test_a_web_page_is_read_as_from_a_file():
    found = one("page.html", article(1).encode())
    assert (found.title, found.published, found.derived) == ("Train to Vienna 1", dt.date(2024, 5, 7), True)


def test_a_path_in_the_name_is_left_out():
    for name in ("../../etc/kim.txt", "C:\\texts\\kim.txt", "/kim.txt", "kim\0.txt"):
        found = one(name, TEXT.encode())
        assert (found.id, found.file) == ("kim", "kim.txt")


@pytest.mark.parametrize("columns", [1, 2])
def test_a_pdf_gives_its_paragraphs_in_order(columns):
    parts = [f"{number}. {paragraph}" for number in range(6) for paragraph in PARAGRAPHS]
    found = one("report.pdf", pdf(*parts, columns=columns, title="A train\nto Vienna"))
    assert found.text.split("\n\n") == ["Train to Vienna", *parts]
    assert (found.title, found.published, found.derived) == ("A train to Vienna", None, True)


def test_running_heads_of_a_pdf_are_left_out_and_paragraphs_over_two_pages_joined():
    held = io.BytesIO()
    canvas = Canvas(held)
    for number, line in enumerate(("The President left Geneva for", "the old town of Vienna by train on Mon-")):
        canvas.drawString(50, 800, f"The Gazette, page {number + 1}")
        canvas.drawString(50, 700, line)
        canvas.showPage()
    canvas.drawString(50, 800, "The Gazette, page 3")
    canvas.drawString(50, 700, "day, officials said in Vienna.")
    canvas.save()
    text = one("report.pdf", held.getvalue()).text
    assert text.startswith("The President left Geneva for the old town of Vienna by train")
    assert "Gazette" not in text


def test_words_cut_at_the_end_of_a_line_are_joined():
    held = io.BytesIO()
    canvas = Canvas(held)
    lines = [
        "The presi-",
        "dent spoke of the south-",
        "east, of the Anglo-",
        "Irish treaty, of the F-",
        "16 and of co-",
        "operation.",
    ]
    for number, line in enumerate([*lines, "The south-east was calm, officials said in the evening."]):
        canvas.drawString(50, 700 - 14 * number, line)
    canvas.save()
    text = one("report.pdf", held.getvalue()).text
    assert text.startswith(
        "The president spoke of the south-east, of the Anglo-Irish treaty, of the F-16 and of cooperation."
    )


@pytest.mark.parametrize("title", ["report.docx", "Microsoft Word - report", "untitled", "(anonymous)", ""])
def test_a_title_of_a_pdf_that_is_none_is_left_out(title):
    assert one("report.pdf", pdf(*PARAGRAPHS, title=title)).title is None


def test_pdfs_that_cannot_be_read_get_a_sentence():
    whole = pdf(*PARAGRAPHS)
    assert "no text layer" in problem("scan.pdf", drawn())
    assert "locked with a password" in problem("a.pdf", pdf(*PARAGRAPHS, encrypt=StandardEncryption("secret")))
    assert "more than 200 pages" in problem("a.pdf", drawn(pages=201))
    for broken in (b"", b"%PDF-1.7\n", b"no PDF", whole[:300], whole[:200] + whole[400:]):
        item = one("a.pdf", broken)
        assert isinstance(item, Article) or "broken" in item.message or "no text layer" in item.message
    assert "broken" in problem("a.pdf", b"no PDF")


def test_a_pdf_that_may_be_read_but_not_changed_is_read():
    assert one("a.pdf", pdf(*PARAGRAPHS, encrypt=StandardEncryption("", ownerPassword="x"))).text.endswith(
        PARAGRAPHS[-1]
    )


def test_a_pdf_that_unpacks_without_end_is_given_up():
    """Zlib in zlib of four gigabytes, which a reader without bounds would hold at once."""
    packer = zlib.compressobj(9)
    start = packer.compress(b"0 0 m ") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"0 0 m " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)  # stands alone, so may be repeated
    stream = zlib.compress(start + block * 700 + packer.flush())
    head = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>" % len(stream)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
        head + b"\nstream\n" + stream + b"\nendstream",
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    start = len(body)
    body += (
        b"xref\n0 5\n0000000000 65535 f \n"
        + table
        + b"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % start
    )
    assert len(body) < 20_000_000
    assert "too much time or memory" in problem("bomb.pdf", body)


def test_a_pdf_that_takes_too_long_is_given_up():
    with pytest.raises(InputError, match="too much time"):
        pdf_fields(io.BytesIO(drawn(pages=150)), seconds=0)


def test_a_word_document_gives_text_title_and_day():
    found = one("report.docx", word(*PARAGRAPHS, title="A train to Vienna"))
    assert found.text == TEXT
    assert (found.title, found.published, found.derived) == ("A train to Vienna", dt.date(2024, 5, 7), True)
    assert one("report.docx", word(*PARAGRAPHS), published=DAY).published == DAY


def test_tracked_changes_links_and_tables_of_a_word_document_are_read():
    def change(document):
        paragraph = document.paragraphs[-1]._p
        paragraph.append(parse_xml(f"<w:ins {W} w:id='1' w:author='a'><w:r><w:t>Kept words.</w:t></w:r></w:ins>"))
        paragraph.append(parse_xml(f"<w:del {W} w:id='2' w:author='a'><w:r><w:delText>Gone.</w:delText></w:r></w:del>"))
        document.add_table(1, 1).cell(0, 0).text = "The train has eleven cars."

    text = one("report.docx", word(*PARAGRAPHS, change=change)).text
    assert "Kept words." in text
    assert "The train has eleven cars." in text
    assert "Gone" not in text


def zipped(files, base=None):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        if base:
            with zipfile.ZipFile(io.BytesIO(base)) as old:
                for name in set(old.namelist()) - set(files):
                    archive.writestr(name, old.read(name))
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


def test_word_documents_that_cannot_be_read_get_a_sentence():
    base = word(*PARAGRAPHS)
    assert "old or a locked Word document" in problem("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    for broken in (
        b"",
        b"PK\x03\x04",
        base[: len(base) // 2],
        zipped({"a.txt": b"a"}),
        zipped({"word/document.xml": b"<"}),
    ):
        assert "no Word document that can be read" in problem("a.docx", broken)
    assert "no words" in problem("a.docx", word())


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    base = word(*PARAGRAPHS)
    for files in (
        {"word/media/image1.png": bytes(70_000_000)},
        {"word/document.xml": b"<w:document>" + b" " * 13_000_000},
        {f"word/media/{n}.png": b"" for n in range(2_001)},
    ):
        assert "unpacks to more" in problem("a.docx", zipped(files, base))


def test_no_entity_of_a_word_document_is_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret")
    with zipfile.ZipFile(io.BytesIO(word(*PARAGRAPHS))) as archive:
        names = {name: archive.read(name) for name in ("word/document.xml", "docProps/core.xml")}
    for name, xml in names.items():
        declared = f'<!DOCTYPE x [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
        hostile = (
            xml.replace(b"?>", b"?>" + declared, 1)
            .replace(b"President", b"&x;")
            .replace(b"<dc:title>", b"<dc:title>&x;")
        )
        assert "document type" in problem("a.docx", zipped({name: hostile}, word(*PARAGRAPHS)))


@settings(deadline=None)  # the first call loads the libraries
@given(st.binary(max_size=200), st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]))
def test_no_bytes_take_the_readers_of_documents_down(data, start):
    for name in ("a.docx", "a.csv", "a.html"):
        assert all(isinstance(item, (Article, InputProblem)) for item in read_upload(name, start + data))


CSV = (
    "id,text,Title,published,url,publisher,notes\r\n"
    f'7,"{PARAGRAPHS[0]}\r\n\r\nHe ""left"".",Train,2024-05-07,u,p,x\r\n'
    f"{','}{PARAGRAPHS[1].split(',')[0]},,,,,\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_rows_of_a_csv_file_are_articles(encoding, delimiter):
    first, second = read_upload("list.csv", CSV.replace(",", delimiter).encode(encoding), published=DAY)
    text = f'{PARAGRAPHS[0]}\r\n\r\nHe "left".'.replace(",", delimiter)
    assert first == Article("7", text, "Train", dt.date(2024, 5, 7), "u", "p", derived=True, file="list.csv", line=2)
    assert (second.id, second.published, second.line) == ("list", DAY, 5)


def test_a_csv_file_may_name_its_delimiter_as_excel_does():
    items = list(read_upload("list.csv", b"sep=;\r\ntext;title\r\nKim left Pyongyang by train.;Kim\r\n;x\r\n"))
    assert (items[0].title, items[0].line) == ("Kim", 3)
    assert items[1].line == 4


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("b,", "no words"),
        ("b", "“text” is missing"),
        ("b,one,2023-09-11,more", "has 4 fields, the first line 3"),
        ("b,Kim left Pyongyang.,Monday", "“Monday” is no date"),
        ("b,Kim left\0 Pyongyang.", "NUL byte"),
        ('b,"Kim" left', "This row is broken"),
        ("b,Der Präsident reiste am Montag mit dem Zug nach Wien und wollte dort den Kanzler treffen.", "German"),
    ],
)
def test_a_broken_row_of_a_csv_file_stops_no_other(row, words):
    lines = ["id,text,published", "a,Kim left Pyongyang.,", row, "", "c,Kim left Pyongyang.,2023-09-11"]
    first, second, third = read_upload("list.csv", "\n".join(lines).encode())
    assert (first.id, third.id, third.line) == ("a", "c", 5)
    assert str(second).startswith("list.csv:3: ")
    assert words in second.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "names no column “text”"),
        (b"id,body\n1,Kim left.", "names no column “text”"),
        ("text\nKim left the café of Pyongyang.".encode("cp1252"), "not in UTF-8 (byte 0xe9)"),
        (b'text\n"Kim left Pyongyang.\nand more\n', "This row is broken"),
    ],
)
def test_a_csv_file_that_cannot_be_read_gets_a_sentence(data, words):
    assert words in problem("list.csv", data)


def test_a_csv_file_without_rows_is_empty():
    assert "no rows" in problem("list.csv", b"id,text\n\n")


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40), min_size=1))
def test_texts_of_a_csv_file_come_out_as_they_went_in(texts):
    import csv

    texts = [f"The train of the King left.\r\n{text}" for text in texts]
    held = io.StringIO(newline="")
    csv.writer(held).writerows([["text"], *([text] for text in texts)])
    found = list(read_upload("list.csv", held.getvalue().encode(), limit=None))
    assert [item.text for item in found] == texts


def rows(number):
    return "\n".join(json.dumps({"text": f"Train {n} left Pyongyang for Vladivostok."}) for n in range(number)).encode()


def test_no_more_articles_than_the_limit():
    *found, last = read_upload("rows.jsonl", rows(203))
    assert len(found) == 200
    assert "More than 200 articles" in last.message
    assert len(list(read_upload("rows.jsonl", rows(200)))) == 200
    assert len(list(read_upload("rows.jsonl", rows(203), limit=None))) == 203


def test_several_uploads_share_one_limit_and_a_bad_one_stops_no_other():
    files = [
        ("a.txt", TEXT.encode()),
        ("b.xyz", b"x"),
        ("c.txt", b""),
        ("d.txt", TEXT.encode()),
        ("e.txt", TEXT.encode()),
    ]
    items = list(read_uploads(files, limit=2))
    assert [item.file for item in items] == ["a.txt", "b.xyz", "c.txt", "d.txt", "e.txt"]
    assert [isinstance(item, Article) for item in items] == [True, False, False, True, False]
    assert "More than 2 articles" in items[-1].message


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("big.txt", bytes(20_000_001), "too large (20.0 MB; the limit is 20 MB)"),
        ("long.txt", b"The train left Pyongyang. " * 90_000, "too long (2.3 MB; the limit is 2 MB)"),
        ("sheet.xlsx", b"PK", "“.xlsx” are not read"),
        ("noname", b"Kim", "“noname” are not read"),
        ("", b"Kim", "“upload” are not read"),
        (
            "es.txt",
            "El presidente viajó el lunes en tren a Kiev, donde iba a reunirse con su invitado.".encode(),
            "Spanish",
        ),
    ],
)
def test_uploads_that_cannot_be_read_get_a_sentence(name, data, words):
    assert words in problem(name, data)


def test_a_folder_is_read_in_order_with_the_folders_in_it(tmp_path):
    for name in (
        "b/two.txt",
        "a/one.md",
        "c.TXT",
        "b/.hidden.txt",
        ".git/x.txt",
        "picture.png",
        "b/sheet.xlsx",
        "d.csv",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text\nKim left Pyongyang." if name == "d.csv" else TEXT)
    (tmp_path / "bad.txt").write_bytes(b"\xff\xff")
    items = list(read_folder(tmp_path))
    found = [item.id for item in items if isinstance(item, Article)]
    assert found == ["one", "two", "c", "d"]
    bad, last = (item for item in items if isinstance(item, InputProblem))
    assert bad.file == str(tmp_path / "bad.txt")
    assert last.message in (
        "2 files of other kinds are left out (.xlsx, .png).",
        "2 files of other kinds are left out (.png, .xlsx).",
    )


def test_folders_without_articles_get_a_sentence(tmp_path):
    (item,) = read_folder(tmp_path)
    assert "has no articles" in item.message
    (item,) = read_folder(tmp_path / "nowhere")
    assert "no such folder" in item.message
    (tmp_path / "a.png").write_bytes(b"x")
    assert next(read_folder(tmp_path)).message.startswith("1 file of another kind is")


def test_a_folder_has_no_limit_unless_one_is_given(tmp_path):
    (tmp_path / "rows.jsonl").write_bytes(rows(203))
    assert len(list(read_folder(tmp_path))) == 203
    assert len(list(read_folder(tmp_path, limit=5))) == 6


def test_documents_are_read_from_files_too(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(*PARAGRAPHS))
    (found,) = read(path)
    assert (found.id, found.file) == ("report", str(path))
    path = tmp_path / "report.docx"
    path.write_bytes(word(*PARAGRAPHS) + bytes(20_000_000))
    (item,) = read(path)
    assert "too large" in item.message
