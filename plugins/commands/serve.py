"""The serve command: build with drafts, serve on this machine, rebuild on every change and reload the browser."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from watchfiles import watch

from plugins.commands.build import ROOT
from plugins.commands.draft_build import LATER
from plugins.commands.preview import PreviewServer

WATCHED = ("theme", "plugins", "pelican.conf.py")


def run(*, content: Path, output: Path, host: str, port: int) -> int:
    """Serve until interrupted; return the exit code."""
    builds = DraftBuilds(content.absolute(), output.absolute())
    if builds.pages() and not output.is_dir():
        return 1
    with PreviewServer(output, host, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Serving {server.address} — stop with Ctrl+C", flush=True)
        try:
            builds.index()
            follow(content, builds, server)
        except KeyboardInterrupt:
            print("Stopped.")
        finally:
            builds.stop()
    return 0


def follow(content: Path, builds: DraftBuilds, server: PreviewServer) -> None:
    """Rebuild on every change of content, theme or plugins; show the pages when it went well, and then index them."""
    for changes in watch(content, *(ROOT / name for name in WATCHED), raise_interrupt=True):
        names = sorted(Path(path).name for _, path in changes)
        print(f"Changed: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}", flush=True)
        if builds.pages() == 0:
            server.reload()
            builds.index()


class DraftBuilds:
    """Builds in processes of their own, so that changed plugins count: pages at once, the search index after them."""

    def __init__(self, content: Path, output: Path) -> None:
        self._command = [sys.executable, "-m", "plugins.commands.draft_build", str(content), str(output)]
        self._indexing: subprocess.Popen[bytes] | None = None

    def pages(self) -> int:
        """Build the pages; return the exit code. An index that is being made is given up, for it is out of date."""
        self.stop()
        return subprocess.run([*self._command, LATER], cwd=ROOT, check=False).returncode

    def index(self) -> None:
        """Bring the search index up to date in the background."""
        self._indexing = subprocess.Popen(self._command, cwd=ROOT)

    def stop(self) -> None:
        """End what goes on in the background; what is published stays whole."""
        if self._indexing and self._indexing.poll() is None:
            self._indexing.terminate()
            self._indexing.wait()
        self._indexing = None
