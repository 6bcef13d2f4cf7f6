"""The MkDocs adapter, and the only package that imports MkDocs: puts ready pages into Material's frame."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.exceptions import PluginError

from drillbook.building.language import LanguageSite
from drillbook.building.work import Write
from drillbook.errors import DrillbookError
from drillbook.plugin.config import read_config
from drillbook.plugin.framer import Framer
from drillbook.plugin.plugin import DrillbookPlugin, writes
from drillbook.plugin.ready import ReadyPage
from drillbook.settings import Settings

__all__ = ["DrillbookPlugin", "frame"]


def frame(
    settings: Settings,
    site: LanguageSite,
    output: Path,
    ready: Callable[[Write], None],
    *,
    is_filling: bool = True,
) -> Callable[[], None]:
    """Builds one language with MkDocs and Material; see ``drillbook.building.build.Frame``.

    Raises:
        Failed: MkDocs refuses something in mkdocs.yml.
        DrillbookError: MkDocs cannot build it.
    """
    config = read_config(settings, output)
    try:
        plugin = config.plugins["drillbook"]
        assert isinstance(plugin, DrillbookPlugin)
        plugin.ready, plugin.is_filling = site, is_filling

        def keep(framer: Framer, pages: list[ReadyPage]) -> None:
            framer.prepare(pages)
            ready(writes(framer, pages))

        plugin.keep = keep
        mkdocs_build(config)
    except (PluginError, SystemExit) as error:
        raise DrillbookError(f"MkDocs could not build the site: {error}") from error
    return lambda: None
