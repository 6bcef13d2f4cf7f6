"""What a PDF gives back when its text is searched or copied: the signs that were written, not their look-alikes.

Chinese fonts draw some signs for two or three code points, such as the character 户 and the radical ⼾. A PDF keeps drawings, and
for each of them one code point; browsers keep the lowest one, and note beside the text what was written (ActualText). Some readers
do not heed that note, and whoever looks for 客户 there finds nothing. A code point that stands nowhere in the page was not written:
its look-alike that does stand there was.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from typing import Final

_RADICALS: Final = "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
_CHARACTERS: Final = "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
"""The radicals of U+2E80-2EFF, and the characters that Unicode says look like them (EquivalentUnifiedIdeograph.txt)."""
_OTHERS: Final = {
    "⼾": "户戸",
    "⺫": "罒",
    "〜": "～",
    "∕": "／",
    "‧": "・",
    "•": "・",
    "·": "•・",
    "‒": "–",
    "〸": "十",
    "㬵": "胶",
    "㫚": "曶",
}
"""What Noto and Source Han fonts draw as one, besides."""


def _lookalikes() -> dict[str, str]:
    found = dict(zip(_RADICALS, _CHARACTERS, strict=True))
    found |= {sign: unicodedata.normalize("NFKC", sign) for sign in map(chr, range(0x2F00, 0x2FD6))}
    return found | {sign: others + found.get(sign, "") for sign, others in _OTHERS.items()}


LOOKALIKES: Final = _lookalikes()
"""A sign that a browser may name -> the signs that look the same, the likeliest first."""

_END: Final = re.compile(rb"trailer\s*<<(.*)>>\s*startxref\s+(\d+)\s+%%EOF\s*\Z", re.S)
_TABLE: Final = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY: Final = 20
_STREAM: Final = re.compile(rb"\d+ 0 obj\s*<<(.{1,200}?)>>\s*stream\r?\n", re.S)
_LENGTH: Final = re.compile(rb"/Length (\d+)\b(?! \d)")
_LINE: Final = re.compile(rb"^<([0-9A-F]+)> (?:<([0-9A-F]+)> )?<([0-9A-F]{4})>\s*$", re.M)


def with_text_as_written(pdf: bytes, written: str) -> bytes:
    """Mends the tables by which a PDF gives back its text.

    Args:
        pdf: As Chromium, Chrome or Edge print it.
        written: The text of the page that was printed; more does no harm.

    Returns:
        The same file and, where a table names look-alikes, better ones after its end (an incremental update, ISO 32000-1, 7.5.6).
    """
    meant = dict(_meant(set(written)))
    end = _END.search(pdf, max(0, len(pdf) - 2048))
    table = _TABLE.match(pdf, int(end[2])) if end else None
    if not (meant and end and table):
        return pdf
    made, places = bytearray(pdf), []
    for number in sorted(set(map(int, re.findall(rb"/ToUnicode (\d+) 0 R", pdf)))):
        entry = table.end() + number * _ENTRY
        before = _content(pdf, int(pdf[entry : entry + 10]))
        after = _LINE.sub(lambda line: _mended(line, meant), before)
        if after != before:
            places.append(b"%d 1\n%010d 00000 n \n" % (number, len(made)))
            made += b"%d 0 obj\n<</Length %d>> stream\n%b\nendstream\nendobj\n" % (number, len(after), after)
    if not places:
        return pdf
    parts = (
        b"xref\n",
        *places,
        b"trailer\n<<",
        end[1],
        b"\n/Prev ",
        end[2],
        b">>\nstartxref\n%d\n%%%%EOF\n" % len(made),
    )
    return bytes(made) + b"".join(parts)


def _meant(written: set[str]) -> Iterator[tuple[int, str]]:
    """Code points that were not written, each with its look-alike that was."""
    for sign, others in LOOKALIKES.items():
        found = next((other for other in others if other in written), None)
        if found and sign not in written:
            yield ord(sign), found


def _content(pdf: bytes, place: int) -> bytes:
    """What a stream holds; nothing where it is written in a way that browsers do not use."""
    head = _STREAM.match(pdf, place)
    length = _LENGTH.search(head[1]) if head else None
    if not (head and length):
        return b""
    content = pdf[head.end() : head.end() + int(length[1])]
    return zlib.decompress(content) if b"/FlateDecode" in head[1] else content


def _mended(line: re.Match[bytes], meant: dict[int, str]) -> bytes:
    """A line of a table: a code and its sign, or first and last code of several and the sign of the first."""
    first, last, sign = int(line[1], 16), int(line[2] or line[1], 16), int(line[3], 16)
    signs = range(sign, sign + last - first + 1)
    if not any(point in meant for point in signs):
        return line[0]
    told = b" ".join(b"<%b>" % _hex(meant.get(point, chr(point))) for point in signs)
    return b"<%b> <%b> [%b]" % (line[1], line[2], told) if line[2] else b"<%b> %b" % (line[1], told)


def _hex(sign: str) -> bytes:
    return sign.encode("utf-16-be").hex().upper().encode()
