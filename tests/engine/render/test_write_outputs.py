"""Making: a file is made when what it is made of changed, or when it is not there any more as it was made."""

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
"""Stands for a renderer where no page is made."""
Build = Callable[..., BuildResult]


def planned(name: str, inputs: str, asked: list[str], text: str = "") -> Plan:
    """Return the plan of a file that says what it is made of; `asked` gets its name when it is made."""

    def make() -> File:
        asked.append(name)
        return File(name, (text or inputs).encode())

    return Plan(name, {"text": inputs}, make)


class Site:
    """A target, built again and again, each time with what is known of the time before, as a build does it."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.state: BuildState | None = None

    def build(self, outputs: Iterable[Output], frame: str = "frame", jobs: int = 1) -> BuildResult:
        """Build and put in place; return what was made."""
        staging = Staging(self.target)
        try:
            for output in outputs:
                staging.add(output)
            making = staging.write(NO_PAGES, self.state, frame, jobs)
            staging.commit(making.files, siteurl="", drafts=False)
            standing = staging.keep_previous(self.state, making.files)
        finally:
            staging.discard()
        self.state = BuildState(build_key="", shared_inputs=frame, files=making.files, output_dirs=standing)
        return making

    def texts(self) -> dict[str, str]:
        """Return what stands at the target, its manifest aside."""
        return {
            path: data.decode() for path, data in file_contents(self.target).items() if path != ".sitrep-manifest.json"
        }


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site of which nothing is built yet."""
    return Site(tmp_path / "output")


def test_what_is_made_of_the_same_is_kept(site: Site) -> None:
    """A file whose inputs are the same is not made again, and is the very same file; one whose inputs differ is."""
    asked: list[str] = []
    for second in ("1", "1", "2", "2", "3", "1"):
        making = site.build([planned("a.txt", "a", asked), planned("b/c.txt", second, asked)])
        assert site.texts() == {"a.txt": "a", "b/c.txt": second}
        assert making.written + making.reused == 2
    assert asked == ["a.txt", "b/c.txt", "b/c.txt", "b/c.txt", "b/c.txt"]


def test_another_frame_makes_everything_anew(site: Site) -> None:
    """When what all files draw on changes, no file is kept, and none comes back when it changes back."""
    asked: list[str] = []
    for number, frame in enumerate(("one", "two", "two", "one"), 1):
        site.build([planned("a.txt", "a", asked, f"{number}")], frame)
    assert asked == ["a.txt"] * 3
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


@pytest.mark.parametrize("harm", [touched, replaced, written, deleted, linked])
@pytest.mark.parametrize("builds", [1, 2, 3])
def test_a_published_file_that_was_harmed_is_made_anew(harm: Callable[[Path], None], builds: int, site: Site) -> None:
    """Whatever was done to a published file, the next build repairs it, and it stays right in those after that."""
    asked: list[str] = []
    outputs = [planned("a/b.txt", "b", asked), planned("a/c.txt", "c", asked)]
    for _ in range(builds):
        site.build(outputs)
    harm(site.target / "a/b.txt")
    asked.clear()
    making = site.build(outputs)
    assert asked in ([], ["a/b.txt"]), "a file that nobody harmed is made anew"
    assert (making.written, making.reused) == (len(asked), 2 - len(asked))
    for _ in range(3):
        assert site.texts() == {"a/b.txt": "b", "a/c.txt": "c"}
        site.build(outputs)


def test_what_is_made_no_more_is_gone(site: Site) -> None:
    """A file that is no output any more is not there after the next build, nor is a folder that held only it."""
    asked: list[str] = []
    both = [planned("a.txt", "a", asked), planned("deep/er/b.txt", "b", asked)]
    for outputs in (both, both, both[:1], both[:1], both, both[:1]):
        site.build(outputs)
        assert set(site.texts()) == {output.path for output in outputs}
        assert (site.target / "deep").exists() == (len(outputs) == 2)


@pytest.mark.parametrize("builds", [1, 2, 3])
def test_what_somebody_put_there_goes_for_good(builds: int, site: Site) -> None:
    """A file or folder that no build made is gone after the next build, and does not come back in a later one."""
    for _ in range(builds):
        site.build([File("a.txt", b"a"), File("b/c.txt", b"c")])
    (site.target / "b/mine.txt").write_text("mine", "utf-8")
    (site.target / "empty").mkdir()
    (site.target / "more").mkdir()
    (site.target / "more/mine.txt").write_text("mine", "utf-8")
    for number in range(4):
        site.build([File("a.txt", f"{number}".encode()), File("b/c.txt", b"c")])
        assert site.texts() == {"a.txt": f"{number}", "b/c.txt": "c"}
        assert sorted(path.name for path in site.target.iterdir() if path.is_dir()) == ["b"]


def test_a_folder_that_became_a_link_is_not_followed(site: Site, tmp_path: Path) -> None:
    """Where somebody put a link in the place of a folder, what it leads to stays as it is, now and later."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "c.txt").write_text("precious", "utf-8")
    for number in range(2):
        site.build([File("b/c.txt", f"{number}".encode())])
    (site.target / "b/c.txt").unlink()
    (site.target / "b").rmdir()
    (site.target / "b").symlink_to(outside, target_is_directory=True)
    for number in range(2, 6):
        site.build([File("b/c.txt", f"{number}".encode())])
        assert site.texts() == {"b/c.txt": f"{number}"}
        assert not (site.target / "b").is_symlink()
    assert file_contents(outside) == {"c.txt": b"precious"}


def test_a_file_may_become_a_folder_and_back(site: Site) -> None:
    """A path may hold a file in one build, and files below it in the next."""
    for path in ("a", "a", "a/b.txt", "a/b.txt", "a/b.txt/c", "a", "a/b.txt"):
        site.build([File(path, b"1"), File("other.txt", b"2")])
        assert site.texts() == {path: "1", "other.txt": "2"}


def test_a_copied_file_follows_its_source(site: Site, tmp_path: Path) -> None:
    """A file that is published as it is is copied again when it changed, and is never one file with its source."""
    source = tmp_path / "lamp.png"
    for data in (b"one", b"one", b"two", b"six"):
        source.write_bytes(data)
        site.build([Copy("lamp.png", source)])
        assert file_contents(site.target)["lamp.png"] == data
        assert (site.target / "lamp.png").stat().st_ino != source.stat().st_ino


def test_the_site_before_is_never_written_to(site: Site) -> None:
    """A file that readers have open keeps what it said, whatever the builds after it make."""
    site.build([File("a.txt", b"1"), File("b.txt", b"b")])
    with (site.target / "a.txt").open("rb") as reader:
        for number in range(2, 6):
            site.build([File("a.txt", f"{number}".encode() * 100), File("b.txt", b"b")])
        assert reader.read() == b"1"


def test_many_files_are_made_alike_by_many_workers(site: Site) -> None:
    """Two workers make what one makes, and links are found by both."""
    pages = [File(f"{n}.html", f'<a href="#{n % 7}">x</a><a href="/{n % 5}.html">y</a>'.encode()) for n in range(300)]
    assert len(pages) > workers.MIN_TASKS
    one, other = site.build(pages), Site(site.target.with_name("other")).build(pages, jobs=2)
    digests = ({path: made.sha256 for path, made in making.files.items()} for making in (one, other))
    assert next(digests) == next(digests)
    assert one.links.keys() == other.links.keys()
    assert len(one.links) == 300 + 5
    assert (one.written, other.written) == (300, 300)
