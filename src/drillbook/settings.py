"""What a manual says about itself in mkdocs.yml, under ``plugins: drillbook:``; read without importing MkDocs."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, NoReturn

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from drillbook.errors import DrillbookError
from drillbook.rules import Phrase

ProseCode = Annotated[str, StringConstraints(pattern=r"^DB(606|70[3-6])$")]
# Languages name folders and files, so nothing but a language code may stand there.
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Folder = Annotated[str, StringConstraints(pattern=r"^[^/\\:.][^/\\:]*(/[^/\\:.][^/\\:]*)*$")]

_NAMES: Final = {
    "zh-CN": "简体中文",
    "zh-TW": "繁體中文",
    "en": "English",
    "ja": "日本語",
    "de": "Deutsch",
    "fr": "Français",
}


class Search(BaseModel):
    """What a manual says about its search."""

    model_config = ConfigDict(extra="forbid")

    synonyms: Folder = Field(default="synonyms.yml", description="The file with words that mean the same.")
    phrases: Folder = Field(default="phrases", description="The folder with the words readers type, by id.")
    must_find: dict[str, str | tuple[str, ...] | dict[str, str | tuple[str, ...]]] = Field(
        default_factory=dict,
        description="Queries and the id each must find; for another language, its code and such a list under it.",
    )
    report_to: str = Field(
        default="", description="Where readers report what they do not find: a mail address or a page for new issues."
    )

    def wanted(self, source_language: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Language, query, and the ids one of which must be found."""
        for key, value in self.must_find.items():
            lists = {key: value} if not isinstance(value, dict) else value
            for query, ids in lists.items():
                lang = key if isinstance(value, dict) else source_language
                yield lang, query, (ids,) if isinstance(ids, str) else tuple(ids)


class Settings(BaseModel):
    """The options of one manual; folders are relative to the folder of mkdocs.yml."""

    model_config = ConfigDict(extra="forbid")

    root: Path = Field(default=Path(), exclude=True, description="The folder that holds mkdocs.yml.")
    languages: tuple[Language, ...] = Field(
        default=("zh-CN", "en"), min_length=1, description="The source language first."
    )
    titles: dict[str, str] = Field(
        default_factory=dict, description="The manual's name in each language; `site_name` where one lacks."
    )
    nav_titles: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="For each other language, the section titles of `nav` in it."
    )
    playbooks: Folder = Field(default="playbooks", description="The folder of the playbooks.")
    quizzes: Folder = Field(default="quizzes", description="The folder of blueprints and hand-written items.")
    locales: Folder = Field(default="locales", description="The folder of the translation catalogues.")
    search: Search = Field(default_factory=Search, description="`synonyms`, `phrases`, `must_find` and `report_to`.")

    accept: dict[ProseCode, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Code of a rule on wording -> the ids of playbooks and steps where it may be broken.",
    )

    storage_name: str = Field(
        default="",
        description="The name under which browsers keep readers' marks and progress; `site_name` where it is left out.",
    )

    print: bool = Field(
        default=False,
        description="Whether every build makes pages to print: the whole manual, and everything of each role.",
    )

    coverage: bool = Field(
        default=False,
        description="Whether every build makes the page on item coverage for trainers; it takes all questions to be made.",
    )

    @property
    def folders(self) -> list[Path]:
        """The folders the manual is made from: playbooks, quizzes, translations, readers' words."""
        return [self.root / name for name in (self.playbooks, self.quizzes, self.locales, self.search.phrases)]

    @property
    def yaml_folders(self) -> tuple[Path, ...]:
        """Where the manual is written: playbooks first, then blueprints."""
        return self.root / self.playbooks, self.root / self.quizzes

    @property
    def inputs(self) -> list[Path]:
        """The folders and files a site is made from, of which a change means another site; some need not exist."""
        return [*self.folders, self.root / self.search.synonyms, self.root / "docs"]

    @property
    def source_language(self) -> str:
        """The language the YAML is written in."""
        return self.languages[0]

    def language_name(self, lang: str) -> str:
        """What a language calls itself."""
        return _NAMES.get(lang, lang)

    def folder_of(self, lang: str) -> str:
        """Where a language lies below the site: nothing for the source language."""
        return "" if lang == self.source_language else f"{lang}/"


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without carrying out its tags (``!ENV``, ``!!python/name``)."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


