"""Every way in which a build ends without a new site, through the real commands: an exit code that is not 0, the reason
and a remedy, no traceback, and the old site unchanged."""

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.commands.build import CACHE_ROOT, build_site, make_options
from plugins.commands.environment import ROOT
from plugins.engine.cache.build_state import cache_dir_of
from tests.site_pages import file_contents

REPORT = "reports/2020/2020-01-01-first-light.md"
FAULTY_PAGEFIND = {
    "fails": "raise SystemExit('out of luck')",
    "writes-nothing": "",
}
"""Programs in place of Pagefind."""


class Site:
    """An archive in a folder, its output with an old site, and the text of a command's `{content}` and `{output}`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content, self.output = folder / "content", folder / "output"
        shutil.copytree(ROOT / "tests/sites/valid/small", self.content)
        build_site(make_options(self.content, self.output, "", cache=False, search=False))

    def remove_reports(self) -> None:
        shutil.rmtree(self.content / "reports")

    def break_report(self) -> None:
        file = self.content / REPORT
        file.write_text(file.read_text("utf-8").replace("[fog]", "[frog]"), "utf-8")

    def replace_output(self) -> None:
        shutil.rmtree(self.output)
        self.output.mkdir()
        (self.output / "precious.txt").write_text("mine", "utf-8")

    def break_registry(self) -> None:
        (self.content / "registry/tags.yaml").write_text("- id: [", "utf-8")

    def replace_pagefind(self, name: str) -> None:
        (self.folder / "hook/pagefind_bin").mkdir(parents=True)
        (self.folder / "hook/pagefind_bin/__init__.py").touch()
        (self.folder / "hook/pagefind_bin/__main__.py").write_text(FAULTY_PAGEFIND[name], "utf-8")

    def do_nothing(self) -> None:
        pass


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


BUILD = "invoke build --no-cache --content {content} --output {output}"
PELICAN = "pelican -s pelican.conf.py {content} -o {output} -e SITREP_CACHE=false"
PUBLISH = "invoke publish --content {content} --output {output}"
CASES: dict[str, tuple[Callable[[Site], None], str, str]] = {
    "no content": (Site.do_nothing, BUILD.replace("{content}", "nope"), "nope does not exist — give"),
    "no content, Pelican": (Site.do_nothing, PELICAN.replace("{content}", "nope"), "specify a path"),
    "content is a file": (Site.do_nothing, BUILD.replace("{content}", "tasks.py"), "tasks.py is not a folder — give"),
    "no reports": (Site.remove_reports, BUILD, "there are no published reports — add one"),
    "invalid report": (Site.break_report, BUILD, "1 problem; nothing was built."),
    "invalid report, Pelican": (Site.break_report, PELICAN, "did you mean 'fog'?"),
    "invalid report, publish": (Site.break_report, f"{PUBLISH} --siteurl https://example.org", "did you mean 'fog'?"),
    "invalid registry": (Site.break_registry, BUILD, "registry/tags.yaml:"),
    "output is content": (Site.do_nothing, BUILD.replace("{output}", "{content}"), "is the content folder"),
    "output in content": (Site.do_nothing, BUILD.replace("{output}", "{content}/public"), "is inside the content"),
    "output in content, Pelican": (
        Site.do_nothing, PELICAN.replace("{output}", "{content}/public"), "choose an output next to it",
    ),
    "content in output": (Site.do_nothing, BUILD.replace("{output}", "{content}/.."), "content is inside the output"),
    "output is a file": (Site.do_nothing, BUILD.replace("{output}", "tasks.py"), "choose another output"),
    "output below a file": (Site.do_nothing, BUILD.replace("{output}", "README.md/x"), "choose another output"),
    "no rights": (Site.do_nothing, BUILD.replace("{output}", "/proc/x"), "/proc can't be written to"),
    "foreign output": (Site.replace_output, BUILD, "was not built by this program — choose another output"),
    "foreign output, Pelican": (Site.replace_output, PELICAN, "was not built by this program — choose another output"),
    "no address": (Site.do_nothing, PUBLISH, "--siteurl is missing — give"),
    "invalid address": (Site.do_nothing, f"{PUBLISH} --siteurl=example.org", "is not a web address — give"),
    "invalid address, Pelican": (Site.do_nothing, f"{PELICAN} SITEURL=\"x\"", "is not a web address — give"),
    "invalid number": (Site.do_nothing, f"{BUILD} --jobs=many", "'many' is not a whole number from 0 to"),
    "unknown flag": (Site.do_nothing, f"{BUILD} --serch", "No idea what '--serch' is"),
    "unknown path": (Site.do_nothing, f"{BUILD} --explain nowhere", "nowhere"),
    "Pagefind fails": (lambda site: site.replace_pagefind("fails"), BUILD, "Pagefind failed (exit code 1)"),
    "Pagefind is idle": (lambda site: site.replace_pagefind("writes-nothing"), BUILD, "Pagefind failed (exit code 0)"),
    "Pagefind fails, Pelican": (lambda site: site.replace_pagefind("fails"), PELICAN, "out of luck"),
    "full disk": (Site.do_nothing, BUILD, "can't be written"),
}  # fmt: skip
"""For each way: what is done to the site first, the command, and a part of the message."""


def limit_file_size() -> None:
    """Make every write of more than 10 kB fail, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))


@pytest.mark.skipif(sys.platform != "linux", reason="some of the ways are those of Linux")
@pytest.mark.parametrize("name", CASES)
def test_a_failed_build_says_why(name: str, site: Site) -> None:
    prepare, command, message = CASES[name]
    prepare(site)
    old = file_contents(site.output)
    words = command.format(content=site.content, output=site.output).split()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site.folder / "hook"), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        timeout=120, preexec_fn=limit_file_size if name == "full disk" else None,
    )  # fmt: skip
    shutil.rmtree(cache_dir_of(CACHE_ROOT, site.content, site.output), ignore_errors=True)
    assert done.returncode in (1, 2), done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert file_contents(site.output) == old
    assert not list(site.folder.rglob(".sitrep-*-*"))
