"""The static host: a built site served on this machine as a host on the web would, compressed and kept by browsers."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

from plugins.archive import urls as paths

TYPES = {
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
COMPRESSED = ("text/", "application/json", "application/xml", "application/wasm", "image/svg+xml")
GZIP_LEVEL = 6
"""Of gzip: what nginx, Apache and GitHub's pages use or exceed; Brotli, which many hosts have too, makes less of it."""
CACHE_FOREVER, REVALIDATE = "public, max-age=31536000, immutable", "no-cache"


class Response(NamedTuple):
    """An answer: the path that was asked for, and the bytes of the body that went over the line for it."""

    path: str
    bytes: int


class LocalServer(ThreadingHTTPServer):
    """Serves a folder on 127.0.0.1; `requests` are the paths asked for so far, `sent` the answers."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        self.requests: list[str] = []
        self.responses: list[Response] = []
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(folder)))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away in the middle of an answer; of anything else, all there is to say."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def url(self) -> str:
        """The address of the host, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_port}"


class Handler(SimpleHTTPRequestHandler):
    """Answers with files: no listings, `404.html` for what is not there, addresses with a digest kept for good."""

    server: LocalServer
    protocol_version = "HTTP/1.1"  # so that a browser asks for several files over one line, as it does on the web
    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012 -- the base class names it so

    def parse_request(self) -> bool:
        parsed = super().parse_request()
        if parsed:
            self.server.requests.append(self.path)
        return parsed

    def do_GET(self) -> None:
        """Answer with a file's bytes, or those of the page for what is not there."""
        file = Path(self.translate_path(self.path))
        if file.is_dir() and self.path.partition("?")[0].endswith("/"):
            file /= "index.html"
        if file.is_file():
            self._answer(HTTPStatus.OK, file)
        elif (file / "index.html").is_file():
            super().do_GET()  # which leads on to the address with the slash
        else:
            self._answer(HTTPStatus.NOT_FOUND, Path(self.directory) / paths.NOT_FOUND)

    def _answer(self, status: HTTPStatus, file: Path) -> None:
        body, kind = file.read_bytes() if file.is_file() else b"", self.guess_type(str(file))
        self.send_response(status)
        if kind.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, GZIP_LEVEL, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        digested = self.path.startswith(f"/{paths.STATIC}")
        self.send_header("Cache-Control", CACHE_FOREVER if digested else REVALIDATE)
        self.end_headers()
        self.server.responses.append(Response(self.path, len(body)))
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Stay silent: what was asked for is recorded instead."""


@contextmanager
def serve_folder(folder: Path) -> Iterator[LocalServer]:
    """Serve a folder for as long as the context lasts."""
    host = LocalServer(folder)
    Thread(target=host.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        host.shutdown()
        host.server_close()
