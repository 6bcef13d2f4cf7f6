"""The scripts that run from a bare checkout."""

from __future__ import annotations

import ast
import importlib.util
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from drillbook.building.build import check_manual
from drillbook.settings import read_settings

ROOT = Path(__file__).parents[2]
SCRIPTS = ROOT / "scripts"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> object:
    """Loads a script by its name; ``test`` would otherwise be a module of Python itself."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.delitem(sys.modules, "_common", raising=False)

    def load(name: str) -> ModuleType:
        spec = importlib.util.spec_from_file_location(f"script_{name}", SCRIPTS / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load


def program(folder: Path, name: str) -> Path:
    """A program that does nothing."""
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def _modules(node: ast.Import | ast.ImportFrom) -> set[str]:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("name", ["serve", "check", "bench"])
def test_scripts_explain_themselves_without_an_environment(name: str) -> None:
    """Nothing but the standard library is needed to start, and compiling them finds no mistake."""
    tree = ast.parse((SCRIPTS / f"{name}.py").read_text("utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    imported = {name for node in found for name in _modules(node)}

    assert imported <= set(sys.stdlib_module_names) | {file.stem for file in SCRIPTS.glob("_*.py")}
    if name == "serve":
        done = subprocess.run(
            [sys.executable, "-I", str(SCRIPTS / "serve.py"), "--help"], capture_output=True, text=True, check=False
        )
        assert "--build-only" in done.stdout or "_common" in done.stderr


def test_chromium_is_taken_from_the_variable_then_from_the_path(
    script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable CHROMIUM wins; a wrong one is told; without it the usual names are looked for."""
    test = script("test")
    chosen, usual = program(tmp_path, "my-browser"), program(tmp_path, "google-chrome")
    monkeypatch.delenv("DRILLBOOK_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    monkeypatch.delenv("CHROMIUM", raising=False)
    assert test.find_chromium() == str(usual)
    monkeypatch.setenv("CHROMIUM", str(chosen))
    assert test.find_chromium() == str(chosen)
    monkeypatch.setenv("CHROMIUM", "/no/such/browser")
    with pytest.raises(SystemExit, match="/no/such/browser"):
        test.find_chromium()


def test_a_missing_browser_is_told_with_what_to_install(
    script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing may be installed, the script names the packages for each system."""
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SystemExit, match=r"apt-get install chromium fonts-noto-cjk") as told:
        script("test").install_chromium()
    assert "brew install" in str(told.value)
    assert "winget install" in str(told.value)


def test_an_old_python_is_told(script, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Python 3.9 gets a sentence, not a syntax error; a newer one on the path would be used instead."""
    common = script("_common")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(common.sys, "version_info", (3, 9, 2))

    with pytest.raises(SystemExit, match=r"Python 3\.11 or newer is needed; this is 3\.9\.2"):
        common.start()


def test_programs_run_without_another_pythons_packages(script, monkeypatch: pytest.MonkeyPatch) -> None:
    """PYTHONPATH of the caller does not reach the environment; Material's banner is switched off."""
    common = script("_common")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    found = common.clean_environment({"X": "1"})

    assert "PYTHONPATH" not in found
    assert (found["NO_MKDOCS_2_WARNING"], found["X"]) == ("1", "1")


@pytest.mark.skipif(os.name == "nt", reason="Windows ends a program without asking it")
def test_who_ends_a_script_ends_its_program() -> None:
    """Nothing goes on behind a script that was told to end, and keeps the port; no further step begins."""
    child = [sys.executable, "-c", "import os, time; print(os.getpid(), flush=True); time.sleep(60)"]
    script = f"import sys; sys.path.insert(0, {str(SCRIPTS)!r}); import _common; _common.run({child!r}); _common.run({child!r})"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pid = int(process.stdout.readline())
        process.terminate()
        assert process.wait(10) == 128 + signal.SIGTERM
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_environment_is_made_once_and_brought_up_to_date(
    script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is installed twice; a changed requirements file is installed again, a moved checkout gets a new environment."""
    common = script("_common")
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "main.txt").write_text("a==1\n")
    (tmp_path / "pyproject.toml").write_text("")
    done: list[str] = []

    def create() -> None:
        done.append("create")
        (tmp_path / ".venv").mkdir(exist_ok=True)
        python = common._python()
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(common, "ROOT", tmp_path)
    monkeypatch.setattr(common, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(common, "STAMP", tmp_path / ".venv" / "drillbook.json")
    monkeypatch.setattr(common, "_create", create)
    monkeypatch.setattr(
        common, "_pip", lambda *words: done.append(words[1] if words[1] != "--no-build-isolation" else "drillbook")
    )

    common.environment()
    assert done == ["create", "-r", "drillbook"]
    common.environment()
    assert done == ["create", "-r", "drillbook"]
    (tmp_path / "requirements" / "main.txt").write_text("a==2\n")
    common.environment()
    assert done == ["create", "-r", "drillbook", "-r"]
    monkeypatch.setattr(common, "_identity", lambda: {"place": "elsewhere"})
    common.environment()
    assert done[4:] == ["create", "-r", "drillbook"]


def test_locks_hold_exact_versions_and_no_address() -> None:
    """Every requirement is pinned once over all files, and none names a package index."""
    lines = [line for file in (ROOT / "requirements").glob("*.txt") for line in file.read_text("utf-8").splitlines()]
    pins = [line for line in lines if line and not line.startswith("#")]

    # What follows a semicolon says on which machines.
    pins = [line.partition(";")[0] for line in pins]
    assert all(line.count("==") == 1 and "/" not in line and not line.startswith("-") for line in pins)
    versions: dict[str, str] = {}
    for name, version in (line.split("==") for line in pins):
        assert versions.setdefault(name, version) == version, name


def test_files_that_say_something_else_than_they_hold_are_found(
    script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong schema line and a file name that is not the id are told."""
    check = script("check")
    (tmp_path / "playbooks").mkdir()
    good = "# yaml-language-server: $schema=../docs/schemas/role.json\nkind: role\nid: seller\n"
    (tmp_path / "playbooks" / "seller.yml").write_text(good)
    (tmp_path / "playbooks" / "other.yml").write_text(good.replace("role.json", "form.json"))
    monkeypatch.setattr(check._common, "ROOT", tmp_path)

    found = [(file.name, reason) for file, reason in check._wrong_files()]

    assert found == [
        ("other.yml", "the first line must name the schema docs/schemas/role.json"),
        ("other.yml", "holds the id 'seller'; name the file seller.yml"),
    ]


def test_the_generated_manual_has_no_problems_and_the_size_it_should(script, tmp_path: Path) -> None:
    """What the benchmark builds is a sound manual, the same every time, with parts inside parts."""
    for name in "ab":
        script("_bench_manual").write_manual(tmp_path / name, 12)
    checked = check_manual(read_settings(tmp_path / "a"))

    # Its sentences are drawn from few, so some are said twice; everything else would be a fault.
    assert [problem.line_text() for problem in checked.problems if problem.code != "DB705"] == []
    assert sum(item.entity.kind == "process" for item in checked.manual.graph.loaded) == 12
    files = [
        {p.relative_to(tmp_path / x): p.read_bytes() for p in (tmp_path / x).rglob("*.*") if p.is_file()} for x in "ab"
    ]
    assert files[0] == files[1]


def test_plain_markdown_of_a_page_holds_its_text(script) -> None:
    """Headings, lists, tables and links become Markdown; scripts and drawings are left out."""
    html = (
        '<h1>签约<a class="headerlink" href="#x">#</a></h1><p>由<a href="../role/seller.html#a">销售员</a>做。</p><svg><text>图</text></svg>'
        "<ul><li>一</li><li>二</li></ul><table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>a|b</td></tr></table><script>x</script>"
    )

    assert script("_bench_markdown").as_markdown(html).split("\n")[1:] == [
        "# 签约", "", "由[销售员](../role/seller.md#a)做。", "", "- 一", "- 二", "", "| 甲 | 乙 |", "| --- | --- |", "| 1 | a/b |", "",
    ]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="CI runs on Linux")
def test_ci_runs_checks_and_tests() -> None:
    """The one command of CI calls both scripts and ends with the tests, whose closing line it shows."""
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()

    assert "python3 scripts/check.py" in lines
    assert lines[-1] == "exec python3 scripts/test.py"
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process does not count what started it")
def test_a_command_is_not_as_large_as_the_bench_that_measures_it(script) -> None:
    """The memory told is that of the largest process of the command, however large the one that asks."""
    small = script("_bench_memory").alone([sys.executable, "-c", "print('done')"])
    ballast = bytearray(200 << 20)
    beside = script("_bench_memory").alone([sys.executable, "-c", "print('done')"])
    below = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(100 << 20)'])"
    large = script("_bench_memory").alone([sys.executable, "-c", below])

    assert len(ballast) > 0
    assert small[2] == beside[2] == "done\n"
    assert 1 < small[1] < 60
    assert 1 < beside[1] < 60
    assert 100 < large[1] < 160
