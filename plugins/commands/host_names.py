"""Host names: by which names a local server may be addressed.

A web page can resolve a name of its own to this machine and then read whatever a server here answers (DNS rebinding).
A server that answers only to its own names tells such a page nothing.
"""

from __future__ import annotations

import ipaddress
import socket

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names by which every server is addressed on its own machine."""
ALL_ADDRESSES = frozenset({"", "0.0.0.0", "::"})
"""Hosts with which a server listens on all addresses of its machine."""


class HostNames:
    """The names of a server that listens on `host`.

    A server on all addresses also has the name of the machine and every IP address, since no page owns an address.
    """

    def __init__(self, host: str) -> None:
        self._names = LOCAL_NAMES | {host.lower()}
        self._has_all_addresses = host in ALL_ADDRESSES

    def include(self, header: str) -> bool:
        """Return whether the server has the name in a request's Host header."""
        name = _without_port(header)
        if name in self._names:
            return True
        return self._has_all_addresses and (name == socket.gethostname().lower() or _is_address(name))


def _without_port(header: str) -> str:
    """Return the name in a Host header, without port and brackets."""
    name = header[1:].partition("]")[0] if header.startswith("[") else header.partition(":")[0]
    return name.lower().removesuffix(".")


def _is_address(name: str) -> bool:
    try:
        return bool(ipaddress.ip_address(name))
    except ValueError:
        return False
