"""The `serve` command: build with drafts, serve locally, and rebuild and reload on every change."""

from __future__ import annotations

import errno
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from watchfiles import watch

from plugins.archive.files.editor_files import is_editor_file
from plugins.commands.environment import ROOT
from plugins.commands.local_server import LocalServer
from plugins.commands.serve.background import Background
from plugins.engine import command_process

WATCHED = ("theme", "plugins", "pelican.conf.py")


def run(*, content: Path, output: Path, host: str, port: int) -> int:
    """Serve until a signal ends this process; return the exit code if the first build or the server fails."""
    try:
        server = LocalServer(output, host, port, live_reload=True)
    except (OSError, UnicodeError) as error:
        print(f"Error: {_describe(error, host, port)}", file=sys.stderr)
        return 1
    background = Background(content.absolute(), output.absolute())
    try:
        with server:
            if background.build_pages() and not output.is_dir():
                return 1
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"Serving {server.url}/ — stop with Ctrl+C", flush=True)
            Watcher(content.absolute(), background, server).watch()
    except KeyboardInterrupt:  # by `watch`, in place of the SystemExit of `set_up`
        return command_process.exit_code()
    finally:
        background.stop()
    return 0


def _describe(error: Exception, host: str, port: int) -> str:
    """Return why the server can't listen, and what to do."""
    match getattr(error, "errno", None):
        case errno.EADDRINUSE:
            return f"--port: {port} is in use by another program — choose another one; 0 is any free port"
        case errno.EACCES:
            return f"--port: {port} is reserved for the administrator — choose one from 1024 to 65535"
    return f"--host: '{host}' is not an address of this machine ({error}) — use 127.0.0.1, or 0.0.0.0 for all addresses"


def is_watched(path: str, roots: Iterable[Path]) -> bool:
    """Return whether a change of the file at `path` is one of the site: not of an editor's, hidden or compiled file."""
    file = Path(path)
    parts = next((file.relative_to(root).parts for root in roots if file.is_relative_to(root)), file.parts)
    return not any(part.startswith(".") or part == "__pycache__" or is_editor_file(part) for part in parts)


class Watcher:
    """Reacts to changed files: shows saved reports at once, then rebuilds the site."""

    def __init__(self, content: Path, background: Background, server: LocalServer) -> None:
        self._content = content
        self._background = background
        self._server = server
        self._changed = threading.Event()
        self._reload_lock = threading.Lock()

    def watch(self) -> None:
        """Watch content, theme and plugins until interrupted."""
        self._background.finish_build()
        threading.Thread(target=self._rebuild, daemon=True).start()
        roots = (self._content, *(ROOT / name for name in WATCHED))
        for changes in watch(*roots, watch_filter=lambda _, path: is_watched(path, roots), raise_interrupt=True):
            self._on_change(sorted(Path(path) for _, path in changes))

    def _on_change(self, files: Sequence[Path]) -> None:
        names = [file.name for file in files]
        print(f"Changed: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}", flush=True)
        with self._reload_lock:
            self._changed.set()
        paths = [file.relative_to(self._content).as_posix() for file in files if file.is_relative_to(self._content)]
        if pages := self._background.render_reports(paths, complete=len(paths) == len(files)):
            self._server.reload(pages)

    def _rebuild(self) -> None:
        """Rebuild after changes."""
        while self._changed.wait():
            self._changed.clear()
            if self._background.build_pages() == 0 and self._reload():
                self._background.finish_build()

    def _reload(self) -> bool:
        """Show the new build, unless files have changed since: the pages shown for those are newer."""
        with self._reload_lock:
            if self._changed.is_set():
                return False
            self._server.reload()
            return True
