"""The server that measures costs, one for each worker of a test run."""

from collections.abc import Iterator

import pytest

from tests.performance.measure import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Yield the server."""
    with Server() as running:
        yield running
