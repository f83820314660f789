"""Writing outputs: a file is written if its inputs changed, or if it was modified since the last build."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.engine import workers
from plugins.engine.cache.build_state import BuildState
from plugins.engine.publish.staging import Staging
from plugins.engine.render.macro_cache import MacroCache
from plugins.engine.render.write_outputs import BuildResult
from plugins.pages.outputs import Copy, File, Output, Plan
from tests.site_pages import file_contents

NO_PAGES: Any = SimpleNamespace(compile_templates=lambda: None, macro_cache=MacroCache(), template_digests={"": b""})
"""A renderer for sites without pages."""
Build = Callable[..., BuildResult]


def plan(name: str, inputs: str, created: list[str], text: str = "") -> Plan:
    """Return the plan of a file that contains its input; `created` gets its name when it is created."""

    def make() -> File:
        created.append(name)
        return File(name, (text or inputs).encode())

    return Plan(name, {"text": inputs}, make)


class BuiltSite:
    """An output folder that is built repeatedly, each time with the state of the build before."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.state: BuildState | None = None

    def build(self, outputs: Iterable[Output], shared: str = "shared", jobs: int = 1) -> BuildResult:
        """Build and publish; return the result."""
        staging = Staging(self.output)
        try:
            for output in outputs:
                staging.add(output)
            result = staging.write(NO_PAGES, self.state, shared, jobs)
            staging.commit(result.files, siteurl="", drafts=False)
            output_dirs = staging.keep_previous(self.state, result.files)
        finally:
            staging.discard()
        self.state = BuildState(build_key="", shared_inputs=shared, files=result.files, output_dirs=output_dirs)
        return result

    def texts(self) -> dict[str, str]:
        """Return the files of the site, without the manifest."""
        return {
            path: data.decode() for path, data in file_contents(self.output).items() if path != ".sitrep-manifest.json"
        }


@pytest.fixture
def site(tmp_path: Path) -> BuiltSite:
    """Return a site without a build."""
    return BuiltSite(tmp_path / "output")


def test_file_with_the_same_inputs_is_reused(site: BuiltSite) -> None:
    """A file with the same inputs is the same file on disk; one with other inputs is written again."""
    created: list[str] = []
    for second in ("1", "1", "2", "2", "3", "1"):
        result = site.build([plan("a.txt", "a", created), plan("b/c.txt", second, created)])
        assert site.texts() == {"a.txt": "a", "b/c.txt": second}
        assert result.written + result.reused == 2
    assert created == ["a.txt", "b/c.txt", "b/c.txt", "b/c.txt", "b/c.txt"]


def test_other_shared_inputs_write_every_file(site: BuiltSite) -> None:
    """No file is reused, also not after they change back."""
    created: list[str] = []
    for number, shared in enumerate(("one", "two", "two", "one"), 1):
        site.build([plan("a.txt", "a", created, f"{number}")], shared)
    assert created == ["a.txt"] * 3
    assert site.texts() == {"a.txt": "4"}


def touched(file: Path) -> None:
    status = file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1))