def read_config(root: Path) -> dict[str, Any]:
    """Reads mkdocs.yml as plain data.

    Raises:
        DrillbookError: There is none, or it is no YAML.
    """
    file = root / "mkdocs.yml"
    if not file.is_file():
        raise _wrong(
            f"There is no mkdocs.yml in {root}. Change into the folder of a manual, or run: drillbook new DIR",
            f"{root} 里没有 mkdocs.yml。请进入手册所在的文件夹，或运行：drillbook new DIR",
        )
    try:
        config = yaml.load(file.read_text("utf-8-sig"), _Loader) or {}
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise _wrong(f"mkdocs.yml cannot be read: {error}", f"mkdocs.yml 读不了：{error}") from error
    if not isinstance(config, dict):
        raise _wrong(
            "mkdocs.yml cannot be read: it must consist of `key: value` lines.",
            "mkdocs.yml 读不了：内容必须由“键: 值”各行组成。",
        )
    return config


def read_settings(root: Path) -> Settings:
    """Reads the options of a manual.

    Raises:
        DrillbookError: There is no mkdocs.yml, it is no YAML, an option is wrong, or there are no playbooks.
    """
    config = read_config(root)
    settings = settings_from(plugin_options(config), str(config.get("site_name") or "Drillbook"), root)
    if not (root / settings.playbooks).is_dir():
        raise _wrong(
            f"There is no folder {settings.playbooks} beside mkdocs.yml; the playbooks belong there.",
            f"mkdocs.yml 旁边没有文件夹 {settings.playbooks}；剧本应当放在那里。",
        )
    return settings


def plugin_options(config: dict[str, Any]) -> Any:
    """The options under ``plugins: - drillbook:``; empty when it is listed without any.

    Raises:
        DrillbookError: The plugin is not listed.
    """
    plugins = config.get("plugins") or []
    if isinstance(plugins, dict):
        plugins = [{name: options} for name, options in plugins.items()]
    for plugin in plugins if isinstance(plugins, list) else []:
        if plugin == "drillbook":
            return {}
        if isinstance(plugin, dict) and "drillbook" in plugin:
            return plugin["drillbook"] or {}
    raise _wrong(
        "mkdocs.yml does not list the plugin. Add under `plugins:` a line `- drillbook`.",
        "mkdocs.yml 里没有列出插件。请在 `plugins:` 下面加一行 `- drillbook`。",
    )


def settings_from(options: Any, site_name: str, root: Path) -> Settings:
    """Checks the options.

    Raises:
        DrillbookError: An option is unknown or wrong.
    """
    try:
        settings = Settings.model_validate(options if isinstance(options, dict) else {"": options})
    except ValidationError as error:
        _refuse([_complaint(details) for details in error.errors()], error)
    if "root" in options:
        _refuse([_unknown("root")])
    if len(set(settings.languages)) < len(settings.languages):
        _refuse([Phrase("languages: one stands there twice", "languages：有一种语言重复")])
    titles = {lang: settings.titles.get(lang, site_name) for lang in settings.languages}
    return settings.model_copy(
        update={"root": root, "titles": titles, "storage_name": settings.storage_name or site_name}
    )


def _wrong(english: str, chinese: str) -> DrillbookError:
    return DrillbookError(Phrase(english, chinese))


def _refuse(complaints: list[Phrase], cause: Exception | None = None) -> NoReturn:
    english = "\n".join(f"  {complaint.en}" for complaint in complaints)
    chinese = "\n".join(f"  {complaint.zh}" for complaint in complaints)
    raise _wrong(
        f"The options of the plugin drillbook in mkdocs.yml are wrong:\n{english}",
        f"mkdocs.yml 里插件 drillbook 的设置不对：\n{chinese}",
    ) from cause


def _complaint(details: ErrorDetails) -> Phrase:
    name = ".".join(map(str, details["loc"]))
    if details["type"] == "extra_forbidden":
        return (
            _unknown(name)
            if len(details["loc"]) == 1
            else _unknown(name, [f"search.{each}" for each in Search.model_fields])
        )
    what = Settings.model_fields[str(details["loc"][0])].description or ""
    shown = str(details["input"])[:80]
    return Phrase(f"{name}: '{shown}' cannot stand here. {what}", f"{name}：这里不能写“{shown}”。（{what}）")


def _unknown(name: str, options: list[str] | None = None) -> Phrase:
    options = options or _OPTIONS
    close = difflib.get_close_matches(name, options, n=1, cutoff=0.6)
    known = ", ".join(options)
    guess = (f" Did you mean '{close[0]}'?", f"您是不是想写“{close[0]}”？") if close else ("", "")
    return Phrase(
        f"'{name}' is no option.{guess[0]} Options: {known}", f"没有“{name}”这个选项。{guess[1]}可用的选项：{known}"
    )


_OPTIONS: Final = [name for name in Settings.model_fields if name != "root"]
