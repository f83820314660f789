"""Host names: a local server answers to its own names, and to no name that a page of the web can have."""

import socket

import pytest

from plugins.commands.host_names import HostNames

OWN = ["localhost", "LOCALHOST:8000", "localhost.", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"]
FOREIGN = ["", ":8000", "evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "[::1"]


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "archive.test"])
def test_local_names_are_its_own(host: str, name: str) -> None:
    assert HostNames(host).include(name)


@pytest.mark.parametrize("name", [name for name in FOREIGN if name != "[::1"])
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::", "archive.test"])
def test_other_names_are_not(host: str, name: str) -> None:
    assert not HostNames(host).include(name)


def test_the_given_host_is_its_own() -> None:
    """The name or address of `--host`, and no other of the same kind."""
    assert HostNames("archive.test").include("Archive.Test:8000")
    assert not HostNames("192.168.1.5").include("192.168.1.6")


def test_a_server_on_all_addresses_has_them_all() -> None:
    """And the name of its machine."""
    for host in ("0.0.0.0", "::"):
        assert all(map(HostNames(host).include, ("192.168.1.5:8000", "[fe80::1]:80", socket.gethostname())))
