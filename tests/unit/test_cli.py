"""The command line: what it prints and how it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from drillbook.cli.serving import _Keeper
from drillbook.new import create
from drillbook.rules import Count
from drillbook.settings import read_settings

CONTRACT = Path(__file__).parents[2] / "docs" / "reference" / "item.schema.json"
COMMANDS = ["new", "check", "build", "serve", "schema", "translate", "translate status", "translate update"]
COMMANDS += ["quiz", "quiz bank", "quiz list"]


def drillbook(
    *arguments: str | Path, cwd: Path | None = None, locale: str = "C", debug: bool = False
) -> subprocess.CompletedProcess[str]:
    """Runs the program as a user does."""
    dropped = ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "DRILLBOOK_DEBUG")
    variables = {name: value for name, value in os.environ.items() if name not in dropped}
    variables |= {"LANG": locale, "PYTHONUTF8": "1", "COLUMNS": "200"} | ({"DRILLBOOK_DEBUG": "1"} if debug else {})
    command = [sys.executable, "-m", "drillbook", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=variables, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh manual in English, made once."""
    folder = tmp_path_factory.mktemp("started") / "manual"
    create(folder, "en")
    return folder


@pytest.fixture
def manual(started: Path, tmp_path: Path) -> Path:
    """A manual of its own for one test."""
    return Path(shutil.copytree(started, tmp_path / "manual"))


