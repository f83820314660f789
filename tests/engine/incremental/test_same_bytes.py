"""Same bytes: a site depends only on its content, not on the machine or the time of the build."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from tests.engine.incremental.random_edits import RandomEdits
from tests.site_pages import file_contents

ROOT = Path(__file__).resolve().parents[3]
LIGHTHOUSES = ROOT / "tests/sites/valid/lighthouses"
MACHINES = [
    ("UTC", "C.UTF-8", "0", 1),
    ("Asia/Damascus", "C.UTF-8", "5", -2),
    ("Pacific/Kiritimati", "C", "1", 2),
    ("America/St_Johns", "tr_TR.UTF-8", "77", 3),
    ("Asia/Kathmandu", "POSIX", "random", 2),
]
"""Time zone, locale, hash seed, and number of workers; a negative number means spawned workers."""


def build_files(content: Path, output: Path, zone: str, locale: str, seed: str, jobs: int) -> dict[str, bytes]:
    """Return the files of a clean build in another process with the given environment."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom plugins.commands.build import build_site, make_options\n"
        "from plugins.engine import workers\nfrom plugins.engine.cache import report_cache\n"
        "workers.MIN_TASKS = workers.MIN_SPAWN_TASKS = report_cache.MIN_PARALLEL = 5\n"
        "content, output, jobs = sys.argv[1:]\n"
        "given = {'search': False, 'drafts': True, 'jobs': abs(int(jobs)), 'cache': False}\n"
        "if int(jobs) < 0:\n"
        "    workers.can_fork = lambda: False\n"
        "    seen, spawned = [], workers._spawned\n"
        "    workers._spawned = lambda *given: seen.append(given) or spawned(*given)\n"
        "options = make_options(Path(content), Path(output), '', **given)\n"
        "build_site(options)\n"
        "if int(jobs) < 0:\n"
        "    assert len(seen) == 2, 'workers parse reports and write pages'\n"
    )
    plain = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"} if locale == "POSIX" else {}
    machine = {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed, **plain}
    command = [sys.executable, "-c", program, str(content), str(output), str(jobs)]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **machine}, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "continuing in one process" not in done.stderr
    return file_contents(output)


@pytest.mark.parametrize("name", ["lighthouses", "generated"])
def test_site_is_the_same_on_every_machine(name: str, tmp_path: Path) -> None:
    """Folder, time zone, locale, hash seed and number of workers change no byte."""
    source = tmp_path / "source"
    if name == "lighthouses":
        shutil.copytree(LIGHTHOUSES, source)
    else:
        archive = RandomEdits(tmp_path)
        archive.generate(Random(3), 40)
        archive.content.rename(source)
    sites = []
    for number, machine in enumerate(MACHINES):
        content = Path(shutil.copytree(source, tmp_path / f"{number}" / ("deep/" * number) / "content"))
        for file in content.rglob("*"):
            os.utime(file, (10**9 * number, 10**9 * number))
        sites.append(build_files(content, tmp_path / f"{number}/output", *machine))
    assert len(sites[0]) > 50
    for site in sites[1:]:
        assert sorted(path for path in site.keys() | sites[0].keys() if site.get(path) != sites[0].get(path)) == []
