"""The process of a command: any text can be printed in any encoding, and a reader that ends is no error."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.commands.build import CACHE_ROOT
from plugins.commands.environment import ROOT
from plugins.engine.cache.build_state import cache_dir_of

CHECK = [sys.executable, "-m", "invoke", "check", "--content"]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_any_text_is_printed(encoding: str, small_site: Callable[[str], Path]) -> None:
    """What an encoding lacks is an escape sequence."""
    content = small_site("small")
    report = next(content.rglob("reports/*/*.md"))
    report.write_text(report.read_text("utf-8").replace("[fog]", '["ضباب 🔥"]'), "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = subprocess.run([*CHECK, str(content)], cwd=ROOT, env=environment, capture_output=True, check=False)
    shutil.rmtree(cache_dir_of(CACHE_ROOT, content, content), ignore_errors=True)
    assert done.returncode == 1
    assert rb"'\u0636\u0628\u0627\u0628 \U0001f525' is not in the registry" in done.stdout
    assert b"Traceback" not in done.stderr
