"""Forms on paper: HTML and PDF, with the keys on the key sheet only."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from click.testing import Result
from pypdf import PdfReader
from typer.testing import CliRunner

from drillbook.cli.app import app
from drillbook.errors import DrillbookError
from drillbook.model.item import Form, Item, ItemType, Option, Prompt
from drillbook.new import create
from drillbook.pdf import VARIABLE, find_browser, print_book, print_pdf
from drillbook.quiz.sheets import SHEETS, sheet
from drillbook.words import words

ROOT = Path(__file__).parents[2]
HOSTILE = "</p><script>alert(1)</script>\"'&amp;"


def item(type_: ItemType, answer: tuple[str, ...], *texts: str, prompts: tuple[str, ...] = ()) -> Item:
    """An item with a rationale for every option and prompt."""
    return Item(
        id=f"{type_}~x", type=type_, level="apply", lang="zh-CN", stem=f"题干 {type_} {HOSTILE}",
        options=tuple(
            Option(id="abcdef"[n], text=text, key="abcdef"[n] in answer, rationale=f"理由{n}：{text}", link="order.send")
            for n, text in enumerate(texts)
        ),
        prompts=tuple(
            Prompt(id=str(n), text=text, rationale=f"配对理由{n}", link="order.send") for n, text in enumerate(prompts, 1)
        ),
        answer=answer, facts=("f",), source="", hash="0", link="order.send", topic="主题", critical=True,
    )  # fmt: skip


@cache
def form() -> Form:
    """A form with an item for each way of answering."""
    items = (
        item("single_choice", ("b",), "甲", HOSTILE, "丙"),
        item("multiple_response", ("a", "c"), "子", "丑", "寅"),
        item("ordering", ("c", "a", "b"), "先", "中", "后"),
        item("matching", ("1=b", "2=a"), "右一", "右二", prompts=("左一", "左二")),
        item("cloze", ("三天独有",), "三天独有"),
    )
    return Form(id="quiz-x-b", name="B", title="小测", lang="zh-CN", items=items, all_critical=True, minutes=20)


def text(html: str) -> str:
    """What a reader sees of a page."""
    return unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", html, flags=re.S))


@pytest.mark.parametrize("kind", SHEETS)
def test_text_of_the_manual_stays_text(kind: str) -> None:
    """No text becomes markup, and the page needs nothing from elsewhere."""
    page = sheet(form(), kind, words("zh-CN"))
    assert "<script" not in page
    assert not re.search(r"(?:src|href|url)\s*[=(]", page)


def test_only_the_key_sheet_has_keys() -> None:
    """Question and answer sheets differ in nothing when other options are the keys; the key sheet says all of them."""
    other = form().model_copy(
        update={
            "items": tuple(
                i.model_copy(
                    update={"answer": (), "options": tuple(o.model_copy(update={"key": False}) for o in i.options)}
                )
                for i in form().items
            )
        }
    )
    foot = re.compile(r"<footer>.*?</footer>", re.S)
    for kind in ("questions", "answers"):
        page = sheet(form(), kind, words("zh-CN"))
        assert foot.sub("", page) == foot.sub("", sheet(other, kind, words("zh-CN")))
        assert "理由" not in page and "三天独有" not in page
    key = text(sheet(form(), "key", words("zh-CN")))
    for wanted in ("B", "A C", "C → A → B", "1 B", "2 A", "三天独有", "理由0：甲", "配对理由2", "关键"):
        assert wanted in key


def test_the_head_says_what_the_blueprint_demands() -> None:
    """Form, number of items, time, cut score and critical items stand on the question sheet; the answer sheet has a place for each item."""
    page = text(sheet(form(), "questions", words("zh-CN")))
    for wanted in (
        "小测 B 卷",
        "共 5 题，每题 1 分",
        "20 分钟",
        "4 分（80%）合格",
        "满分 5 分",
        "关键步骤的题须全部答对",
        "选出所有正确的",
    ):
        assert wanted in page
    answers = sheet(form(), "answers", words("en"))
    assert answers.count('class="bubble"') == 6
    assert answers.count('class="square"') == 5
    assert answers.count('class="line"') == 1


def test_the_key_sheet_says_how_part_of_an_answer_counts() -> None:
    """Only for the types of the form, and on no other sheet; what passes need not be a whole number of points."""
    key, questions = (text(sheet(form(), kind, words("en"))) for kind in ("key", "questions"))
    for type_ in ("Multiple response", "Ordering", "Matching", "Cloze"):
        assert f"{type_}: " in key and f"{type_}: " not in questions
    assert "Classification: " not in key
    other = form().model_copy(update={"items": form().items[:3], "cut_score": 75})
    assert "To pass: 2.25 points (75 %)" in text(sheet(other, "answers", words("en")))


def test_sheets_are_printed_with_their_fonts(tmp_path: Path) -> None:
    """A real browser prints Chinese that can be read and copied, with every font inside the file."""
    browser = find_browser()
    assert browser, "the test command installs a browser"
    source = tmp_path / "题.html"
    source.write_text(sheet(form(), "questions", words("zh-CN")), "utf-8")
    print_pdf(source, tmp_path / "题.pdf", browser)
    pages = PdfReader(tmp_path / "题.pdf").pages
    assert "共 5 题" in "".join(page.extract_text() for page in pages)
    for page in pages:
        for font in page["/Resources"]["/Font"].values():
            for below in font.get_object().get("/DescendantFonts", [font]):
                descriptor = below.get_object().get("/FontDescriptor")
                assert below.get_object().get("/Subtype") == "/Type3" or any(
                    key.startswith("/FontFile") for key in descriptor.get_object()
                )


def test_a_browser_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is no browser gives a sentence on what to do, and leaves no file; a wrong name finds none."""
    source = tmp_path / "x.html"
    source.write_text("x", "utf-8")
    monkeypatch.setenv(VARIABLE, sys.executable)
    browser = find_browser()
    assert browser
    for print_ in (print_pdf, print_book):
        with pytest.raises(DrillbookError, match=r" print x\.html: "):
            print_(source, tmp_path / "x.pdf", browser)
    assert [path.name for path in tmp_path.iterdir()] == ["x.html"]
    monkeypatch.setenv(VARIABLE, "no-such-browser")
    assert find_browser() is None


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line on the bundled manual."""
    import os

    env = {
        **os.environ,
        "LANG": "en_US.UTF-8",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONIOENCODING": "utf-8",
        **environment,
    }
    command = [sys.executable, "-m", "drillbook", "quiz", *arguments, "-C", str(ROOT)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=env, check=False)


def test_sheets_go_into_the_folder_of_the_manual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Printed from elsewhere with -C, the sheets of a manual lie in its own folder, and what is told is seen from here."""
    create(tmp_path / "mine", "en")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["quiz", "print", "quiz-signing", "--no-pdf", "-C", "mine"])
    assert done.exit_code == 0, done.output
    assert sorted(place.name for place in tmp_path.iterdir()) == ["mine"]
    assert f"{Path('mine/print/quiz-signing.en.key.html')}" in done.output.replace("\n", "")
    assert (tmp_path / "mine/print/quiz-signing.en.key.html").is_file()