def spoil(manual: Path, old: str = "actor: salesperson", new: str = "actor: saleperson") -> None:
    """Puts a mistake into the process of a manual."""
    file = manual / "playbooks" / "core" / "contract-signing.yml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    """``--help`` works for each command; groups list their commands."""
    done = drillbook(*command.split(), "--help")

    assert done.returncode == 0
    assert "Example: drillbook " in done.stdout or command in ("translate", "quiz")
    assert not re.search("[\u4e00-\u9fff]", done.stdout)


def test_help_speaks_chinese_in_a_chinese_environment() -> None:
    """The environment chooses the language of help, too."""
    assert "示例：drillbook check" in drillbook("check", "--help", locale="zh_CN.UTF-8").stdout


def test_help_does_not_load_the_engine() -> None:
    """Help answers at once because neither models nor MkDocs are imported for it."""
    code = "import sys; import drillbook.cli.app; print(sorted({'pydantic', 'mkdocs', 'babel', 'jinja2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["check", "--frob"],
        ["check", "--format", "xml"],
        ["build", "--engine", "hugo"],
        ["serve", "--port", "0"],
        [],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str], manual: Path) -> None:
    """A command or value that does not exist is told without a traceback."""
    done = drillbook(*arguments, cwd=manual)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr or not arguments


def test_check_of_a_good_manual(manual: Path) -> None:
    """A manual without problems ends with 0 and a summary that says how much was read."""
    done = drillbook("check", cwd=manual)

    assert (done.returncode, done.stdout) == (0, "")
    assert "No problems found. (10 entities in 9 files)" in done.stderr


def test_a_single_thing_is_counted_in_the_singular(tmp_path: Path) -> None:
    """One playbook in one file, one warning, and one item are no plurals."""
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: One\nplugins: [{drillbook: {languages: [en]}}]\n", "utf-8")
    role = "kind: role\nid: seller\ntitle: Seller\nsummary: Sells. HTML\nowner: seller\nmission: To sell.\nsources: editorial\n"
    (tmp_path / "playbooks/role.yml").write_text(role.replace("HTML", "<b>Much</b>"), "utf-8")
    assert "0 errors and 1 warning in 1 file. (1 entity in 1 file)" in drillbook("check", cwd=tmp_path).stderr
    (tmp_path / "playbooks/role.yml").write_text(role, "utf-8")
    assert "No problems found. (1 entity in 1 file)" in drillbook("check", cwd=tmp_path).stderr
    assert f"{Count(1):item|items}, {Count(2):item|items}, {Count(3)}" == "1 item, 2 items, 3"


def test_check_says_how_much_of_the_sources_is_used(manual: Path) -> None:
    """With a list of source documents the summary has one line more; a fact without a place fails under --strict."""
    (manual / "playbooks" / "sources.yml").write_text(
        "kind: source-list\nid: source-list\ntitle: 资料清单\nowner: sales-manager\n"
        "documents:\n  - {id: rules, title: 制度, holds: A1-1..A1-2}\nomitted:\n  - {id: A1-2, reason: 只是标题。}\n",
        "utf-8",
    )
    done = drillbook("check", "--strict", "--format", "json", cwd=manual)

    assert done.returncode == 1
    assert {"DB311"} <= {problem["code"] for problem in json.loads(done.stdout)}
    assert "sources: 0 of 2 facts used, 1 omitted, 1 without a place" in done.stderr


def test_check_tells_where_what_and_how(manual: Path) -> None:
    """An error ends with 1; its line has file, line, column, code and suggestion, the next one the remedy."""
    spoil(manual)
    done = drillbook("check", cwd=manual)
    lines = done.stdout.splitlines()

    assert done.returncode == 1
    assert lines[0].startswith("playbooks/core/contract-signing.yml:15:12: error DB303:")
    assert "Did you mean 'salesperson'?" in lines[0]
    assert lines[1].startswith("    ")
    assert "1 error and 0 warnings in 1 file." in done.stderr


def test_check_in_chinese_by_environment_and_by_option(manual: Path) -> None:
    """The environment chooses the language of messages, and ``--lang`` overrules it."""
    spoil(manual)

    assert "错误 DB303: " in drillbook("check", cwd=manual, locale="zh_CN.UTF-8").stdout
    assert "错误 DB303: " in drillbook("check", "--lang", "zh-CN", cwd=manual).stdout
    assert "error DB303: " in drillbook("check", "--lang", "en", cwd=manual, locale="zh_CN.UTF-8").stdout


def test_wrong_options_are_told_with_the_rest_of_the_manual(manual: Path) -> None:
    """Check tells them like all other problems and goes on; a build stops, in the language that was asked for."""
    spoil(manual)
    config = manual / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  - drillbook:\n", "  - drillbook:\n      print: ture\n"), "utf-8"
    )
    check = drillbook("check", "--format", "json", cwd=manual)
    build = drillbook("build", "--lang", "zh-CN", cwd=manual)

    assert check.returncode == build.returncode == 1
    assert {"DB303", "DB506"} <= {problem["code"] for problem in json.loads(check.stdout)}
    assert "错误 DB506: “print”不能写“ture”" in build.stderr
    config.write_text("a: [\n", "utf-8")
    broken = drillbook("check", cwd=manual)
    assert broken.stdout.startswith("mkdocs.yml:2:1: error DB102:") and "has not been checked yet" in broken.stderr


def test_check_for_programs(manual: Path) -> None:
    """JSON on standard output holds everything about each problem and nothing else."""
    spoil(manual)
    done = drillbook("check", "--format", "json", cwd=manual)
    problem = json.loads(done.stdout)[0]

    assert done.returncode == 1
    assert (problem["file"], problem["line"], problem["column"]) == ("playbooks/core/contract-signing.yml", 15, 12)
    assert (problem["code"], problem["level"], problem["suggestion"]) == ("DB303", "error", "salesperson")
    assert problem["message"]
    assert problem["hint"]


def test_check_for_github_escapes_what_an_author_wrote(manual: Path) -> None:
    """A value that looks like a command of GitHub's runner cannot become one."""
    spoil(manual, "actor: salesperson", 'actor: "x%0A::error::y"')
    done = drillbook("check", "--format", "github", cwd=manual)

    assert done.stdout.startswith("::error file=playbooks/core/contract-signing.yml,line=15,col=12,title=DB303::")
    assert len([line for line in done.stdout.splitlines() if line.startswith("::")]) == 1
    assert "x%250A" in done.stdout


def test_strict_lets_warnings_fail(manual: Path) -> None:
    """A warning alone ends with 0, with ``--strict`` it ends with 1."""
    spoil(manual, "title: File it", "title: File it away")

    assert drillbook("check", cwd=manual).returncode == 0
    assert drillbook("check", "--strict", cwd=manual).returncode == 1


