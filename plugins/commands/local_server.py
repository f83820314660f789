"""A local HTTP server for a built site: for `serve`, with live reload, and for measuring, as a static host."""

from __future__ import annotations

import gzip
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from threading import Condition, Thread
from typing import Any, NamedTuple

from plugins.archive import urls
from plugins.commands.host_names import HostNames

CONTENT_TYPES = {
    ".atom": "application/atom+xml",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pagefind": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
COMPRESSED = ("text/", "application/json", "application/xml", "application/atom+xml", "application/wasm", "image/svg")
GZIP_LEVEL = 6
"""The default of nginx, Apache and GitHub Pages. Brotli, which many hosts also offer, compresses better."""
CACHE_FOREVER, REVALIDATE, NO_STORE = "public, max-age=31536000, immutable", "no-cache", "no-store"
EVENTS_PATH = "/_preview/events"
SCRIPT_PATH = "/_preview/reload.js"
SCRIPT = f'new EventSource("{EVENTS_PATH}").addEventListener("reload", () => location.reload());\n'
SCRIPT_TAG = f'<script src="{SCRIPT_PATH}" defer></script></body>'
KEEP_ALIVE_SECONDS = 15
POLL_SECONDS = 0.05
"""Maximum delay of a shutdown."""
PUBLIC_DOT_FOLDER = ".well-known"
"""The only hidden folder of a site that is published (RFC 8615)."""


class Response(NamedTuple):
    """The requested path, and the size in bytes of the body that was sent."""

    path: str
    bytes: int


class LocalServer(ThreadingHTTPServer):
    """Serves `folder`, and `404.html` for missing files; port 0 is any free port.

    It answers only to its own names (see `host_names`). It sends no hidden files, and follows no symbolic link out of
    `folder`. Raises OSError or UnicodeError if it can't listen.

    By default it compresses and caches like a static host. With `live_reload`, responses are neither compressed nor
    cached, and pages load a script that reloads them whenever `reload` is called. `requests` lists the requested
    paths, `responses` the files that were sent, and `overrides` are pages by path that replace files of the folder.
    """

    daemon_threads = True

    def __init__(self, folder: Path, host: str = "127.0.0.1", port: int = 0, *, live_reload: bool = False) -> None:
        self.live_reload = live_reload
        self.requests: list[str] = []
        self.responses: list[Response] = []
        self.overrides: dict[str, bytes] = {}
        self._version = 0
        self._changed = Condition()
        self.names = HostNames(host)
        self.address_family, *_ = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)[0]
        super().__init__((host, port), partial(Handler, directory=str(folder)))

    def server_bind(self) -> None:
        """Bind the socket without looking up the name of the host, which takes seconds on some networks."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    @property
    def url(self) -> str:
        """The address of the site, without a slash at the end."""
        host, port = str(self.server_address[0]), self.server_address[1]
        return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"

    def reload(self, overrides: Mapping[str, bytes] | None = None) -> None:
        """Add overrides and reload all open pages; a call without them ends all overrides."""
        with self._changed:
            self.overrides = {**self.overrides, **overrides} if overrides else {}
            self._version += 1
            self._changed.notify_all()

    def wait_for_reload(self, version: int, timeout: float) -> int:
        """Wait until the version differs from `version`, at most `timeout` seconds; return the version."""
        with self._changed:
            self._changed.wait_for(lambda: self._version != version, timeout)
            return self._version

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore browsers that close the connection early; print a traceback for all other errors."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Handler(SimpleHTTPRequestHandler):
    """Answers with files; it lists no folders and logs nothing."""

    server: LocalServer
    protocol_version = "HTTP/1.1"  # connections are reused, as on the web
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **CONTENT_TYPES}  # noqa: RUF012 -- as in the base class

    def parse_request(self) -> bool:
        parsed = super().parse_request()
        if parsed:
            self.server.requests.append(self.path)
        return parsed

    def do_GET(self) -> None:
        """Send an override, a file or `404.html`; with live reload also the script and its event stream."""
        path = self.path.partition("?")[0]
        if not all(map(self.server.names.include, self.headers.get_all("Host") or ("",))):
            self._send(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", b"This server has another name.\n")
        elif self.server.live_reload and path == EVENTS_PATH:
            self._stream_events()
        elif self.server.live_reload and path == SCRIPT_PATH:
            self._send(HTTPStatus.OK, CONTENT_TYPES[".js"], SCRIPT.encode())
        elif page := self.server.overrides.get(path.removeprefix("/")):
            self._send(HTTPStatus.OK, CONTENT_TYPES[".html"], page)
        else:
            self._send_file(path)

    def do_HEAD(self) -> None:
        """Do the same as for GET, without the content."""
        self.do_GET()

    def _send_file(self, path: str) -> None:
        file = self._find(path)
        if file and file.is_dir() and not path.endswith("/"):
            super().do_GET()  # redirects to the address with a slash
        elif file and file.is_file():
            self._send(HTTPStatus.OK, self.guess_type(str(file)), file.read_bytes())
        else:
            missing = Path(self.directory) / urls.NOT_FOUND
            body = missing.read_bytes() if missing.is_file() else b""
            self._send(HTTPStatus.NOT_FOUND, CONTENT_TYPES[".html"], body)

    def _find(self, path: str) -> Path | None:
        """Return the file to send, or a folder whose page has an address with a slash; None if there is neither."""
        file, root = Path(self.translate_path(path)), Path(self.directory)
        if {part for part in file.relative_to(root).parts if part.startswith(".")} - {PUBLIC_DOT_FOLDER}:
            return None
        try:
            page = file / "index.html"
            found = page if page.is_file() and path.endswith("/") else file
            exists = found.is_file() or page.is_file()
            return found if exists and found.resolve().is_relative_to(root.resolve()) else None
        except (OSError, ValueError):  # a path that is too long, or has a null character
            return None

    def _send(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        self.send_response(status)
        if self.server.live_reload:
            if content_type.startswith("text/html"):
                body = body.replace(b"</body>", SCRIPT_TAG.encode())
        elif content_type.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, GZIP_LEVEL, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", self._cache_control())
        self.end_headers()
        self.server.responses.append(Response(self.path, len(body)))
        if self.command != "HEAD":
            self.wfile.write(body)

    def _cache_control(self) -> str:
        """Cache files under `static/` forever: their paths contain a digest of their content."""
        if self.server.live_reload:
            return NO_STORE
        return CACHE_FOREVER if self.path.startswith(f"/{urls.STATIC}") else REVALIDATE

    def _stream_events(self) -> None:
        """Send an event for each reload until the browser disconnects."""
        if self.command == "HEAD":
            self._send(HTTPStatus.OK, "text/event-stream", b"")
            return
        version = self.server.wait_for_reload(-1, timeout=0)
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", NO_STORE)
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            while True:
                current = self.server.wait_for_reload(version, KEEP_ALIVE_SECONDS)
                self.wfile.write(b"event: reload\ndata:\n\n" if current > version else b": keep-alive\n\n")
                self.wfile.flush()
                version = current
        except OSError:
            return

    def log_message(self, format: str, *arguments: Any) -> None:
        """Log nothing; `requests` and `responses` record the traffic."""


@contextmanager
def serve_folder(folder: Path) -> Iterator[LocalServer]:
    """Serve a folder as a static host while the context lasts."""
    with LocalServer(folder) as server:
        Thread(target=server.serve_forever, args=(POLL_SECONDS,), daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
