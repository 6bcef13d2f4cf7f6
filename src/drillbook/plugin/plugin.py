"""The plugin: what it does at each event of a MkDocs build.

By itself it makes plain ``mkdocs build`` and ``mkdocs serve`` work, for the source language. No logic of the manual sits here, because
MkDocs 1.x gets no more releases.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from drillbook import framing
from drillbook.building.checked import check_manual
from drillbook.building.language import LanguageSite, folders_of, language_site
from drillbook.building.practice import Practice
from drillbook.building.work import Groundwork, Work, Write
from drillbook.errors import DrillbookError
from drillbook.mould import squeezed
from drillbook.plugin.addresses import SITEMAP, Addresses
from drillbook.plugin.files import in_language, slim_styles
from drillbook.plugin.framer import Framer
from drillbook.plugin.navigation import entries_of
from drillbook.plugin.quick import quick
from drillbook.plugin.ready import ReadyPage
from drillbook.settings import Settings, options_text, settings_from
from drillbook.site.sidebar import Entry, Sidebar
from drillbook.storage.compiled import Compiled
from drillbook.words import words

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer  # it loads a web server, which no build needs

log = logging.getLogger("mkdocs.plugins.drillbook")


class Options(Config):
    """The plugin's options; ``settings`` checks them, so that the command line and MkDocs cannot differ."""

    languages = Type(list, default=["zh-CN", "en"])
    titles = Type(dict, default={})
    playbooks = Type(str, default="playbooks")
    quizzes = Type(str, default="quizzes")
    locales = Type(str, default="locales")
    nav_titles = Type(dict, default={})
    print = Type(bool, default=False)
    storage_name = Type(str, default="")
    coverage = Type(bool, default=False)
    search = Type(dict, default={})
    accept = Type(dict, default={})


