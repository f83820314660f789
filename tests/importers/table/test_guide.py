"""The README's example of an import works when it is pasted into a shell."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls

BLOCK = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_the_example_of_the_guide_works(tmp_path: Path, root: Path) -> None:
    """The proposed map imports the file without an edit, and the short map of the guide gives the same events."""
    section = (root / "README.md").read_text(encoding="utf-8").split("## Import a spreadsheet\n")[1].split("\n## ")[0]
    shell, short = BLOCK.findall(section)
    lines = shell[1].replace("inv build", "inv check").replace(" --output my-site", "")
    invoke = f"{shlex.quote(sys.executable)} -m invoke --search-root {shlex.quote(str(root))}"
    (tmp_path / "short.yaml").write_text(short[1], encoding="utf-8")
    more = "inv import-csv attacks.csv --map short.yaml --content other --add"
    script = f'set -e\ninv() {{ {invoke} "$@"; }}\n{lines}\nmkdir other; cp my-archive/site.yaml other\n{more}\n'
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Events: 2 added" in done.stdout
    archives = [load_archive(tmp_path / name, Urls()) for name in ("my-archive", "other")]
    found, same = ([dated.event for dated in archive.catalogue.events] for archive in archives)
    facts = ("date", "region", "place", "deaths", "summary", "actors")
    assert [[getattr(event, fact) for fact in facts] for event in found] == [
        [getattr(event, fact) for fact in facts] for event in same
    ]
    assert [event.region for event in found] == ["syria/idlib", "syria/homs"]
