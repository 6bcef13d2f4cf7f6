"""What a manual says about itself in mkdocs.yml, under ``plugins: drillbook:``; read without importing MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from drillbook.errors import DrillbookError


class _Options(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Settings(_Options):
    """The options of one manual; folders are relative to the folder of mkdocs.yml."""

    root: Path = Field(default=Path(), exclude=True, description="The folder that holds mkdocs.yml.")
    languages: tuple[str, ...] = Field(default=("zh-CN", "en"), min_length=1, description="The source language first.")
    titles: dict[str, str] = Field(default_factory=dict, description="The manual's name in each language; `site_name` where one lacks.")
    nav_titles: dict[str, dict[str, str]] = Field(default_factory=dict, description="For each other language, the section titles of `nav` in it.")
    playbooks: str = Field(default="playbooks", description="The folder of the playbooks.")
    quizzes: str = Field(default="quizzes", description="The folder of blueprints and hand-written items.")
    locales: str = Field(default="locales", description="The folder of the translation catalogues.")

    @property
    def source_language(self) -> str:
        """The language the YAML is written in."""
        return self.languages[0]


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
        raise DrillbookError(f"There is no mkdocs.yml in {root}. Change into the folder of a manual, or run: drillbook new DIR")
    try:
        config = yaml.load(file.read_text("utf-8"), _Loader) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DrillbookError(f"mkdocs.yml cannot be read: {error}") from error
    if not isinstance(config, dict):
        raise DrillbookError("mkdocs.yml cannot be read: it must consist of `key: value` lines.")
    return config


def read_settings(root: Path) -> Settings:
    """Reads the options of a manual.

    Raises:
        DrillbookError: There is no mkdocs.yml, it is no YAML, or an option is wrong.
    """
    config = read_config(root)
    return settings_from(plugin_options(config), config.get("site_name") or "Drillbook", root)


def plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    """The options under ``plugins: - drillbook:``; empty when it is listed without any."""
    for plugin in config.get("plugins") or []:
        if isinstance(plugin, dict) and "drillbook" in plugin:
            return plugin["drillbook"] or {}
    return {}


def settings_from(options: dict[str, Any], site_name: str, root: Path) -> Settings:
    """Checks the options.

    Raises:
        DrillbookError: An option is unknown or wrong.
    """
    try:
        settings = Settings(**options)
    except ValidationError as error:
        lines = [f"  {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise DrillbookError("The options of the plugin drillbook in mkdocs.yml are wrong:\n" + "\n".join(lines)) from error
    titles = {lang: settings.titles.get(lang, site_name) for lang in settings.languages}
    return settings.model_copy(update={"root": root, "titles": titles})
