"""Fixtures for every test: the checkout, the example site as built, copies of fixture sites."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Yield where builds within tests keep what they keep: a folder of this run, never the checkout's own."""
    from plugins.commands import build

    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "CACHE_ROOT", folder)
        yield folder


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """Return the output of a whole build of the example archive, made once in a run; tests must not change it."""
    from plugins.commands.build import build, make_options

    output = tmp_path_factory.mktemp("built") / "output"
    code = build(make_options(ROOT / "content", output, "", search=True))
    assert code == 0, f"the example archive did not build (exit code {code})"
    return output


@pytest.fixture
def small_site(tmp_path: Path) -> Callable[[str], Path]:
    """Return a function that copies the valid fixture site of a name to where a test may change it."""

    def copy(name: str) -> Path:
        return Path(shutil.copytree(ROOT / "tests/sites/valid" / name, tmp_path / name))

    return copy
