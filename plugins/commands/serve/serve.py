"""The serve command: build with drafts, serve on this machine, rebuild on every change and reload the browser."""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from pathlib import Path

from watchfiles import watch

from plugins.commands.build import ROOT
from plugins.commands.serve.background import Background
from plugins.commands.serve.preview_server import PreviewServer

WATCHED = ("theme", "plugins", "pelican.conf.py")


def run(*, content: Path, output: Path, host: str, port: int) -> int:
    """Serve until interrupted; return the exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # else what goes on in the background would go on
    background = Background(content.absolute(), output.absolute())
    try:
        if background.pages() and not output.is_dir():
            return 1
        with PreviewServer(output, host, port) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            print(f"Serving {server.address} — stop with Ctrl+C", flush=True)
            Following(content.absolute(), background, server).follow()
    except KeyboardInterrupt:
        print("Stopped.")
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it is being done
        background.stop()
    return 0


class Following:
    """Follows every change of content, theme and plugins: shows reports as they are saved, and builds all the rest."""

    def __init__(self, content: Path, background: Background, server: PreviewServer) -> None:
        self._content = content
        self._background = background
        self._server = server
        self._wanted = threading.Event()
        self._showing = threading.Lock()

    def follow(self) -> None:
        """Follow until interrupted."""
        self._background.follow_up()
        threading.Thread(target=self._build, daemon=True).start()
        for changes in watch(self._content, *(ROOT / name for name in WATCHED), raise_interrupt=True):
            self._changed(sorted(Path(path) for _, path in changes))

    def _changed(self, files: Sequence[Path]) -> None:
        names = [file.name for file in files]
        print(f"Changed: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}", flush=True)
        with self._showing:
            self._wanted.set()
        inside = [file.relative_to(self._content).as_posix() for file in files if file.is_relative_to(self._content)]
        if shown := self._background.show(inside, everything=len(inside) == len(files)):
            self._server.reload(shown)

    def _build(self) -> None:
        """Build whenever it is wanted. While more is wanted already, what is shown stays: it is newer."""
        while self._wanted.wait():
            self._wanted.clear()
            if self._background.pages() == 0 and self._shown():
                self._background.follow_up()

    def _shown(self) -> bool:
        """Show what was built, unless more is wanted already."""
        with self._showing:
            if self._wanted.is_set():
                return False
            self._server.reload()
            return True
