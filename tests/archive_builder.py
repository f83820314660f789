"""A test archive: its content can be edited, and its site built and compared with a clean build."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from plugins.archive.digest import digest
from plugins.commands.build import build_site
from plugins.engine.cache.build_state import BuildState
from plugins.engine.options import Options, up_to_date_state
from plugins.engine.render.template_dependencies import compute_template_digests
from tests.site_pages import file_contents

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = ".sitrep-manifest.json"


@dataclass
class ArchiveBuilder:
    """An archive with its output, cache and clean builds, all in `folder`."""

    folder: Path
    theme: Path = ROOT / "theme"
    jobs: int = 1
    drafts: bool = False
    search: bool = False
    defer_search: bool = False

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def options(self) -> Options:
        """The options of the archive's builds. The search index is slow, so it is off by default."""
        given = (self.content, self.output, self.theme, "", self.drafts, self.search)
        return Options(*given, jobs=self.jobs, cache_root=self.cache, defer_search=self.defer_search)

    @property
    def cache_dir(self) -> Path:
        """The cache folder of the builds."""
        (found,) = self.cache.iterdir()
        return found

    def write(self, path: str, text: str) -> None:
        """Write a file of the content."""
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        """Replace text in a file of the content."""
        text = (self.content / path).read_text("utf-8")
        assert old in text
        self.write(path, text.replace(old, new))

    def build(self) -> set[str]:
        """Build incrementally; return the paths of the files that were written or deleted."""
        before = self._inodes()
        build_site(self.options)
        after = self._inodes()
        return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}

    def build_clean(self) -> dict[str, bytes]:
        """Return the files of a build without cache, in one process, into an empty folder."""
        folder = self.folder / "clean"
        try:
            build_site(self.options._replace(output=folder / "site", cache_root=None, jobs=1))
            return file_contents(folder / "site")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def differences(self) -> list[str]:
        """Return the paths in which the site differs from that of a clean build."""
        built, clean = file_contents(self.output), self.build_clean()
        return sorted(path for path in built.keys() | clean.keys() if built.get(path) != clean.get(path))

    def up_to_date_state(self) -> BuildState | None:
        """Return the state of the site if a build would write the same site."""
        return up_to_date_state(self.options)

    def _inodes(self) -> dict[str, int]:
        """Return the inode of each published file except the manifest; a file that is written has a new one."""
        files = (path for path in self.output.rglob("*") if path.is_file())
        found = {path.relative_to(self.output).as_posix(): path.stat().st_ino for path in files}
        return {path: inode for path, inode in found.items() if path != MANIFEST}


def matches_clean_build(archive: ArchiveBuilder) -> bool:
    """Assert that the site equals a clean build, and return True."""
    assert archive.differences() == []
    return True


class CompiledTemplates(BytecodeCache):
    """Templates compiled and digested once per test run: otherwise a build would take three times as long."""

    def __init__(self) -> None:
        self._bytecode: dict[tuple[str, str], bytes] = {}
        self._digests: dict[bytes, dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._bytecode.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._bytecode[bucket.key, bucket.checksum] = bucket.bytecode_to_string()

    def attach(self, environment: Environment) -> Environment:
        """Make an environment use these templates. They are compiled here, because workers lose what they compile."""
        environment.bytecode_cache = self
        for name in environment.list_templates():
            environment.get_template(name)
        return environment

    def digests(self, environment: Environment) -> dict[str, bytes]:
        """Return what `compute_template_digests` returns, which parses each template."""
        assert environment.loader
        names = environment.list_templates()
        sources = digest(*((name, environment.loader.get_source(environment, name)[0]) for name in names))
        if sources not in self._digests:
            self._digests[sources] = compute_template_digests(environment)
        return self._digests[sources]
