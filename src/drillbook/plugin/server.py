"""The server of ``drillbook serve``: MkDocs' own, which sees changes at once and can be given single pages."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections.abc import Callable, Iterable
from importlib import resources
from pathlib import Path
from typing import Any, Final

import watchdog.observers
from mkdocs.livereload import LiveReloadServer, _timestamp
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from drillbook.assets import slim
from drillbook.plugin.versions import FOREVER, Versions

_SOON = 0.05
"""Seconds without a further change before pages are made anew: editors write a file in several steps."""
_TELLING = ("created", "modified", "moved", "deleted")
"""Reading a file, which some systems report too, is no change."""

_LIVE = slim((resources.files("drillbook") / "plugin" / "live.js").read_text("utf-8")).encode()
_NOTHING: Final = b"<!doctype html><title>404</title><body><p>404 Not Found</p></body>"
_HEADS = re.compile(r"(?:.+/)?assets/drillbook/search/heads\.\w+\.js")
_PACKED = re.compile(r"text/(?:html|css|javascript)|application/(?:javascript|json)|image/svg")


class Server(LiveReloadServer):
    """Serves a folder; pages that ``page`` gives come from there.

    Args:
        folder: The site.
        port: The port on 127.0.0.1.
        rebuild: Is called after a change; must not raise.
        watched: Folders and files to watch, of which some may come later; none means that nothing is rebuilt.
        page: Gives a page that is newer than its file, by its place.
        watching: Is called once from when on no change is missed.
    """

    def __init__(
        self,
        folder: Path,
        port: int,
        rebuild: Callable[[], None],
        watched: list[Path],
        page: Callable[[str], str | None],
        watching: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(builder=rebuild, host="127.0.0.1", port=port, root=str(folder))
        self.build_delay, self._page = _SOON, page
        self._watching = watching
        self._folder, self._versions = folder, Versions(folder)
        self._homes: set[Path] = set()
        self._inputs = [path.absolute() for path in watched]
        if _can_notify([path for path in self._inputs if path.exists()]):
            self.observer = watchdog.observers.Observer()  # type: ignore[assignment]
        self._look()

    def _look(self) -> None:
        """Watches the folders that are there, and the homes of all, which tell of files and of what comes and goes."""
        for path in self._inputs:
            if path.is_dir() and str(path) not in self._watched_paths:
                self.watch(str(path))
            home = next(parent for parent in path.parents if parent.exists())
            if home not in self._homes:
                self._homes.add(home)
                self.observer.schedule(_Home(self._told), str(home), recursive=False)

    def _told(self, event: FileSystemEvent) -> None:
        """Something happened in a home: whether to what is watched, or to a folder around it."""
        places = {str(event.src_path), str(getattr(event, "dest_path", ""))}
        if str(event.src_path) in self._watched_paths and event.event_type in ("deleted", "moved"):
            self.unwatch(str(event.src_path))
        if not any(str(path) in places or places & set(map(str, path.parents)) for path in self._inputs):
            return
        self._look()
        self._changed()

    def watch(self, path: str, func: Any = None, *, recursive: bool = True) -> None:
        """Watches a path."""
        if path not in self._watched_paths:
            self._watched_paths[path] = 1
            self._watch_refs[path] = self.observer.schedule(_Changes(self._changed), path, recursive=recursive)

    def _changed(self) -> None:
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def run(self) -> None:
        """Serves until interrupted."""
        try:
            self.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            self.shutdown()

    def _build_loop(self) -> None:
        """What MkDocs' server does once it listens and watches."""
        self._watching()
        super()._build_loop()  # type: ignore[no-untyped-call]

    def reload(self) -> None:
        """Lets browsers load their page again."""
        with self._epoch_cond:
            if self._visible_epoch == self._wanted_epoch:
                self._visible_epoch = self._wanted_epoch = _timestamp()
                self._epoch_cond.notify_all()

    def _serve_request(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:
        """What MkDocs' server asks for an answer; texts go compressed, as a site's server should send them."""
        if "gzip" not in environ.get("HTTP_ACCEPT_ENCODING", ""):
            return self._answer(environ, start_response)
        told: list[Any] = []
        body = self._answer(environ, lambda *answer: told.extend(answer))
        if body is None or not told:
            return body
        status, headers = told[:2]
        kept = {name: value for name, value in headers if name != "Content-Length"}
        if not status.startswith("200") or not _PACKED.match(kept.get("Content-Type", "")):
            start_response(status, headers)
            return body
        packed = gzip.compress(b"".join(body), 1)
        if hasattr(body, "close"):
            body.close()
        size = {"Content-Encoding": "gzip", "Content-Length": str(len(packed))}
        start_response(status, [*kept.items(), *size.items()])
        return [packed]

    def _answer(self, environ: Any, start_response: Any) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        place = posixpath.normpath(f"/{path}index.html" if path.endswith("/") else f"/{path}").lstrip("/")
        if _HEADS.fullmatch(place) and not (self._folder / place).exists():
            environ = {**environ, "PATH_INFO": self._heads_now(place)}
        if self._versions.holds(place, environ.get("QUERY_STRING", "")):
            return super()._serve_request(environ, _kept(start_response))
        if not place.endswith(".html") or not self._watched_paths:
            return super()._serve_request(environ, start_response)
        with self._epoch_cond:
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
            epoch = self._visible_epoch
        html, status = self._html(place), "200 OK"
        if html is None:
            place, status = self._not_found(place), "404 Not Found"
            html = self._html(place) or _NOTHING
        content = self._inject_js_into_html(self._versions.in_page(html, place), epoch)
        start_response(status, [("Content-Type", "text/html"), ("Content-Length", str(len(content)))])
        return [content]

    def _not_found(self, place: str) -> str:
        """The page for wrong addresses, in the language of the address. It waits for edits as all do: what is gone may come back."""
        own = f"{place.partition('/')[0]}/404.html"
        return own if (self._folder / own).is_file() else "404.html"

    def _heads_now(self, place: str) -> str:
        """The beginning of the search index: a page that was opened before the last build asks for the one before."""
        folder = posixpath.dirname(place)
        found = sorted((self._folder / folder).glob("heads.*.js"))
        return f"/{folder}/{found[0].name}" if found else f"/{place}"

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """A page with the script that shows what is edited; takes the place of MkDocs' own, which always loads pages again."""
        page, end, rest = content.rpartition(b"</body>")
        return b'%b<script data-live="%d">%b</script>%b%b' % (
            page if end else rest,
            epoch,
            _LIVE,
            end,
            rest if end else b"",
        )

    def _html(self, place: str) -> bytes | None:
        """A page that is newer than its file, else the file."""
        html = self._page(place)
        if html is not None:
            return html.encode("utf-8", "xmlcharrefreplace")
        try:
            return (self._folder / place).read_bytes()
        except OSError:
            return None


def _kept(start_response: Any) -> Callable[..., Any]:
    """Lets the browser keep what it is given."""
    return lambda status, headers: start_response(status, [*headers, ("Cache-Control", FOREVER)])


class _Home(FileSystemEventHandler):
    def __init__(self, tell: Callable[[FileSystemEvent], None]) -> None:
        self._tell = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _TELLING and not (event.is_directory and event.event_type == "modified"):
            self._tell(event)


class _Changes(FileSystemEventHandler):
    def __init__(self, changed: Callable[[], None]) -> None:
        self._tell = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory and event.event_type in _TELLING:
            self._tell()


def _can_notify(paths: list[Path]) -> bool:
    """Whether the system tells of changes below these paths; where it does not, they are looked at twice a second."""
    observer = watchdog.observers.Observer()
    try:
        for path in paths:
            observer.schedule(FileSystemEventHandler(), str(path), recursive=True)
        observer.start()
    except OSError:
        return False
    observer.stop()
    observer.join()
    return True
