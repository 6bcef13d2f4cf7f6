"""Commands that make the site and show it."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drillbook.cli.options import Lang, Root, described, require
from drillbook.cli.profile import Stopwatch, print_profile
from drillbook.cli.terminal import err, mistake, out, progress, say, settings_at, speak
from drillbook.errors import Problem
from drillbook.storage.whole import DISK_FULL, about

if TYPE_CHECKING:
    from drillbook.building.ahead import Ahead
    from drillbook.building.build import Frame, LanguageSite, Write
    from drillbook.settings import Settings

BUILD = described(
    "build", "drillbook build", "drillbook build --engine zensical --output public", "drillbook build --clean --profile"
)
SERVE = described("serve", "drillbook serve", "drillbook serve --port 9000 --no-reload")


def build(
    engine: Annotated[str, typer.Option("--engine", metavar="material|zensical", help=say("help_engine"))] = "material",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", help=say("help_output"))] = None,
    print_: Annotated[bool, typer.Option("--print", help=say("help_print"))] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help=say("help_site_pdf"))] = False,
    clean: Annotated[bool, typer.Option("--clean", help=say("help_clean"))] = False,
    profile: Annotated[bool, typer.Option("--profile", help=say("help_profile"))] = False,
    lang: Lang = "",
    root: Root = None,
) -> None:
    """Builds the site in every language; does nothing where nothing has changed since it was built."""
    from drillbook.building.ahead import Ahead

    watch = Stopwatch()
    lang = speak(lang)
    settings = settings_at(root)
    settings = settings.model_copy(update={"print": settings.print or print_ or pdf, "pdf": pdf})
    browser = _browser() if pdf else None
    target = output.absolute() if output else settings.site
    _refuse_to_overwrite(target, settings)
    frame = _frame(engine)
    watch("changes")
    with Ahead(settings, engine) as ahead:
        if not clean and _is_current(settings, target, ahead, lang):
            return
        if not _build_and_note(settings, target, ahead, frame, lang, watch, browser):
            raise typer.Exit(1)
    if profile:
        print_profile(watch.finished(), lang)


def _build_and_note(
    settings: Settings,
    target: Path,
    ahead: Ahead,
    frame: Frame,
    lang: str,
    watch: Stopwatch | None = None,
    browser: Path | None = None,
) -> bool:
    """Builds, tells about it, and notes what was built; False when the manual has errors."""
    from drillbook.building import stamp

    watch = watch or Stopwatch()
    before = [file for file in _pdf_files(settings, target) if file.is_file()]
    try:
        warnings = _build(settings, target, frame, ahead, lang, watch, browser)
    except OSError as error:
        raise about(error, target) if error.errno in DISK_FULL else error from error
    if warnings is None:
        return False
    if browser:
        for file in _pdf_files(settings, target):
            out().print(say("written", file=file))
    for file in before:
        if not file.exists():
            err().print(say("pdf_gone", lang, file=file))
    watch("stamp")
    output, pages = stamp.output_of(target)
    if ahead.inputs():
        stamp.write(settings, target, stamp.Stamp(ahead.inputs(), output, pages, tuple(warnings)))
    err().print(say("built", lang, pages=pages, seconds=f"{watch.seconds():.1f}", folder=target))
    return True


def _browser() -> Path:
    """The browser that prints the PDF; asked for before the build, not after it."""
    from drillbook.pdf import VARIABLE, find_browser

    found = find_browser()
    if found is None:
        raise mistake("no_browser_site", variable=VARIABLE)
    return found


def _print_manual(settings: Settings, site: Path, browser: Path) -> None:
    """Saves the whole manual as PDF, in every language."""
    from drillbook.pdf import print_book

    for file in _pdf_files(settings, site):
        print_book(file.with_suffix(".html"), file, browser)


def _pdf_files(settings: Settings, site: Path) -> list[Path]:
    """Where the manual lies as PDF, in every language."""
    from drillbook.building.language import folders_of
    from drillbook.site.printed import FOLDER, MANUAL

    return [site / folder / FOLDER / f"{MANUAL}.pdf" for folder in folders_of(settings).values()]


def _is_current(settings: Settings, target: Path, ahead: Ahead, lang: str) -> bool:
    """Whether the site is what a build would make; tells about it."""
    from drillbook.building import stamp
    from drillbook.cli.report import Format, print_problems

    start = time.perf_counter()
    kept = stamp.read(settings, target) if target.is_dir() else None
    if kept is None or kept.output != stamp.output_of(target)[0] or kept.inputs != ahead.inputs():
        return False
    print_problems(list(kept.warnings), Format.TEXT, lang, settings.root, err())
    seconds = f"{time.perf_counter() - start:.1f}"
    err().print(say("nothing_changed", lang, pages=kept.pages, seconds=seconds, folder=target))
    return True


def serve(
    port: Annotated[int, typer.Option("--port", "-p", min=1, max=65535, help=say("help_port"))] = 8000,
    reload: Annotated[bool, typer.Option("--reload/--no-reload", help=say("help_reload"))] = True,
    lang: Lang = "",
    root: Root = None,
) -> None:
    """Builds the site, serves it, and builds it again when something changes."""
    from drillbook.building import stamp
    from drillbook.cli.serving import serve_manual

    lang = speak(lang)
    settings = settings_at(root)
    target = settings.site
    _refuse_to_overwrite(target, settings)
    _refuse_used_port(port)
    state = stamp.state_of(settings)
    if not _bring_up_to_date(settings, target, lang):
        raise typer.Exit(1)
    serve_manual(settings, target, port, lang, state, is_watching=reload)


def _bring_up_to_date(settings: Settings, target: Path, lang: str) -> bool:
    from drillbook.building.ahead import Ahead

    with Ahead(settings, "material") as ahead:
        return _is_current(settings, target, ahead, lang) or _build_and_note(
            settings, target, ahead, _frame("material"), lang
        )


def _frame(engine: str) -> Frame:
    """Frames pages with a site generator, which is imported when the manual has been read: that takes a while."""
    require(engine, ("material", "zensical"), "--engine")

    def frame(
        settings: Settings, site: LanguageSite, output: Path, ready: Callable[[Write], None]
    ) -> Callable[[], None]:
        if engine == "material":
            from drillbook.plugin import frame as material

            return material(settings, site, output, ready)
        from drillbook.zensical import frame as zensical

        return zensical(settings, site, output, ready)

    return frame


def _build(
    settings: Settings,
    target: Path,
    frame: Frame,
    ahead: Ahead,
    lang: str,
    watch: Callable[[str], None],
    browser: Path | None,
) -> list[Problem] | None:
    """Builds and tells what was found; None when the manual has errors.

    Args:
        settings: The manual's options.
        target: The folder of the site.
        frame: Frames the pages.
        ahead: Reads the manual's files meanwhile.
        lang: The language of messages.
        watch: Is told what begins.
        browser: Saves the manual as PDF.
    """
    watch("start")
    from drillbook.building.build import Failed
    from drillbook.building.build import build as build_site
    from drillbook.cli.report import Format, print_problems

    try:
        with progress() as show:

            def begins(step: str) -> None:
                watch(step)
                show(step)

            def finish(site: Path) -> None:
                if browser:
                    begins("pdf")
                    _print_manual(settings, site, browser)

            warnings = build_site(settings, target, frame=frame, progress=begins, files=ahead.files(), finish=finish)
    except Failed as failed:
        print_problems(failed.problems, Format.TEXT, lang, settings.root, err())
        err().print(say("build_failed", lang, count=sum(p.level == "error" for p in failed.problems)), style="red")
        return None
    print_problems(warnings, Format.TEXT, lang, settings.root, err())
    return warnings


def _refuse_to_overwrite(target: Path, settings: Settings) -> None:
    """Protects everything but the last site of the manual: all that is in the output folder is replaced.

    The folder of the site that mkdocs.yml names is the manual's own, as long as it lies in that of the manual. Hidden files stay, and a
    site without a name is an older one of Drillbook.
    """
    from drillbook.assets import site_in

    target, root = target.resolve(), settings.root.resolve()
    sources = [place.resolve() for place in settings.inputs]
    if (
        target in root.parents
        or any(target == s or target in s.parents or s in target.parents for s in sources)
        or target == root
    ):
        raise mistake("output_is_source", folder=target)
    if not target.exists() or (target.is_dir() and all(entry.name.startswith(".") for entry in target.iterdir())):
        return
    if target == settings.site.resolve() and root in target.parents and (target / "index.html").is_file():
        return
    whose = site_in(target)
    if whose is None:
        raise mistake("output_is_other", folder=target)
    if whose not in ("", settings.storage_name):
        raise mistake("output_is_another", folder=target, name=whose)


def _refuse_used_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise mistake("port_used", port=port, other=port + 1 if port < 65535 else 8000) from error
            raise
