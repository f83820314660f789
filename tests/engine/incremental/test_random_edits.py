"""Random edits: after any edits in any order, the site of an incremental build equals a clean build.

A test run tries twenty histories; SITREP_HISTORIES sets another number.
"""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plugins.engine import workers
from plugins.pages import date_index
from plugins.pages.entry import pages as entry_pages
from plugins.pages.site import feeds, home
from tests.engine.incremental.random_edits import EDITS, Edit, RandomEdits, build_problems
from tests.site_pages import file_contents, neighbour_names

HISTORIES = int(os.environ.get("SITREP_HISTORIES", "20"))
PARTS = 5
"""Tests among which the histories are divided, so that workers share them."""
STEP = st.tuples(st.sampled_from(EDITS), st.integers(0, 2**32))


@pytest.fixture(autouse=True, scope="module")
def small_limits() -> Iterator[None]:
    """Lower the limits, so that an archive of a few reports has list pages, day pages and workers."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (entry_pages, home):
            patch.setattr(module, "REPORTS_PER_PAGE", 3)
        patch.setattr(entry_pages, "EVENTS_PER_PAGE", 4)
        patch.setattr(date_index, "MAX_ENTRIES_PER_MONTH_PAGE", 6)
        patch.setattr(feeds, "MAX_REPORTS", 4)
        patch.setattr(workers, "MIN_TASKS", 30)
        yield


@pytest.mark.parametrize("part", range(PARTS))
@settings(
    max_examples=-(-HISTORIES // PARTS),
    deadline=None,
    database=None,
    phases=[Phase.generate],  # each step is a build: shrinking would take minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    seed=st.integers(0, 2**32),
    reports=st.sampled_from([1, 6, 14]),
    jobs=st.sampled_from([1, 2]),
    steps=st.lists(STEP, min_size=4, max_size=9),
)
def test_incremental_builds_equal_clean_builds(
    part: int, seed: int, reports: int, jobs: int, steps: list[tuple[Edit, int]]
) -> None:
    """After each of many edits the archive is built with the cache, and compared with a clean build.

    If an edit makes the archive invalid, both builds report the same problems, and the site is unchanged.
    """
    with tempfile.TemporaryDirectory(prefix="history-") as name:
        archive = RandomEdits(Path(name), jobs=jobs)
        archive.generate(Random(seed), reports)
        build_and_compare(archive)
        for number, (edit, chance) in enumerate(steps):
            edit(archive, Random(chance))
            archive.save()
            build_and_compare(archive, compared=chance % 3 == 0 or number == len(steps) - 1)


def build_and_compare(archive: RandomEdits, *, compared: bool = True) -> None:
    """Build once more, and compare with a clean build if `compared`."""
    before = file_contents(archive.output) if archive.output.exists() else {}
    if archive.up_to_date_state():
        assert archive.differences() == [], "nothing seems to have changed"
    problems = build_problems(archive.build, archive.folder)
    if problems:
        assert (file_contents(archive.output) if archive.output.exists() else {}) == before
        assert build_problems(archive.build_clean, archive.folder) == problems
    elif compared:
        assert archive.differences() == []
    assert neighbour_names(archive.output) == sorted(
        {"cache", "content", "output"} - ({"output"} - set(os.listdir(archive.folder)))
    )