def replaced(file: Path) -> None:
    status = file.stat()
    file.unlink()
    file.write_text("x", "utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def written(file: Path) -> None:
    file.write_text("changed by hand", "utf-8")


def deleted(file: Path) -> None:
    file.unlink()


def linked(file: Path) -> None:
    file.unlink()
    file.symlink_to("/etc/passwd")


@pytest.mark.parametrize("damage", [touched, replaced, written, deleted, linked])
@pytest.mark.parametrize("builds", [1, 2, 3])
def test_modified_file_is_written_again(damage: Callable[[Path], None], builds: int, site: BuiltSite) -> None:
    """Whatever happened to a published file, the next build repairs it, and it stays correct."""
    created: list[str] = []
    outputs = [plan("a/b.txt", "b", created), plan("a/c.txt", "c", created)]
    for _ in range(builds):
        site.build(outputs)
    damage(site.output / "a/b.txt")
    created.clear()
    result = site.build(outputs)
    assert created in ([], ["a/b.txt"]), "an unmodified file is written again"
    assert (result.written, result.reused) == (len(created), 2 - len(created))
    for _ in range(3):
        assert site.texts() == {"a/b.txt": "b", "a/c.txt": "c"}
        site.build(outputs)


def test_removed_output_is_deleted(site: BuiltSite) -> None:
    """The file is deleted, and so is its folder if that is empty."""
    created: list[str] = []
    both = [plan("a.txt", "a", created), plan("deep/er/b.txt", "b", created)]
    for outputs in (both, both, both[:1], both[:1], both, both[:1]):
        site.build(outputs)
        assert set(site.texts()) == {output.path for output in outputs}
        assert (site.output / "deep").exists() == (len(outputs) == 2)


@pytest.mark.parametrize("builds", [1, 2, 3])
def test_added_files_are_deleted(builds: int, site: BuiltSite) -> None:
    """A file or folder that no build wrote is deleted by the next build, and does not come back."""
    for _ in range(builds):
        site.build([File("a.txt", b"a"), File("b/c.txt", b"c")])
    (site.output / "b/mine.txt").write_text("mine", "utf-8")
    (site.output / "empty").mkdir()
    (site.output / "more").mkdir()
    (site.output / "more/mine.txt").write_text("mine", "utf-8")
    for number in range(4):
        site.build([File("a.txt", f"{number}".encode()), File("b/c.txt", b"c")])
        assert site.texts() == {"a.txt": f"{number}", "b/c.txt": "c"}
        assert sorted(path.name for path in site.output.iterdir() if path.is_dir()) == ["b"]


def test_folder_replaced_by_a_link_is_not_followed(site: BuiltSite, tmp_path: Path) -> None:
    """The files that the link leads to are unchanged."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "c.txt").write_text("precious", "utf-8")
    for number in range(2):
        site.build([File("b/c.txt", f"{number}".encode())])
    (site.output / "b/c.txt").unlink()
    (site.output / "b").rmdir()
    (site.output / "b").symlink_to(outside, target_is_directory=True)
    for number in range(2, 6):
        site.build([File("b/c.txt", f"{number}".encode())])
        assert site.texts() == {"b/c.txt": f"{number}"}
        assert not (site.output / "b").is_symlink()
    assert file_contents(outside) == {"c.txt": b"precious"}


def test_file_can_become_a_folder(site: BuiltSite) -> None:
    """A path may be a file in one build, and a folder in the next."""
    for path in ("a", "a", "a/b.txt", "a/b.txt", "a/b.txt/c", "a", "a/b.txt"):
        site.build([File(path, b"1"), File("other.txt", b"2")])
        assert site.texts() == {path: "1", "other.txt": "2"}


def test_copied_file_is_updated_with_its_source(site: BuiltSite, tmp_path: Path) -> None:
    """It is copied again when the source changes, and is never a hard link to it."""
    source = tmp_path / "lamp.png"
    for data in (b"one", b"one", b"two", b"six"):
        source.write_bytes(data)
        site.build([Copy("lamp.png", source)])
        assert file_contents(site.output)["lamp.png"] == data
        assert (site.output / "lamp.png").stat().st_ino != source.stat().st_ino


def test_previous_site_is_never_overwritten(site: BuiltSite) -> None:
    """A file that a reader has open keeps its content."""
    site.build([File("a.txt", b"1"), File("b.txt", b"b")])
    with (site.output / "a.txt").open("rb") as reader:
        for number in range(2, 6):
            site.build([File("a.txt", f"{number}".encode() * 100), File("b.txt", b"b")])
        assert reader.read() == b"1"


def test_workers_write_the_same_files(site: BuiltSite) -> None:
    """Two workers write what one process writes, and collect the same links."""
    pages = [File(f"{n}.html", f'<a href="#{n % 7}">x</a><a href="/{n % 5}.html">y</a>'.encode()) for n in range(300)]
    assert len(pages) > workers.MIN_TASKS
    one, other = site.build(pages), BuiltSite(site.output.with_name("other")).build(pages, jobs=2)
    digests = ({path: file.sha256 for path, file in result.files.items()} for result in (one, other))
    assert next(digests) == next(digests)
    assert one.links.keys() == other.links.keys()
    assert len(one.links) == 300 + 5
    assert (one.written, other.written) == (300, 300)
