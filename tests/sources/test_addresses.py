"""No link leads into anybody's house, however its address is written."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.addresses import is_public

V4 = st.ip_addresses(v=4)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",  # noqa: S104 # nobody listens here
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "::ffff:0:127.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "example.org",
        "",
        "127.1",
    ],
)
def test_what_is_not_public_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["9.9.9.9", "185.139.137.1", "2620:fe::fe", "64:ff9b::909:909"])
def test_what_is_public_is_not(address: str) -> None:
    assert is_public(address)


@given(V4)
def test_an_address_within_another_is_judged_as_itself(inner: IPv4Address) -> None:
    """Mapped into IPv6 or behind NAT64 it leads to the same machine."""
    mapped = IPv6Address(int(IPv6Address("::ffff:0:0")) | int(inner))
    translated = IPv6Address(int(IPv6Address("64:ff9b::")) | int(inner))
    assert is_public(str(mapped)) == is_public(str(translated)) == is_public(str(inner))
    compatible = str(IPv6Address(int(inner)))
    assert not is_public(compatible)


@given(st.ip_addresses())
def test_whatever_is_public_is_a_global_unicast_address(address: IPv4Address | IPv6Address) -> None:
    if is_public(str(address)):
        assert not address.is_multicast
        assert not address.is_loopback
        assert address.is_global or address in IPv6Network("64:ff9b::/96")