def test_a_manual_is_found_from_inside_and_by_option(manual: Path) -> None:
    """Commands work from a folder inside the manual and with ``-C`` from outside; files are named from where one stands."""
    spoil(manual)

    inside = drillbook("check", cwd=manual / "playbooks" / "core").stdout
    outside = drillbook("check", "-C", manual, cwd=manual.parent).stdout
    assert inside.startswith("contract-signing.yml:15:12")
    assert outside.startswith("manual/playbooks/core/contract-signing.yml:15:12")


def test_wrong_settings_are_named_from_where_one_stands(
    manual: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mistake in mkdocs.yml has the same path whichever command tells it, also when it is made while the site is served."""
    settings = read_settings(manual)
    spoilt = (manual / "mkdocs.yml").read_text("utf-8").replace("languages:", "langages:")
    (manual / "mkdocs.yml").write_text(spoilt, "utf-8")
    for command in ("check", "build", "serve", "quiz list"):
        done = drillbook(*command.split(), "-C", manual, cwd=manual.parent)
        assert done.returncode == 1
        assert re.search(r"^manual/mkdocs\.yml:\d+:\d+: error", done.stdout + done.stderr, re.MULTILINE), command
    monkeypatch.chdir(manual.parent)
    keeper = _Keeper(settings, manual / "site", "en", "")
    assert not keeper._build()
    keeper.stop()
    assert capsys.readouterr().err.startswith("manual/mkdocs.yml:")


def test_no_manual_is_told_and_not_a_fault(tmp_path: Path) -> None:
    """Outside a manual every command says so and ends with 2."""
    for command in ("check", "build", "serve", "translate status", "quiz list"):
        done = drillbook(*command.split(), cwd=tmp_path)
        assert done.returncode == 2
        assert "There is no mkdocs.yml" in done.stderr
    assert "没有 mkdocs.yml" in drillbook("check", cwd=tmp_path, locale="zh_CN.UTF-8").stderr


def test_new_then_check_then_refuse(tmp_path: Path) -> None:
    """A new manual is started once; a second time the folder is not empty."""
    first = drillbook("new", tmp_path / "book", locale="zh_CN.UTF-8")
    second = drillbook("new", tmp_path / "book")

    assert first.returncode == 0
    assert "已在" in first.stdout
    assert drillbook("check", "--strict", cwd=tmp_path / "book").returncode == 0
    assert "languages: [zh-CN, en]" in (tmp_path / "book" / "mkdocs.yml").read_text("utf-8")
    assert drillbook("new", tmp_path / "french", "--lang", "fr").returncode == 2
    assert second.returncode == 2
    assert "not an empty folder" in second.stderr


def test_build_writes_the_site_and_an_error_leaves_it(manual: Path) -> None:
    """A manual with an error does not touch the site that is there."""
    good = drillbook("build", cwd=manual)
    before = {p: p.read_bytes() for p in (manual / "site").rglob("*") if p.is_file()}
    spoil(manual)
    bad = drillbook("build", cwd=manual)

    assert good.returncode == 0, good.stderr
    assert "zh-CN/index.html" in {p.relative_to(manual / "site").as_posix() for p in before}
    assert bad.returncode == 1
    assert "DB303" in bad.stderr
    assert {p: p.read_bytes() for p in (manual / "site").rglob("*") if p.is_file()} == before


@pytest.mark.parametrize("output", [".", "..", "playbooks", "playbooks/core", "docs", "mkdocs.yml", "letters"])
def test_build_never_replaces_what_is_no_site(manual: Path, output: str) -> None:
    """The output folder is replaced as a whole, so sources and strangers' files are refused."""
    (manual / "letters").mkdir()
    (manual / "letters" / "dear.txt").write_text("x")
    (manual / "letters" / "index.html").write_text("x")
    before = sorted(path.relative_to(manual) for path in manual.parent.rglob("*")) if output == ".." else []
    done = drillbook("build", "--output", output, cwd=manual)

    assert done.returncode == 2
    assert (manual / "letters" / "dear.txt").read_text() == "x"
    assert not before or sorted(path.relative_to(manual) for path in manual.parent.rglob("*")) == before


def test_build_never_replaces_the_site_of_another_manual(manual: Path) -> None:
    """Another manual's site stays, with an advice; one's own is replaced, also by its former name. A plain site may stand in ``site/``."""
    (manual / "site").mkdir()
    (manual / "site" / "index.html").write_text("made by MkDocs")
    assert drillbook("build", cwd=manual).returncode == 0
    elsewhere = manual.parent / "elsewhere"
    shutil.copytree(manual / "site", elsewhere)
    assert drillbook("build", "--output", elsewhere, cwd=manual).returncode == 0
    options = (manual / "mkdocs.yml").read_text("utf-8")
    name = read_settings(manual).storage_name
    (manual / "mkdocs.yml").write_text(options.replace(f"site_name: {name}", "site_name: Another", 1), "utf-8")
    before = sorted(elsewhere.rglob("*"))
    refused = drillbook("build", "--output", elsewhere, cwd=manual)

    assert refused.returncode == 2
    assert f"another manual, “{name}”" in refused.stderr and f"`storage_name: {name}`" in refused.stderr
    assert sorted(elsewhere.rglob("*")) == before
    renamed = (manual / "mkdocs.yml").read_text("utf-8")
    (manual / "mkdocs.yml").write_text(
        renamed.replace("  - drillbook:\n", f"  - drillbook:\n      storage_name: {name}\n", 1), "utf-8"
    )
    assert drillbook("build", "--output", elsewhere, cwd=manual).returncode == 0


def test_build_goes_into_the_folder_of_a_git_branch(manual: Path) -> None:
    """Hidden files are no reason to refuse a folder, nor to build again; a site from before sites had names is replaced."""
    pages = manual.parent / "pages"
    (pages / ".git").mkdir(parents=True)
    for when in ("first", "again"):
        (pages / ".git" / "HEAD").write_text(when)
        done = drillbook("build", "--output", pages, cwd=manual)
        assert done.returncode == 0, done.stderr
        assert (pages / "index.html").is_file() and (pages / ".git" / "HEAD").read_text() == when
    assert "Nothing has changed" in done.stderr
    script = pages / "assets" / "drillbook" / "drillbook.js"
    script.write_text(script.read_text("utf-8").partition("\n")[2], "utf-8")
    assert "drillbookSite=" not in script.read_text("utf-8").partition("\n")[0]
    assert drillbook("build", "--output", pages, cwd=manual).returncode == 0


def test_build_needs_no_more_than_a_name_and_the_plugin(manual: Path) -> None:
    """A name that is a number, no theme and no hand-written pages are no mistakes, and the site goes where mkdocs.yml says."""
    shutil.rmtree(manual / "docs")
    (manual / "mkdocs.yml").write_text(
        "site_name: 2026\nsite_dir: public\nplugins: [{drillbook: {languages: [en, zh-CN]}}]\n"
    )
    done = drillbook("build", cwd=manual)

    assert done.returncode == 0, done.stderr
    assert "2026</title>" in (manual / "public" / "index.html").read_text("utf-8")
    assert not (manual / "site").exists()


def test_language_asked_for_is_that_of_every_line(manual: Path) -> None:
    """With ``--lang``, progress and refusals come in that language too, whatever the environment says."""
    done = drillbook("check", "--lang", "zh-CN", cwd=manual)
    refused = drillbook("build", "--lang", "zh-CN", "--output", "docs", cwd=manual)

    assert "正在检查手册" in done.stderr and "没有发现问题" in done.stderr
    assert "不能把网站写到" in refused.stderr
    assert not re.search("Checking|Collecting|Applying|cannot", done.stderr + refused.stderr)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"a": "b", "contract-signing:title": 5}', "“contract-signing:title”的译文要写成引号里的文字"),
        (b"[1]", "它应当是一组“键: 译文”"),
        ('{"a": “b”}'.encode(), "第 1 行第 7 个字符处写法不对"),
        ('{"a": "报"}'.encode("gbk"), "它不是 UTF-8 文本"),
    ],
)
def test_translations_that_cannot_be_read_are_told_in_the_authors_words(
    manual: Path, content: bytes, told: str
) -> None:
    """What is wrong with a JSON file of translations is said with the key or the place, and the catalogue stays."""
    before = (manual / "locales" / "zh-CN.po").read_bytes()
    (manual / "done.json").write_bytes(content)
    done = drillbook("translate", "update", "--from", "done.json", cwd=manual, locale="zh_CN.UTF-8")

    assert done.returncode == 2
    assert done.stderr.startswith("done.json 不是译文的 JSON 文件：") and told in done.stderr
    assert (manual / "locales" / "zh-CN.po").read_bytes() == before