class DrillbookPlugin(BasePlugin[Options]):
    """Adds the pages of a manual to a MkDocs build."""

    ready: LanguageSite | None = None
    """Set by ``frame``; a plain ``mkdocs build`` makes it itself."""

    is_filling: bool = True
    """Whether pages may be filled into the frame of another page; tests turn it off to compare."""

    keep: Callable[[Framer, list[ReadyPage]], None] | None = None
    """Takes what frames our pages, as soon as there is such; a plain ``mkdocs build`` frames them itself."""

    _own: Callable[[Path], tuple[Groundwork, Work]] | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Makes the pages, and sets up the theme for their language."""
        root = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        settings = self._read_settings(config, root)
        made = self.ready or self._make(settings)
        self._settings, self._site = settings, made
        folders = folders_of(settings) if self.ready else {made.lang: made.folder}
        self._addresses = Addresses(config.site_url, folders) if config.site_url else None
        if self._addresses:
            config.site_url = self._addresses.root(made.lang)
        config.extra.update(framing.extra(settings, made, folders))
        _set_theme(config, made)
        config.nav = framing.nav(made, list(config.nav or []), settings)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Adds the ready pages and assets; of hand-written pages, keeps those of this language."""
        for file in in_language(files, self._site.lang, self._settings.languages, config):
            files.append(file)
        for page in self._site.site.pages:
            file = File.generated(config, f"{page.src}.md", content="")
            file.edit_uri = f"../{page.source}" if page.source else None
            file.page = ReadyPage(page, file, config)
            files.append(file)
        for place, text in self._site.assets.items():
            files.append(File.generated(config, place, content=text))
        slim_styles(files, config)
        self._set_sitemap(files, config)
        return files

    def _set_sitemap(self, files: Files, config: MkDocsConfig) -> None:
        """One sitemap for all languages, where the site's address is known; of MkDocs' there is only the unfilled template."""
        if unfilled := files.get_file_from_path(SITEMAP):
            files.remove(unfilled)
        if self._addresses and not self._site.folder:
            places = sorted(file.url for file in files.documentation_pages())
            files.append(File.generated(config, SITEMAP, content=self._addresses.sitemap(places)))

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keeps the navigation for the sidebar; hand-written pages get their titles only after this."""
        self._nav = nav
        return nav

    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Takes our pages away from MkDocs, which is left the hand-written ones; drops the white space around template tags."""
        entries: dict[str, Entry] = {}
        own = words(self._site.lang)
        sidebar = Sidebar(entries_of(self._nav.items, entries), own["toc"], own["more_beside"])
        env.trim_blocks = env.lstrip_blocks = True
        if not self._others(config, "env") and not config.theme.custom_dir:
            env.bytecode_cache = Compiled(env)
        documents = list(files.documentation_pages())
        framer = Framer(
            env, config, self._nav, documents, sidebar, entries, self._finished(config), self._may_fill(config)
        )
        ready = [file.page for file in documents if isinstance(file.page, ReadyPage)]
        for page in ready:
            files.remove(page.file)
        self._writes = writes(framer, ready)
        if self.keep:
            self.keep(framer, ready)
        return env

    def _finished(self, config: MkDocsConfig) -> Callable[[str, ReadyPage], str]:
        return lambda html, page: str(config.plugins.on_post_page(html, page=page, config=config))

    def _may_fill(self, config: MkDocsConfig) -> bool:
        """Whether nobody but us may do something of his own with a page."""
        return self.is_filling and not self._others(config, "page_context", "post_page") and not config.theme.custom_dir

    def _others(self, config: MkDocsConfig, *events: str) -> bool:
        """Whether other plugins or hooks want to know of an event."""
        methods = (method for event in events for method in config.plugins.events[event])
        return any(getattr(method, "__self__", None) is not self for method in methods)

    def on_post_page(self, output: str, /, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Drops the white space left in the frame, and lets the page be painted soon; the content stays as it was made."""
        html = squeezed(output)
        return self._quick(self._addresses.in_page(html, page.url) if self._addresses else html, config)

    def _quick(self, html: str, config: MkDocsConfig) -> str:
        return html if config.theme.custom_dir else quick(html, ".." if self._site.folder else "")

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Shows the page for wrong addresses, which has no place of its own, in the folder of its language."""
        if template_name == "404.html" and not config.site_url:
            context["base_url"] = f"/{self._site.folder}"
        return context

    def on_post_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """The page for wrong addresses is painted as soon, and keeps what readers choose, as the others do."""
        return self._quick(output, config) if template_name == "404.html" else output

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Writes everything of ours in a plain MkDocs build: in one process, because it may run in threads."""
        if self._own:
            groundwork, work = self._own(Path(config.site_dir))
            for number in range(len(groundwork)):
                groundwork.do(number)
            work.frame_with(self._site.lang, self._writes)
            work.finish({number: work.do(number) for number in range(len(work))})

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., Any]
    ) -> LiveReloadServer:
        """Lets ``mkdocs serve`` notice changes of the YAML; what lies in ``docs`` it watches anyway."""
        for place in self._settings.inputs:
            if place.exists():
                server.watch(str(place))
        return server

    def _read_settings(self, config: MkDocsConfig, root: Path) -> Settings:
        try:
            options = {key: self.config[key] for key in self.config}
            settings = settings_from(options, config.site_name, root, options_text(root))
            return settings.model_copy(update={"docs_dir": Path(os.path.relpath(config.docs_dir, root)).as_posix()})
        except DrillbookError as error:
            raise PluginError(str(error)) from error

    def _make(self, settings: Settings) -> LanguageSite:
        checked = check_manual(settings)
        for problem in checked.problems:
            log.log(logging.ERROR if problem.level == "error" else logging.WARNING, problem.line_text())
        if checked.has_errors:
            raise PluginError("The manual has errors; run: drillbook check")

        lang = settings.source_language
        folders = {lang: ""}
        practice = Practice(checked, folders)
        made = language_site(settings, checked, lang, practice.forms(lang))
        self._own = lambda output: (
            Groundwork(settings, {lang: checked.graphs[lang]}, checked.search, folders, output),
            Work(settings, checked, [made], practice, output),
        )
        return made


def writes(framer: Framer, ready: list[ReadyPage]) -> Write:
    """What writes one of these pages."""
    pages = {page.made.src: page for page in ready}
    return lambda page: framer.write(pages[page.src])


def _set_theme(config: MkDocsConfig, made: LanguageSite) -> None:
    theme = config.theme
    for key, value in framing.theme_options(made.lang, theme.get("palette")).items():
        theme[key] = value
    theme.dirs[:0] = [str(framing.MKDOCS_THEME_FOLDER), str(framing.THEME_FOLDER)]
    theme.static_templates.discard(SITEMAP)
    config.site_name = made.title
    config.use_directory_urls = False
    config.extra_css += [path for path in framing.STYLES if path not in config.extra_css]
    config.extra_javascript += [path for path in framing.SCRIPTS if path not in config.extra_javascript]
    config.validation.nav.omitted_files = logging.DEBUG
