"""The options of a manual in mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from drillbook.errors import DrillbookError
from drillbook.rules import Phrase
from drillbook.settings import read_settings


def manual_with(folder: Path, config: str) -> Path:
    """A manual's folder with the given mkdocs.yml."""
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    (folder / "playbooks").mkdir(exist_ok=True)
    return folder


def refusal(folder: Path) -> Phrase:
    """What is said about a manual that is refused."""
    with pytest.raises(DrillbookError) as caught:
        read_settings(folder)
    told = caught.value.args[0]
    assert isinstance(told, Phrase)
    return told


@pytest.mark.parametrize("plugins", ["[drillbook]", "[search, {drillbook: {}}]", "{drillbook: {}}", "[drillbook: ]"])
def test_the_plugin_may_be_listed_in_every_way_mkdocs_knows(tmp_path: Path, plugins: str) -> None:
    """Options have defaults, and the site's name is the title in every language."""
    settings = read_settings(manual_with(tmp_path, f"site_name: 手册\nplugins: {plugins}\n"))

    assert (settings.languages, settings.source_language) == (("zh-CN", "en"), "zh-CN")
    assert settings.titles == {"zh-CN": "手册", "en": "手册"}
    assert settings.root == tmp_path and settings.storage_name == "手册"


def test_options_are_read_and_tags_are_not_carried_out(tmp_path: Path) -> None:
    """Titles and folders come from the file; a Python tag beside them does nothing."""
    config = "x: !!python/object/apply:os.abort []\nplugins:\n  - drillbook:\n      languages: [en]\n      titles: {en: Book}\n      storage_name: old\n"
    settings = read_settings(manual_with(tmp_path, config))

    assert (settings.languages, settings.titles) == (("en",), {"en": "Book"})
    assert settings.storage_name == "old"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("{language: [en]}", "Did you mean 'languages'?"),
        ("{root: /}", "'root' is no option"),
        ("{languages: []}", "languages"),
        ("{languages: [en, en]}", "twice"),
        ("{languages: [../../etc]}", "languages.0: '../../etc'"),
        ("{playbooks: ../other}", "playbooks: '../other'"),
        ("{playbooks: /etc}", "playbooks: '/etc'"),
        ("{locales: 'C:\\x'}", "locales"),
        ("{search: {phrases: ../words}}", "search.phrases: '../words'"),
        ("{titles: []}", "titles"),
        ("[1, 2]", "no option"),
    ],
)
def test_a_wrong_option_is_named_in_both_languages(tmp_path: Path, options: str, named: str) -> None:
    """A slip of the pen, a path trick or a wrong shape is refused with its name."""
    told = refusal(manual_with(tmp_path, f"plugins: [{{drillbook: {options}}}]\n"))

    assert named in told.en
    assert "mkdocs.yml 里插件 drillbook 的设置不对" in told.zh


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"plugins: [search]\n", "does not list the plugin"),
        (b"plugins: 5\n", "does not list the plugin"),
        (b"- a\n", "key: value"),
        (b"a: [\n", "cannot be read"),
        (b"a: \xff\n", "cannot be read"),
        (b"[" * 5000, "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, content: bytes, named: str) -> None:
    """No content of mkdocs.yml leads to a traceback."""
    (tmp_path / "mkdocs.yml").write_bytes(content)

    assert named in refusal(tmp_path).en


def test_a_folder_without_a_manual_is_refused(tmp_path: Path) -> None:
    """Where there is no mkdocs.yml, or no playbooks beside it, the message says what to do."""
    assert "drillbook new DIR" in refusal(tmp_path).en

    (tmp_path / "mkdocs.yml").write_text("plugins: [drillbook]\n", "utf-8")
    assert "no folder playbooks" in refusal(tmp_path).en
