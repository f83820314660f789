"""Fixtures for all tests: the checkout, the example site, copies of fixture sites; and how tests are spread."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
# A slow machine is not a fault of the code, so Hypothesis must not time the tests.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a file on one worker, which then sets up their fixtures once, unless they are independent."""
    for item in items:
        if not item.get_closest_marker("independent"):
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(ROOT).as_posix()))


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
