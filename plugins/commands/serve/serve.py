"""The `serve` command: build with drafts, serve locally, and rebuild and reload on every change."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from pathlib import Path

from watchfiles import watch

from plugins.commands.environment import ROOT
from plugins.commands.local_server import LocalServer
from plugins.commands.serve.background import Background

WATCHED = ("theme", "plugins", "pelican.conf.py")


def run(*, content: Path, output: Path, host: str, port: int) -> int:
    """Serve until interrupted; return the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that `finally` stops the background processes
    background = Background(content.absolute(), output.absolute())
    try:
        if background.build_pages() and not output.is_dir():
            return 1
        with LocalServer(output, host, port, live_reload=True) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"Serving {server.url}/ — stop with Ctrl+C", flush=True)
            Watcher(content.absolute(), background, server).watch()
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # already stopping
        background.stop()
    return 0


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
        for changes in watch(self._content, *(ROOT / name for name in WATCHED), raise_interrupt=True):
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