def test_what_mkdocs_refuses_is_told_once(manual: Path) -> None:
    """It has a place and a code, is in the author's language, and comes once for all languages."""
    with (manual / "mkdocs.yml").open("a", encoding="utf-8") as stream:
        stream.write("dev_addr: here\n")
    done = drillbook("build", "--lang", "zh-CN", cwd=manual)

    assert done.returncode == 1
    assert len(re.findall(r"^mkdocs.yml:\d+:1: 错误 DB212: .*“dev_addr”", done.stderr, re.MULTILINE)) == 1
    assert "MkDocs:" not in done.stderr and "有 1 个错误" in done.stderr


def test_serve_tells_that_the_port_is_used(manual: Path) -> None:
    """A port that another program has is told before the long build begins."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = drillbook("serve", "--port", str(port), cwd=manual)

    assert done.returncode == 2
    assert f"--port {port + 1}" in done.stderr
    assert not (manual / "site").exists()


LATE = """
import pathlib, sys
from drillbook.cli import main, site
build = site._build_and_note
def built_and_edited(*given):
    done = build(*given)
    file = pathlib.Path("playbooks/core/contract-signing.yml")
    file.write_text(file.read_text("utf-8").replace("title: Signing the contract", "title: Late edit", 1), "utf-8")
    return done