def test_another_seed_prints_other_forms(tmp_path: Path) -> None:
    """Who prints the very form of the site is told so, and how to draw another; the site's own seed is refused."""
    create(tmp_path, "en")

    def quiz(command: str, *more: str) -> Result:
        return CliRunner().invoke(app, ["quiz", command, "quiz-signing", *more, "-C", str(tmp_path)])

    sheet = tmp_path / "print/quiz-signing.en.questions.html"
    printed = quiz("print", "--no-pdf")
    on_site = sheet.read_text("utf-8")
    other = quiz("print", "--no-pdf", "--seed", "spring")
    assert ("--seed" in printed.stderr, "--seed" in other.stderr) == (True, False)
    assert sheet.read_text("utf-8") != on_site
    assert quiz("preview", "--seed", "spring").output != quiz("preview").output
    assert quiz("preview", "--seed", "spring").output == quiz("preview", "--seed", "spring").output
    own = quiz("print", "--no-pdf", "--seed", "1")
    assert own.exit_code and "drawn with '1'" in str(own.exception)


def test_commands_print_and_preview_a_quiz(tmp_path: Path) -> None:
    """Without a browser only HTML is written, and that is said; the preview hides keys unless asked; a wrong name gets the right ones."""
    printed = run("print", "quiz-part-b", "--lang", "en", "--out", str(tmp_path), **{VARIABLE: "no-such-browser"})
    assert printed.returncode == 0, printed.stderr
    names = {file.name.removeprefix("quiz-part-b") for file in tmp_path.iterdir()}
    kinds = (".en.questions.html", ".en.answers.html", ".en.key.html")
    assert names == {f"-{form}{kind}" for form in "abc" for kind in kinds}
    assert not any(name.endswith(".pdf") for name in names)
    assert VARIABLE in printed.stderr
    assert "Right answer" not in run("preview", "quiz-part-b", "--lang", "en").stdout
    assert "Right answer" in run("preview", "quiz-part-b", "--lang", "en", "--key").stdout
    wrong = run("preview", "quiz-part-bb")
    assert (wrong.returncode, "quiz-part-b" in wrong.stderr) == (2, True)
    assert run("preview", "quiz-part-b", "--form", "Z").returncode == 2
