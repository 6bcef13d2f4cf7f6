"""Serving a manual while it is edited: the page that is read comes at once, the whole site follows."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from drillbook.building import stamp
from drillbook.cli.report import Format, print_problems
from drillbook.cli.terminal import err, message_of, out, say
from drillbook.errors import DrillbookError
from drillbook.settings import Settings, WrongSettings, config_files, read_settings

if TYPE_CHECKING:
    from drillbook.building.live import Live

_BREATH = 0.5
"""Seconds in which the page that is read is made, before everything else."""
_MODEST = 10
"""How far the build in the background stands back behind the making of single pages."""


def serve_manual(settings: Settings, target: Path, port: int, lang: str, built: str, *, is_watching: bool) -> None:
    """Serves a built site and keeps it as new as the manual; returns when interrupted.

    Args:
        settings: The manual's options.
        target: The folder of the site.
        port: The port on 127.0.0.1.
        lang: The language of messages.
        built: What ``stamp.state_of`` gave before the manual was read for this site.
        is_watching: Whether changes are noticed.
    """
    from drillbook.plugin.server import Server

    keeper = _Keeper(settings, target, lang, built)
    watched = [*settings.inputs, *config_files(settings.root)] if is_watching else []
    server = Server(target, port, keeper.changed, watched, keeper.page, keeper.start if is_watching else _nothing)
    keeper.reload = server.reload
    out().print(say("serving", address=f"http://127.0.0.1:{port}/"))
    try:
        server.run()
    finally:
        keeper.stop()


class _Keeper:
    """Keeps what is served as new as the manual."""

    def __init__(self, settings: Settings, target: Path, lang: str, built: str) -> None:
        self._settings, self._target, self._lang, self._built = settings, target, lang, built
        self._options = b""
        self._live: Live | None = None
        self._wanted, self._is_over = threading.Event(), False
        self._builder: subprocess.Popen[bytes] | None = None
        self._is_unseen = False  # whether a change is shown only once the whole site is built
        self.reload: Callable[[], None] = _nothing
        threading.Thread(target=self._build_when_wanted, daemon=True).start()

    def start(self) -> None:
        """Begins to keep the site new, as soon as changes are noticed."""
        threading.Thread(target=self._begin, daemon=True).start()

    def _begin(self) -> None:
        # What was edited while the site was built came too late for it, and too early to be noticed as a change.
        if stamp.state_of(self._settings) != self._built:
            self._is_unseen = True
            self._wanted.set()
        self._prepare()

    def _prepare(self) -> None:
        """Loads the manual, so that single pages can be made; until then, and where that fails, changes wait for the build."""
        from drillbook.building.build import check_manual
        from drillbook.building.live import Live
        from drillbook.plugin.preview import FramedPages

        try:
            self._options, self._settings = _text(self._settings), read_settings(self._settings.root)
            live = Live(self._settings, check_manual(self._settings, searches=False), FramedPages)
            live.warm_up()
            self._live = live
        except Exception as error:  # the pages are served all the same
            err().print(say("rebuild_failed", self._lang, name=type(error).__name__, reason=error), style="red")

    def page(self, place: str) -> str | None:
        """A page that is newer than its file."""
        return self._live.page(place) if self._live else None

    def changed(self) -> None:
        """Something has changed: shows pages at once where that is possible, and has the whole site built."""
        try:
            if self._live and _text(self._settings) == self._options:
                self._live.update()
            else:
                self._is_unseen = True
        except Exception as error:  # a file may be half written at this very moment; the next change comes soon
            err().print(say("rebuild_failed", self._lang, name=type(error).__name__, reason=error), style="red")
        self._wanted.set()

    def stop(self) -> None:
        """Ends a build that is running."""
        self._is_over = True
        self._wanted.set()
        if self._builder:
            self._builder.terminate()
            self._builder.wait()

    def _build_when_wanted(self) -> None:
        while self._wanted.wait() and not self._is_over:
            time.sleep(_BREATH)
            self._wanted.clear()
            done = self._build()
            if self._wanted.is_set():
                continue
            differs = self._live is None or self._live.settle(self._target)
            if done and (differs or self._is_unseen):
                self._is_unseen = False
                self.reload()

    def _build(self) -> bool:
        """Builds the whole site in a process of its own, so that pages are served meanwhile."""
        try:
            read_settings(self._settings.root)
        except WrongSettings as wrong:
            print_problems(wrong.problems, Format.TEXT, self._lang, self._settings.root, err())
            return False
        except DrillbookError as error:
            err().print(message_of(error, self._lang), style="red")
            return False
        command = [
            sys.executable,
            "-m",
            "drillbook",
            "build",
            "--output",
            str(self._target),
            "-C",
            str(self._settings.root),
        ]
        # In a group of its own, a build is told of the end by ``stop`` alone: Ctrl-C on top of that would disturb its clearing up.
        self._builder = subprocess.Popen([*command, "--lang", self._lang], process_group=0)
        if sys.platform != "win32":
            os.setpriority(os.PRIO_PROCESS, self._builder.pid, _MODEST)
        return self._builder.wait() == 0


def _nothing() -> None:
    """There is no browser yet."""


def _text(settings: Settings) -> bytes:
    return b"\0".join(file.read_bytes() for file in config_files(settings.root) if file.is_file())
