"""The options of a manual, as they may stand in mkdocs.yml under ``plugins: drillbook:``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

ProseCode = Annotated[str, StringConstraints(pattern=r"^DB(606|70[3-6])$")]
# Languages name folders and files, so nothing but a language code may stand there.
Language = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Folder = Annotated[str, StringConstraints(pattern=r"^[^/\\:.][^/\\:]*(/[^/\\:.][^/\\:]*)*$")]
# It becomes a link on every page, so that no other scheme may stand there.
Address = Annotated[
    str,
    StringConstraints(
        pattern=r"^$|^https?://[^\s/?#\"<>]+[^\s\"<>]*$|^(mailto:)?[^\s@:/?\"<>]+@[^\s@:/?.\"<>]+(\.[^\s@:/?.\"<>]+)+$"
    ),
]

_NAMES: Final = {
    "zh-CN": "简体中文",
    "zh-TW": "繁體中文",
    "en": "English",
    "ja": "日本語",
    "de": "Deutsch",
    "fr": "Français",
}

ELSEWHERE: Final = ("root", "docs_dir", "site_dir", "pdf")


class Wanted(NamedTuple):
    """A query that must find something.

    Attributes:
        lang: The language it is in.
        query: What a reader types.
        ids: The ids one of which must be found.
        keys: The keys below ``must_find`` under which they stand.
    """

    lang: str
    query: str
    ids: tuple[str, ...]
    keys: tuple[str, ...]


class Search(BaseModel):
    """What a manual says about its search."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    synonyms: Folder = Field(default="synonyms.yml", description="The file with words that mean the same.")
    phrases: Folder = Field(default="phrases", description="The folder with the words readers type, by id.")
    must_find: Mapping[str, tuple[str, ...] | Mapping[str, tuple[str, ...]]] = Field(
        default_factory=dict,
        description="Queries and the ids each must find; for another language, its code and such a list under it.",
    )
    report_to: Address = Field(
        default="", description="Where readers report what they do not find: a mail address or a page for new issues."
    )

    def wanted(self, source_language: str) -> Iterator[Wanted]:
        """The queries, and what each must find."""
        for key, value in self.must_find.items():
            if isinstance(value, Mapping):
                for query, ids in value.items():
                    yield Wanted(key, query, ids, (key, query))
            else:
                yield Wanted(source_language, key, value, (key,))


class Settings(BaseModel):
    """The options of one manual; folders are relative to the folder of mkdocs.yml.

    Those of ``ELSEWHERE`` do not stand under the plugin.
    """

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    root: Path = Field(default=Path(), exclude=True, description="The folder that holds mkdocs.yml.")
    docs_dir: str = Field(default="docs", exclude=True, description="The folder of the hand-written pages.")
    site_dir: str = Field(default="site", exclude=True, description="The folder of the site.")
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

    pdf: bool = Field(default=False, description="Whether this build saves the whole manual as PDF.")

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
    def docs(self) -> Path:
        """The folder of the hand-written pages."""
        return self.root / self.docs_dir

    @property
    def site(self) -> Path:
        """The folder of the site, where no other is asked for."""
        return (self.root / self.site_dir).absolute()

    @property
    def inputs(self) -> list[Path]:
        """The folders and files a site is made from, of which a change means another site; some need not exist."""
        return [*self.folders, self.root / self.search.synonyms, self.docs]

    @property
    def source_language(self) -> str:
        """The language the YAML is written in."""
        return self.languages[0]

    def language_name(self, lang: str) -> str:
        """What a language calls itself."""
        return _NAMES.get(lang, lang)

    def folder_of(self, lang: str) -> str:
        """The folder of a language below the site: empty for the source language."""
        return "" if lang == self.source_language else lang

    def way(self, start: str, end: str) -> str:
        """The way from the folder of one language to that of another: ``../en/``; empty where they are the same."""
        if start == end:
            return ""
        return ("../" if self.folder_of(start) else "") + (f"{end}/" if self.folder_of(end) else "")
