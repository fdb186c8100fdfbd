"""How much is taken at the push page: so many requests of a client, so many forged ones from an address."""

from collections.abc import Hashable, Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from handlers.quota import Quota

__all__ = ["Admission"]

A_CLIENT = 120
"""Requests in a minute: an archive comes in by `xabarnoma import`."""
FORGED = 10
"""In a minute, from one address."""
A_HOME = 64
"""Bits of an IPv6 address that one customer has to themselves."""


class Admission:
    """Of this process, in memory. Addresses in `proxies` are never refused: where the web server before us
    does not say who asks, everybody would be refused with the one who forges."""

    def __init__(self, proxies: Sequence[str]) -> None:
        self._proxies = [ip_network(each) for each in proxies]
        self._clients = Quota(most=A_CLIENT)
        self._forgers = Quota(most=FORGED)

    def wait_of_address(self, address: str, now: datetime) -> timedelta:
        """How long nothing more is read from there; zero for what may come."""
        known = self._known(address)
        return timedelta(0) if known is None else self._forgers.left(known, now)

    def forged(self, address: str, now: datetime) -> None:
        """Something came from there that no client signed."""
        known = self._known(address)
        if known is not None:
            self._forgers.wait(known, now)

    def wait_of_client(self, client: str, now: datetime) -> timedelta:
        """Count a request of theirs. Zero where it is taken, else how long until one is."""
        return self._clients.wait(client, now)

    def _known(self, address: str) -> Hashable | None:
        try:
            given = ip_address(address)
        except ValueError:
            return None
        if any(given in network for network in self._proxies):
            return None
        return int(given) >> A_HOME if isinstance(given, IPv6Address) else given