site._build_and_note = built_and_edited
sys.argv = ["drillbook", "serve", "--port", sys.argv[1]]
main()
"""


def test_serve_builds_what_was_edited_during_the_first_build(manual: Path) -> None:
    """An edit that comes too late for the first build, and before anything is watched, is built without another one."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    page = manual / "site" / "process" / "contract-signing.html"
    with subprocess.Popen([sys.executable, "-c", LATE, str(port)], cwd=manual) as served:
        try:
            end = time.monotonic() + 120
            while not (page.is_file() and "Late edit" in page.read_text("utf-8")):
                assert served.poll() is None and time.monotonic() < end
                time.sleep(0.2)
        finally:
            served.terminate()


def test_schema_writes_and_checks(manual: Path) -> None:
    """``--check`` ends with 1 and names what is out of date; without it the file is written."""
    (manual / "docs" / "schemas" / "role.json").write_text("{}")

    stale = drillbook("schema", "--check", cwd=manual)
    assert (stale.returncode, "docs/schemas/role.json" in stale.stdout) == (1, True)
    assert drillbook("schema", cwd=manual).returncode == 0
    assert drillbook("schema", "--check", cwd=manual).returncode == 0


def test_translate_status_and_update(manual: Path) -> None:
    """An edited text is stale until an update marks it, and ``--from`` fills it in; unknown keys are told."""
    spoil(manual, "title: File it", "title: File it away")
    (manual / "done.json").write_text('{"contract-signing:steps.file.title": "存档", "nobody:title": "x"}', "utf-8")

    status = drillbook("translate", "status", cwd=manual).stdout
    update = drillbook("translate", "update", cwd=manual)
    marked = (manual / "locales" / "zh-CN.po").read_text("utf-8")
    filled = drillbook("translate", "update", "--from", "done.json", cwd=manual)

    assert re.search(r"all +│ +\d+ │ +1 │ +0 │ +98 %", status), status
    assert update.returncode == 0
    assert '#, fuzzy\n#| msgid "File it"\nmsgctxt "contract-signing:steps.file.title"' in marked
    assert "nobody:title" in filled.stderr
    assert drillbook("check", "--strict", cwd=manual).returncode == 0


