"""Fixtures for all tests: the checkout, the example site, copies of fixture sites; and how tests are spread."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
LONG = ("tests/test_contributing.py", "tests/engine/incremental/", "tests/browser/", "tests/performance/")
"""The paths of the tests that take most of the time, in the order in which they run."""
SPLIT = (
    "tests/browser/test_pages.py",
    "tests/commands/test_failed_builds.py",
    "tests/engine/incremental/test_random_edits.py",
    "tests/performance/",
)
"""The paths of tests that workers share by their parameters."""
# A slow machine is not a fault of the code, so Hypothesis must not time the tests.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run long tests first, so that short ones are left at the end and the workers finish together."""
    paths = {item: item.path.relative_to(ROOT).as_posix() for item in items}
    items.sort(key=lambda item: [not paths[item].startswith(prefix) for prefix in LONG])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Run the tests of a file on one worker, which sets up their fixtures once.

    In SPLIT files, only tests with the same parameters run on one worker. The markers of pytest-xdist 3.8 for groups do
    nothing with pytest 9.2.
    """
    from xdist.scheduler import LoadScopeScheduling

    class FileScheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            path, _, test = nodeid.partition("::")
            return path + test.partition("[")[2] if path.startswith(SPLIT) else path

    return FileScheduling(config, log)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield the cache of builds in this run, so that tests never use the cache of the checkout."""
    from plugins.commands import build

    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "CACHE_ROOT", folder)
        yield folder


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> Iterator[None]:
    """Compile templates once for all builds in this process. The pages are the same as in any build."""
    from plugins.engine.render import renderer, template_dependencies
    from tests.archive_builder import CompiledTemplates

    original, templates = renderer.make_environment, CompiledTemplates()

    def make_environment(theme: Path) -> object:
        return templates.attach(original(theme))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "make_environment", make_environment)
        for module in (renderer, template_dependencies):
            patch.setattr(module, "compute_template_digests", templates.digests)
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """Return the output of a complete build of the example archive, which tests must not change.

    The workers of a run share one build.
    """
    from plugins.commands.build import build, make_options

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    output = shared / "built/output"
    with FileLock(shared / "built.lock"):
        if not output.exists():
            code = build(make_options(ROOT / "content", output, "", search=True))
            assert code == 0, f"the example archive did not build (exit code {code})"
    return output


@pytest.fixture
def small_site(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies a valid fixture site, by its name, so that a test can change it."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(ROOT / "tests/sites/valid" / name, tmp_path / name))

    return copy
