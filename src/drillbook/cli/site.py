"""Commands that make the site and show it."""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drillbook.cli.manual import Lang, Root, described
from drillbook.cli.terminal import err, interface_language, message_of, mistake, out, progress, say, settings_at
from drillbook.errors import DrillbookError

if TYPE_CHECKING:
    from drillbook.build import Frame
    from drillbook.settings import Settings

BUILD = described("build", "drillbook build", "drillbook build --engine zensical --output public")
SERVE = described("serve", "drillbook serve", "drillbook serve --port 9000 --no-reload")


def build(
    engine: Annotated[str, typer.Option("--engine", metavar="material|zensical", help=say("help_engine"))] = "material",
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", help=say("help_output"))] = None,
    print_: Annotated[bool, typer.Option("--print", help=say("help_print"))] = False,
    pdf: Annotated[bool, typer.Option("--pdf", help=say("help_site_pdf"))] = False,
    lang: Lang = "",
    root: Root = None,
) -> None:
    """Builds the site in every language."""
    settings = settings_at(root)
    settings = settings.model_copy(update={"print": settings.print or print_ or pdf})
    browser = _browser() if pdf else None
    target = output.absolute() if output else (settings.root / "site").absolute()
    _refuse_to_overwrite(target, settings)
    if not _build(settings, target, _frame(engine), lang or interface_language()):
        raise typer.Exit(1)
    if browser:
        _print_manual(settings, target, browser)


def _browser() -> Path:
    """The browser that prints the PDF; asked for before the build, not after it."""
    from drillbook.pdf import VARIABLE, find_browser

    found = find_browser()
    if found is None:
        raise mistake("no_browser_site", variable=VARIABLE)
    return found


def _print_manual(settings: Settings, target: Path, browser: Path) -> None:
    """Saves the whole manual as PDF, in every language."""
    from drillbook.build import folders_of
    from drillbook.pdf import print_pdf
    from drillbook.site.printed import FOLDER

    for folder in folders_of(settings).values():
        page = target / folder / FOLDER / "manual.html"
        print_pdf(page, page.with_suffix(".pdf"), browser, outline=True)
        out().print(say("written", file=page.with_suffix(".pdf")))


def serve(
    port: Annotated[int, typer.Option("--port", "-p", min=1, max=65535, help=say("help_port"))] = 8000,
    reload: Annotated[bool, typer.Option("--reload/--no-reload", help=say("help_reload"))] = True,
    lang: Lang = "",
    root: Root = None,
) -> None:
    """Builds the site, serves it, and builds it again when something changes."""
    from drillbook.plugin import serve_folder

    settings = settings_at(root)
    lang = lang or interface_language()
    target = (settings.root / "site").absolute()
    _refuse_to_overwrite(target, settings)
    _refuse_used_port(port)
    frame = _frame("material")
    if not _build(settings, target, frame, lang):
        raise typer.Exit(1)
    watched = [*settings.folders, settings.root / "docs", settings.root / "mkdocs.yml"]
    out().print(say("serving", address=f"http://127.0.0.1:{port}/"))
    serve_folder(target, port, _rebuilder(settings, target, frame, lang), watched if reload else [])


def _frame(engine: str) -> Frame:
    if engine == "material":
        from drillbook.plugin import frame as material

        return material
    if engine == "zensical":
        from drillbook.zensical import frame as zensical

        return zensical
    raise typer.BadParameter(say("not_one_of", value=engine, allowed="material, zensical"), param_hint="--engine")


def _build(settings: Settings, target: Path, frame: Frame, lang: str) -> bool:
    """Builds and tells about it; False when the manual has errors."""
    from drillbook.build import Failed
    from drillbook.build import build as build_site
    from drillbook.cli.report import Format, print_problems

    start = time.perf_counter()
    try:
        with progress() as show:
            warnings = build_site(settings, target, frame=frame, progress=show)
    except Failed as failed:
        print_problems(failed.problems, Format.TEXT, lang, settings.root, err())
        err().print(say("build_failed", lang, count=sum(p.level == "error" for p in failed.problems)), style="red")
        return False
    print_problems(warnings, Format.TEXT, lang, settings.root, err())
    pages = sum(1 for _ in target.rglob("*.html"))
    seconds = f"{time.perf_counter() - start:.1f}"
    err().print(say("built", lang, pages=pages, seconds=seconds, folder=target))
    return True


def _rebuilder(settings: Settings, target: Path, frame: Frame, lang: str) -> Callable[[], None]:
    """What the server calls after a change: it tells what went wrong and never stops the server."""

    def rebuild() -> None:
        from drillbook.settings import read_settings

        try:
            _build(read_settings(settings.root), target, frame, lang)
        except DrillbookError as error:
            err().print(message_of(error), style="red")
        except Exception as error:  # a file may be half written at this very moment; the next change builds again
            err().print(say("rebuild_failed", lang, name=type(error).__name__, reason=error), style="red")

    return rebuild


def _refuse_to_overwrite(target: Path, settings: Settings) -> None:
    """Protects everything that is no built site: the output folder is replaced as a whole."""
    target, root = target.resolve(), settings.root.resolve()
    sources = [folder.resolve() for folder in (*settings.folders, root / "docs")]
    if (
        target in root.parents
        or any(target == s or target in s.parents or s in target.parents for s in sources)
        or target == root
    ):
        raise mistake("output_is_source", folder=target)
    if target.is_file() or (target.is_dir() and any(target.iterdir()) and not (target / "index.html").is_file()):
        raise mistake("output_is_other", folder=target)


def _refuse_used_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise mistake("port_used", port=port, other=port + 1 if port < 65535 else 8000) from error
            raise
