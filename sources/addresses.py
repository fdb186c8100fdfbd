"""Which addresses on the network a link from outside may lead to: the public ones, and nobody else's house.

A name, a redirect and a second look-up can each lead somewhere else than the link says, so what is judged
is the address that a socket is about to be connected to (`sources.fetching`).
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

__all__ = ["is_public"]

NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
"""RFC 6052 and 8215: an IPv4 address stands in the last four bytes, and a gateway goes there."""
COMPATIBLE = IPv6Network("::/96")
"""RFC 4291, deprecated: the same without a gateway."""
RESERVED = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "3fff::/20", "5f00::/16")))
"""Special purposes (IANA's registries) that older tables of Python's call global."""
TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))
"""6to4 and Teredo hide an IPv4 address too; nobody publishes releases there."""


def is_public(address: str) -> bool:
    """Is it a global unicast address, wherever it hides? `address` is numeric, as a socket takes it."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        return _is_public6(found) and "%" not in address
    return _is_public4(found)


def _is_public4(address: IPv4Address) -> bool:
    return _is_unicast(address)


def _is_public6(address: IPv6Address) -> bool:
    if address.ipv4_mapped is not None:
        return _is_public4(address.ipv4_mapped)
    if any(address in network for network in (*NAT64, COMPATIBLE)):
        return address in NAT64[0] and _is_public4(IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address in network for network in TUNNELS):
        return False
    return _is_unicast(address)


def _is_unicast(address: IPv4Address | IPv6Address) -> bool:
    reserved = any(address.version == network.version and address in network for network in RESERVED)
    return address.is_global and not (reserved or address.is_multicast or address.is_reserved)
