"""The preview server: a site's files over HTTP on this machine, with a line to the browser that says 'reload'."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from plugins.archive import urls as paths

EVENTS_PATH = "/_preview/events"
SCRIPT_PATH = "/_preview/reload.js"
RELOAD = f'new EventSource("{EVENTS_PATH}").addEventListener("reload", () => location.reload());\n'
TAG = f'<script src="{SCRIPT_PATH}" defer></script></body>'


class PreviewServer(http.server.ThreadingHTTPServer):
    """Serves a folder; `reload` makes every open page load itself anew.

    `shown` holds pages, by their path, that stand for those of the folder until the next build has made them.
    """

    daemon_threads = True

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self.built = threading.Condition()
        self.version = 0
        self.shown: dict[str, bytes] = {}
        super().__init__((host, port), partial(Handler, directory=str(folder)))

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}/"

    def reload(self, shown: Mapping[str, bytes] | None = None) -> None:
        """Tell every open page that there is a new build; or, before it, that there are pages to be `shown`."""
        with self.built:
            self.shown = {**self.shown, **shown} if shown else {}
            self.version += 1
            self.built.notify_all()

    def wait(self, seen: int, timeout: float) -> int:
        """Return the number of the newest build, as soon as it is not `seen` or after `timeout` seconds."""
        with self.built:
            self.built.wait_for(lambda: self.version != seen, timeout)
            return self.version


class Handler(http.server.SimpleHTTPRequestHandler):
    """Answers with the site's files, pages with the reload script added."""

    server: PreviewServer
    extensions_map = {  # noqa: RUF012  # the base class's own attribute
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".atom": "application/atom+xml",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
    }

    def do_GET(self) -> None:
        """Serve the reload script, the line of events, a page, or a file."""
        path = self.path.partition("?")[0]
        if path == EVENTS_PATH:
            self._follow()
        elif path == SCRIPT_PATH:
            self._send(HTTPStatus.OK, "text/javascript", RELOAD.encode())
        elif shown := self.server.shown.get(path.removeprefix("/")):
            self._page(HTTPStatus.OK, shown)
        elif (page := Path(self.translate_path(path)) / "index.html").is_file() and path.endswith("/"):
            self._page(HTTPStatus.OK, page.read_bytes())
        elif Path(self.translate_path(path)).exists():
            super().do_GET()
        else:
            self._not_found()

    def _not_found(self) -> None:
        self._page(HTTPStatus.NOT_FOUND, (Path(self.directory) / paths.NOT_FOUND).read_bytes())

    def _page(self, status: HTTPStatus, page: bytes) -> None:
        self._send(status, "text/html; charset=utf-8", page.replace(b"</body>", TAG.encode()))

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def list_directory(self, path: Any) -> None:
        """Show no listing: a folder without a page is not there, as on a static host."""
        self._not_found()

    def _follow(self) -> None:
        """Keep a line open and send an event for each new build, until the page goes away."""
        seen = self.server.version
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            while True:
                now = self.server.wait(seen, timeout=15)
                self.wfile.write(b"event: reload\ndata:\n\n" if now > seen else b": still here\n\n")
                self.wfile.flush()
                seen = now
        except OSError:
            return

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""