def test_translate_update_refuses_a_broken_catalogue_and_a_broken_manual(manual: Path) -> None:
    """What cannot be read is not overwritten, and texts of unreadable files are not taken for gone."""
    catalogue = manual / "locales" / "zh-CN.po"
    catalogue.write_text("<<<<<<< ours\n" + catalogue.read_text("utf-8"), "utf-8")
    conflict = catalogue.read_bytes()

    assert drillbook("translate", "update", cwd=manual).returncode == 1
    assert catalogue.read_bytes() == conflict
    (manual / "done.json").write_text("[1]")
    assert drillbook("translate", "update", "--lang", "fr", cwd=manual).returncode == 2
    spoil(manual, "kind: process", "kind: [")
    assert drillbook("translate", "update", cwd=manual).returncode == 1
    assert catalogue.read_bytes() == conflict


def test_quiz_bank_prints_items_as_json(manual: Path) -> None:
    """The items keep to the committed contract; ``--lang`` and ``--playbooks`` choose what they are made from."""
    items = json.loads(drillbook("quiz", "bank", "--format", "json", cwd=manual).stdout)
    chinese = json.loads(drillbook("quiz", "bank", "--format", "json", "--lang", "zh-CN", cwd=manual).stdout)
    loose = drillbook("quiz", "bank", "--format", "json", "--playbooks", manual / "playbooks", cwd=manual.parent)

    jsonschema.validate(items, json.loads(CONTRACT.read_text("utf-8")))
    assert len(items) > 10
    assert {item["lang"] for item in chinese} == {"zh-CN"}
    assert json.loads(loose.stdout) == items
    assert drillbook("quiz", "bank", "--lang", "fr", cwd=manual).returncode == 2
    assert drillbook("quiz", "bank", "--playbooks", "nowhere", cwd=manual).returncode == 2


def test_quiz_list_names_the_quizzes(manual: Path) -> None:
    """One line for each quiz, with its number of items."""
    assert (
        "quiz-signing  Quiz on signing contracts: 5 items, 80% to pass" in drillbook("quiz", "list", cwd=manual).stdout
    )


def test_no_paper_is_printed_without_questions(manual: Path) -> None:
    """In a language into which nothing is translated there is nothing to ask, and whoever prints is told so."""
    shutil.rmtree(manual / "locales")
    printed = drillbook("quiz", "print", "quiz-signing", "--no-pdf", "--lang", "zh-CN", cwd=manual)
    assert (printed.returncode, (manual / "print").exists()) == (2, False)
    assert "'quiz-signing' has no questions in" in printed.stderr
    assert drillbook("quiz", "preview", "quiz-signing", "--lang", "zh-CN", cwd=manual).returncode == 2
    assert drillbook("quiz", "print", "quiz-signing", "--no-pdf", cwd=manual).returncode == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may read and write everything")
def test_files_without_permission_are_told(manual: Path) -> None:
    """A refusal of the operating system is a sentence, not a traceback."""
    (manual / "playbooks" / "core" / "terms.yml").chmod(0)
    for command in ("check", "build"):
        done = drillbook(command, cwd=manual)

        assert done.returncode == 1
        assert "playbooks/core/terms.yml:1:1: error DB115" in done.stdout + done.stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may read and write everything")
def test_a_folder_without_permission_is_told(manual: Path) -> None:
    """A folder that may not be read is not taken for an empty one."""
    folder = manual / "playbooks" / "core"
    folder.chmod(0)
    try:
        done = drillbook("check", cwd=manual)
        folder.chmod(0o644)
        inside = drillbook("check", cwd=manual)
    finally:
        folder.chmod(0o755)

    assert "playbooks/core:1:1: error DB115" in done.stdout
    assert "you may not read it" in done.stdout
    assert inside.returncode == 1 and "playbooks/core/terms.yml:1:1: error DB115" in inside.stdout


