"""The text that a PDF gives back."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from drillbook.pdf.text import LOOKALIKES, with_text_as_written

TABLE = b"""1 begincodespacerange
<0000> <FFFF>
endcodespacerange
2 beginbfchar
<0001> <2F3E>
<0002> <5BA2>
endbfchar
1 beginbfrange
<0010> <0012> <2F3E>
endbfrange
"""


def pdf(table: bytes = TABLE, *, is_packed: bool = True) -> bytes:
    """A PDF of one page with one font."""
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    stream = DecodedStreamObject()
    stream.set_data(table)
    tables = writer._add_object(stream.flate_encode() if is_packed else stream)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/ToUnicode"): tables})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def table_of(file: bytes) -> str:
    """The table of the font, as a reader finds it."""
    font = PdfReader(io.BytesIO(file), strict=True).pages[0]["/Resources"]["/Font"]["/F1"]  # type: ignore[index]
    return str(font["/ToUnicode"].get_data().decode())  # type: ignore[index]


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_look_alike_becomes_what_was_written(is_packed: bool) -> None:
    """Single codes and rows of codes give back the characters of the page; the file before its end is left as it was."""
    before = pdf(is_packed=is_packed)
    after = with_text_as_written(before, "客户手册支持")
    assert after.startswith(before)
    table = table_of(after)
    assert "<0001> <6237>\n<0002> <5BA2>" in table
    assert "<0010> <0012> [<6237> <624B> <652F>]" in table
    assert "<0000> <FFFF>" in table


def test_what_was_written_decides() -> None:
    """The same drawing is 戶 in a traditional page and 户 in a simplified one; a radical that is written itself stays."""
    assert "<0001> <6236>" in table_of(with_text_as_written(pdf(), "客戶"))
    assert "<0001> <6237>" in table_of(with_text_as_written(pdf(), "客户"))
    assert with_text_as_written(pdf(), "部首⼾、⼿、⽀在户、手、支里") == pdf()
    assert with_text_as_written(pdf(), "English only") == pdf()


@pytest.mark.parametrize("file", [b"", b"%PDF-1.7 not ours", b"%PDF-1.7\nstartxref\n7\n%%EOF\n"])
def test_a_file_of_another_make_stays_as_it_is(file: bytes) -> None:
    """What is not written as browsers write it is never damaged."""
    assert with_text_as_written(file, "客户") == file


def test_no_character_stands_in_for_another() -> None:
    """Every radical has its character; no other sign of everyday Chinese is ever replaced."""
    assert LOOKALIKES["⻓"] == "长" and LOOKALIKES["⼿"] == "手" and LOOKALIKES["⼾"][0] == "户"
    assert len(LOOKALIKES) > 320
    assert not [sign for sign in LOOKALIKES if "\u4e00" <= sign <= "\u9fff"]
