"""Network addresses as throttling counts them."""

from ipaddress import IPv6Address, ip_address, ip_network

# One IPv6 customer has at least this many bits of addresses to try from.
_CUSTOMER_BITS = 64


def network_of(address: str) -> str:
    """An IPv4 address as it is, an IPv6 address as its /64; anything else unchanged."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return str(parsed)
    if parsed.ipv4_mapped:
        return str(parsed.ipv4_mapped)
    return str(ip_network((parsed, _CUSTOMER_BITS), strict=False))