def test_a_fault_of_ours_is_owned_and_can_be_looked_into(manual: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected exception ends with 70 and says how to see more; ``--debug`` shows where."""
    (manual / "sitecustomize.py").write_text(
        "import drillbook.settings\ndef broken(root):\n    raise ZeroDivisionError('boom')\ndrillbook.settings.read_settings = broken\n"
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(manual), os.environ.get("PYTHONPATH", "")]))

    told, looked = drillbook("check", cwd=manual), drillbook("--debug", "check", cwd=manual)

    assert told.returncode == 70
    assert "fault of Drillbook" in told.stderr
    assert "drillbook --debug check" in told.stderr
    assert "Traceback" not in told.stderr
    assert "ZeroDivisionError: boom" in looked.stderr
    assert "Traceback" in looked.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("contract", "--kind", "objecton"), "--kind knows no 'objecton'. Did you mean 'objection'? It knows: "),
        (("contract", "--role", "saleperson"), "--role knows no 'saleperson'. Did you mean 'salesperson'? It knows: "),
        (("contract", "--industry", "zzz"), "--industry knows no 'zzz'. It knows: "),
        (("  ",), "Say what to search for."),
    ],
)
def test_a_search_that_can_find_nothing_is_a_mistake(arguments: tuple[str, ...], told: str, manual: Path) -> None:
    """A misspelt filter and an empty query are told as such, not as a gap in the manual."""
    done = drillbook("search", *arguments, cwd=manual)

    assert done.returncode == 2
    assert told in done.stderr
    assert "Nothing found" not in done.stderr


def test_a_search_takes_several_words(manual: Path) -> None:
    """Whoever sets no quotes round a question searches for all of its words."""
    quoted = drillbook("search", "salesperson contract", cwd=manual)
    bare = drillbook("search", "salesperson", "contract", "--limit", "10", cwd=manual)

    assert (bare.returncode, bare.stdout) == (0, quoted.stdout)


def test_a_search_by_a_kind_the_manual_lacks_finds_nothing(manual: Path) -> None:
    """A kind that exists is no mistake, though this manual has none of it."""
    done = drillbook("search", "contract", "--kind", "rubric", cwd=manual)

    assert done.returncode == 1
    assert "Nothing found" in done.stderr


def test_a_search_tells_which_word_stands_nowhere(manual: Path) -> None:
    """What is found without a word of the query says so, beside the results and not among them."""
    done = drillbook("search", "salesperson zzzqqq", cwd=manual)

    assert (done.returncode, done.stderr.strip()) == (0, "Without “zzzqqq”, which stands nowhere.")
    assert "salesperson" in done.stdout and "zzzqqq" not in done.stdout


def test_a_search_tells_that_files_with_mistakes_are_missing(manual: Path) -> None:
    """An author who tries a phrase learns that a playbook is not found because it has a mistake; results stay what they are."""
    spoil(manual, new="actr: salesperson")
    done = drillbook("search", "salesperson", "--json", cwd=manual)
    chinese = drillbook("search", "zzzqqq", cwd=manual, locale="zh_CN.UTF-8")

    assert done.returncode == 0 and "contract-signing" not in {found["id"] for found in json.loads(done.stdout)}
    assert "in 1 file. What they touch is missing from the results; `drillbook check` lists them." in done.stderr
    assert chinese.returncode == 1 and "有错误的内容没有收进下面的结果" in chinese.stderr


def test_a_terminal_without_chinese_letters_does_not_stop_the_command(manual: Path) -> None:
    """Letters the terminal cannot show become question marks."""
    variables = {**os.environ, "LANG": "zh_CN.UTF-8", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "drillbook", "check"], cwd=manual, env=variables, capture_output=True, check=False
    )

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("module", ["typer", "pydantic"])
def test_an_interruption_while_loading_is_quiet(manual: Path, module: str) -> None:
    """Ctrl-C ends the program without a traceback also while it is still importing what it needs, for itself or for a command."""
    code = (
        "import sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "from drillbook.cli import main; sys.argv = ['drillbook', 'check']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=manual, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (130, "")
    assert "Traceback" not in done.stderr


SLOW = """
import os, pathlib, sys, time
first = os.getpid()
def on_page_context(context, **_):
    is_alone = os.environ["DRILLBOOK_JOBS"] == "1"
    if "build" in sys.argv and pathlib.Path("slow").exists() and (is_alone or os.getpid() != first):
        pathlib.Path(f"at-{os.getpid()}").touch()
        time.sleep(60)
"""


@pytest.fixture
def slow(manual: Path) -> Path:
    """A manual whose build stands still at a page, where there is a file ``slow``."""
    terms = [f"{{id: word-{n}, title: Word {n}, owner: salesperson, definition: It is word {n}.}}" for n in range(99)]
    text = "\n  - ".join(["kind: term\nentries:", *terms])
    (manual / "playbooks" / "core" / "words.yml").write_text(text, "utf-8")
    (manual / "hook.py").write_text(SLOW, "utf-8")
    with (manual / "mkdocs.yml").open("a", encoding="utf-8") as options:
        options.write("\nhooks: [hook.py]\n")
    return manual


def standing_still(manual: Path) -> int:
    """The process that has come to the page; waits for it."""
    end = time.monotonic() + 60
    while not (found := list(manual.glob("at-*"))):
        assert time.monotonic() < end
        time.sleep(0.05)
    return int(found[0].name.removeprefix("at-"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process builds, or is ended without being asked")
@pytest.mark.parametrize("processes", ["1", "2"])
def test_who_ends_a_build_ends_it_as_with_ctrl_c(slow: Path, processes: str) -> None:
    """Told to end in the middle of its pages, a build leaves no copy of itself, nothing half made, and the last site as it was."""
    (slow / "slow").touch()
    (slow / "site").mkdir()
    (slow / "site" / "index.html").write_text("the last site", "utf-8")
    variables = {**os.environ, "DRILLBOOK_JOBS": processes}
    command = [sys.executable, "-m", "drillbook", "build"]
    with subprocess.Popen(command, cwd=slow, env=variables, stderr=subprocess.PIPE, text=True) as build:
        copy = standing_still(slow)
        build.terminate()
        told = build.communicate(timeout=30)[1]

    assert build.returncode == 143 and "Traceback" not in told
    assert (copy == build.pid) == (processes == "1")
    with pytest.raises(ProcessLookupError):
        os.kill(copy, 0)
    assert not list(slow.glob(".site-*"))
    assert [(file.name, file.read_text("utf-8")) for file in (slow / "site").iterdir()] == [
        ("index.html", "the last site")
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without asking it")
def test_who_ends_the_server_ends_its_build(slow: Path) -> None:
    """Told to end, the server does so without a traceback, and the build that goes on behind it ends and clears up, too."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {**os.environ, "DRILLBOOK_JOBS": "1", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "drillbook", "serve", "--port", str(port)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=slow, env=variables, stdout=pipe, stderr=pipe, text=True) as server:
        assert server.stdout is not None
        assert str(port) in server.stdout.readline()
        (slow / "slow").touch()
        spoil(slow, "title: Signing the contract", "title: Another title")
        builder = standing_still(slow)
        server.terminate()
        told = server.communicate(timeout=30)[1]

    assert server.returncode == 143 and "Traceback" not in told
    with pytest.raises(ProcessLookupError):
        os.kill(builder, 0)
    assert not list(slow.glob(".site-*"))


def test_the_end_is_orderly(manual: Path) -> None:
    """What is printed into a pipe comes whole, and what is registered for the end is done, with the right exit code."""
    code = (
        "import atexit, sys; atexit.register(lambda: print('done')); sys.stdout.write('begun\\n');"
        "from drillbook.cli import main; sys.argv = ['drillbook', *sys.argv[1:]]; main()"
    )
    spoil(manual)
    for arguments, exit_code in ((["--version"], 0), (["check"], 1), (["frobnicate"], 2)):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=manual, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout.splitlines()[0], done.stdout.splitlines()[-1]) == (
            exit_code,
            "begun",
            "done",
        )
