"""The options of a manual in mkdocs.yml."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.config.defaults import MkDocsConfig

from drillbook.building import stamp
from drillbook.errors import DrillbookError
from drillbook.rules import Phrase
from drillbook.settings import Search, Settings, WrongSettings, config_files, read_settings, settings_from
from drillbook.settings.site_options import SHAPES


def manual_with(folder: Path, config: str) -> Path:
    """A manual's folder with the given mkdocs.yml."""
    named = config if "site_name" in config else f"{config}site_name: Book\n"
    (folder / "mkdocs.yml").write_text(named, "utf-8")
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
    config = "extra: !!python/object/apply:os.abort []\nplugins:\n  - drillbook:\n      languages: [en]\n      titles: {en: Book}\n      storage_name: old\n"
    settings = read_settings(manual_with(tmp_path, config))

    assert (settings.languages, settings.titles) == (("en",), {"en": "Book"})
    assert settings.storage_name == "old"


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("{language: [en]}", "Did you mean 'languages'?"),
        ("{root: /}", "1:24: error DB201: 'root' is not a key of this plugin"),
        (
            "{languages: []}",
            "1:24: error DB203: 'languages' must be a list (lines starting with `- `), but here stands nothing",
        ),
        ("{languages: [en, en]}", "1:40: error DB205: 'en' is not allowed for 'languages'"),
        ("{languages: [../../etc]}", "'../../etc' is not allowed for 'languages'"),
        ("{languages: [zh_CN]}", "Did you mean 'zh-CN'?"),
        ("{playbooks: ../other}", "'../other' is not allowed for 'playbooks'"),
        ("{playbooks: /etc}", "1:35: error DB205: '/etc' is not allowed for 'playbooks'"),
        ("{locales: 'C:\\x'}", "not allowed for 'locales'"),
        ("{search: {phrases: ../words}}", "'../words' is not allowed for 'phrases'"),
        ("{search: {report_to: 'javascript:alert(1)'}}", "'javascript:alert(1)' is not allowed for 'report_to'"),
        ("{search: {report_to: 'a@b'}}", "'a@b' is not allowed for 'report_to'"),
        ("{search: yes}", "'search' must be a group of `key: value` lines, but here stands a text"),
        ("{titles: []}", "'titles' must be a group of `key: value` lines"),
        ("{titles: {en: }}", "'en' must be a text, but here stands nothing"),
        ("{print: ture}", "'ture' does not fit 'print': write `yes` or `no`. Did you mean 'true'?"),
        ("{search: {}, search: {}}", "'search' stands here a second time"),
        ("[1, 2]", "'drillbook' must be a group of `key: value` lines"),
    ],
)
def test_a_wrong_option_is_named_in_both_languages(tmp_path: Path, options: str, named: str) -> None:
    """A slip of the pen, a path trick or a wrong shape is refused with its place and name."""
    told = refusal(manual_with(tmp_path, f"plugins: [{{drillbook: {options}}}]\n"))

    assert named in told.en
    assert told.zh.startswith("mkdocs.yml:1:") and "错误 DB" in told.zh


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (b"plugins: [search]\n", "1:1: error DB209: `mkdocs.yml` does not list the plugin"),
        (b"plugins: 5\n", "does not list the plugin"),
        (b"- a\n", "key: value"),
        (b"a: [\n", "2:1: error DB102"),
        (b"a: \xff\n", "error DB104"),
        (b"[" * 5000, "error DB114"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(tmp_path: Path, content: bytes, named: str) -> None:
    """No content of mkdocs.yml leads to a traceback."""
    (tmp_path / "mkdocs.yml").write_bytes(content)

    assert named in refusal(tmp_path).en


def test_all_mistakes_are_told_at_once_and_the_rest_is_usable(tmp_path: Path) -> None:
    """What is wrong is left out, so that the manual can be checked; with a wrong language nothing could be said of it."""
    config = "plugins: [{drillbook: {languages: [en], print: x, search: {report_to: y, must_find: {a: , b: c, '': d, 5: [e]}}}}]\n"
    with pytest.raises(WrongSettings) as caught:
        read_settings(manual_with(tmp_path, config))
    assert [problem.code for problem in caught.value.problems] == ["DB506", "DB205", "DB203", "DB205"]
    assert caught.value.settings is not None
    assert caught.value.settings.search.must_find == {"b": ("c",), "5": ("e",)}
    with pytest.raises(WrongSettings) as caught:
        read_settings(manual_with(tmp_path, config.replace("[en]", "[e]")))
    assert caught.value.settings is None and len(caught.value.problems) == 5


@pytest.mark.parametrize(
    "address", ["", "a.b@c-d.cn", "mailto:a@b.com", "https://x.org/new?title=a", "http://10.0.0.1:80/"]
)
def test_reports_go_to_a_mail_address_or_a_page(tmp_path: Path, address: str) -> None:
    """What can be written to or opened is taken as it is."""
    config = f"plugins: [{{drillbook: {{search: {{report_to: '{address}'}}}}}}]\n"
    assert read_settings(manual_with(tmp_path, config)).search.report_to == address


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    """Synonyms and phrases of the usual names may be missing; what an option names must exist."""
    config = "plugins: [{drillbook: {search: {synonyms: words.yml, phrases: said}}}]\n"
    (tmp_path / "words.yaml").touch()
    told = refusal(manual_with(tmp_path, config)).en
    assert "1:43: error DB115: The file cannot be opened: it is not there. Did you mean 'words.yaml'?" in told
    assert "1:63: error DB115" in told


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["en", "zh-CN", "must_find", "a@b.cn"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
OPTION = st.sampled_from([*Settings.model_fields, "x"])


@given(
    st.dictionaries(OPTION, ANYTHING, max_size=3),
    st.dictionaries(st.sampled_from([*Search.model_fields, "x"]), ANYTHING),
)
def test_no_options_make_reading_fall_over(options: dict[str, Any], search: dict[str, Any]) -> None:
    """Whatever stands there gives settings or problems that can be told, from the file and as MkDocs hands it over."""
    written = options | {"search": search}
    with tempfile.TemporaryDirectory() as folder:
        config = yaml.safe_dump({"plugins": [{"drillbook": written}]}, allow_unicode=True)
        for read in (
            lambda: read_settings(manual_with(Path(folder), config)),
            lambda: settings_from(written, "Manual", Path(folder)),
        ):
            try:
                read()
            except WrongSettings as wrong:
                assert wrong.problems and "error DB" in str(wrong)
            except DrillbookError as error:
                assert "There is no folder" in str(error)


def test_a_folder_without_a_manual_is_refused(tmp_path: Path) -> None:
    """Where there is no mkdocs.yml, or no playbooks beside it, the message says what to do."""
    assert "drillbook new DIR" in refusal(tmp_path).en

    (tmp_path / "mkdocs.yml").write_text("plugins: [drillbook]\n", "utf-8")
    assert "error DB116: There is no folder 'playbooks'" in refusal(tmp_path).en


def inheriting(folder: Path, own: str, inherited: str) -> Path:
    """A manual whose mkdocs.yml inherits a file that lies above it."""
    (folder / "manual").mkdir()
    (folder / "base.yml").write_text(inherited, "utf-8")
    name = "# site_name\n" if "site_name" in inherited else ""
    return manual_with(folder / "manual", f"INHERIT: ../base.yml\n{own}{name}")


def test_options_may_be_inherited(tmp_path: Path) -> None:
    """What mkdocs.yml does not say comes from the file it inherits; groups of keys are put together, lists are not, as MkDocs does it."""
    base = "site_name: Base\nplugins:\n  drillbook:\n    languages: [en, de]\n    search: {report_to: a@b.cn}\n"
    own = "plugins:\n  drillbook:\n    languages: [en]\n    search: {synonyms: words.yml}\n"
    root = inheriting(tmp_path, own, base)
    (root / "words.yml").write_text("", "utf-8")

    settings = read_settings(root)

    assert (settings.languages, settings.titles) == (("en",), {"en": "Base"})
    assert (settings.search.report_to, settings.search.synonyms) == ("a@b.cn", "words.yml")


@pytest.mark.parametrize(
    ("own", "inherited", "told"),
    [
        ("", "plugins:\n  - drillbook: {print: ture}\n", "../base.yml:2:24: error DB506"),
        ("plugins: {drillbook: {print: ture}}\n", "plugins: {drillbook: {}}\n", "mkdocs.yml:2:30: error DB506"),
        ("plugins: {drillbook: {}}\n", "plugins: {drillbook: {prnt: yes}}\n", "../base.yml:1:23: error DB201"),
        (
            "plugins: {drillbook: {search: {}}}\n",
            "plugins: {drillbook: {search: {must_find: {a: }}}}\n",
            "../base.yml:1:44: error DB203",
        ),
        ("plugins: [{drillbook: {prnt: 1}}]\n", "plugins: [{drillbook: {prnt: 2}}]\n", "mkdocs.yml:2:24: error DB201"),
        ("", "plugins: [drillbok]\n", "../base.yml:1:11: error DB209"),
        ("", "plugins: [\n", "../base.yml:2:1: error DB"),
        ("", "- 1\n", "../base.yml:1:1: error DB203"),
        ("", "INHERIT: manual/mkdocs.yml\n", "../base.yml:1:10: error DB115"),
        ("", "INHERIT: none.yml\n", "../base.yml:1:10: error DB115"),
    ],
)
def test_what_is_inherited_is_told_where_it_stands(tmp_path: Path, own: str, inherited: str, told: str) -> None:
    """A mistake is at the file, line and column where the author wrote it; a circle of files is told, not followed."""
    english = refusal(inheriting(tmp_path, own, inherited)).en

    assert english.startswith(told)


def test_a_file_that_is_inherited_belongs_to_the_manual(tmp_path: Path) -> None:
    """Who watches a manual watches the inherited file, too; where there is none that can be read, mkdocs.yml alone."""
    root = inheriting(tmp_path, "", "plugins: [drillbook]\n")
    assert config_files(root) == [root / "mkdocs.yml", tmp_path / "base.yml"]
    assert stamp.state_of(read_settings(root)).count("base.yml") == 1
    (tmp_path / "base.yml").unlink()
    assert config_files(root) == [root / "mkdocs.yml"]


def test_only_one_file_can_be_inherited(tmp_path: Path) -> None:
    """A list behind INHERIT is told as one, not as a file that is missing."""
    told = refusal(manual_with(tmp_path, "INHERIT: [a.yml, b.yml]\nplugins: [drillbook]\n"))

    assert "mkdocs.yml:1:1: error DB203: 'INHERIT' must be a text, but here stands a list" in told.en


def test_folders_of_pages_and_site_are_as_mkdocs_has_them(tmp_path: Path) -> None:
    """The hand-written pages are looked for, and the site goes, where mkdocs.yml says; what MkDocs works out itself is left to it."""
    (tmp_path / "pages").mkdir()
    config = "docs_dir: pages\nsite_dir: public\nsite_url: !ENV [HOME, '']\nplugins: [drillbook]\n"
    settings = read_settings(manual_with(tmp_path, config))

    assert (settings.docs, settings.site) == (tmp_path / "pages", tmp_path / "public")
    assert settings.docs in settings.inputs


def test_the_keys_of_mkdocs_are_known() -> None:
    """Every key that MkDocs knows may stand in mkdocs.yml, and no other."""
    known = {key for key, _ in MkDocsConfig._schema} - {"config_file_path"}

    assert set(SHAPES) == known | {"INHERIT"}
