"""The serve command: build with drafts, serve on this machine, rebuild on every change and reload the browser."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from watchfiles import watch

from plugins.commands.build import ROOT
from plugins.commands.preview import PreviewServer

WATCHED = ("theme", "plugins", "pelican.conf.py")


def run(*, content: Path, output: Path, host: str, port: int) -> int:
    """Serve until interrupted; return the exit code."""
    if rebuild(content, output) and not output.is_dir():
        return 1
    with PreviewServer(output, host, port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Serving {server.address} — stop with Ctrl+C", flush=True)
        try:
            follow(content, output, server)
        except KeyboardInterrupt:
            print("Stopped.")
    return 0


def follow(content: Path, output: Path, server: PreviewServer) -> None:
    """Rebuild on every change of content, theme or plugins; tell the browsers when it went well."""
    for changes in watch(content, *(ROOT / name for name in WATCHED), raise_interrupt=True):
        names = sorted(Path(path).name for _, path in changes)
        print(f"Changed: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}", flush=True)
        if rebuild(content, output) == 0:
            server.reload()


def rebuild(content: Path, output: Path) -> int:
    """Build in a process of its own, so that changed plugins count; return its exit code."""
    command = [sys.executable, "-m", "plugins.commands.draft_build", str(content.absolute()), str(output.absolute())]
    return subprocess.run(command, cwd=ROOT, check=False).returncode
