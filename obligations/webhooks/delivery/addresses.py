"""Where a webhook may go: public addresses alone, looked up once and connected to as found.

A name is resolved once, every address it has is judged, and the connection is made to the very
address that was judged. A name that answers differently the second time (DNS rebinding) therefore
gains nothing: there is no second time.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

LONGEST = 2000
# What embeds an IPv4 address: translation (RFC 6052), and what was in use before (RFC 4291).
_EMBEDDING = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))


class Forbidden(Exception):
    """The address cannot be called; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect: the addresses that were judged, and the name that TLS must prove."""

    is_tls: bool
    host: str
    port: int
    path: str
    addresses: tuple[str, ...] = ()


def networks(written: Sequence[str]) -> tuple[Network, ...]:
    """Read the networks an operator opened besides the public internet, such as 10.1.0.0/16."""
    return tuple(ipaddress.ip_network(one) for one in written)


def parse(url: str, *, opened: Sequence[Network] = ()) -> Target:
    """Take an address apart; raise Forbidden for what could not be called by any means.

    ``http`` is for networks that the operator opened, which TLS may not reach.
    """
    if len(url) > LONGEST or any(one.isspace() or not one.isprintable() for one in url):
        raise Forbidden(
            _("Write an address of at most {longest} characters, without spaces.").format(
                longest=LONGEST
            )
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Forbidden(_("This is not an address that can be called.")) from error
    if parts.scheme != "https" and not (parts.scheme == "http" and opened):
        raise Forbidden(_("Write an address that begins with https://."))
    if parts.username is not None or parts.password is not None:
        raise Forbidden(_("An address with a name and a password is not called."))
    if not parts.hostname or parts.fragment:
        raise Forbidden(_("Write a host, and nothing after a #."))
    is_tls = parts.scheme == "https"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise Forbidden(_("Write the path of the address with %-escapes."))
    return Target(is_tls, _host(parts.hostname), port or (443 if is_tls else 80), path)


def _host(name: str) -> str:
    try:
        return name if name.isascii() else name.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Forbidden(_("This is not the name of a host.")) from error


def resolve(url: str, *, opened: Sequence[Network] = ()) -> Target:
    """Look the host up, once; raise Forbidden where any of its addresses is not to be called."""
    target = parse(url, opened=opened)
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Forbidden(_("The host {host} cannot be found.").format(host=target.host)) from error
    addresses = tuple(dict.fromkeys(str(one[4][0]) for one in found))
    for one in addresses:
        _check(one, target, opened)
    return Target(target.is_tls, target.host, target.port, target.path, addresses)


def _check(written: str, target: Target, opened: Sequence[Network]) -> None:
    address = _plain(ipaddress.ip_address(written.partition("%")[0]))
    if any(address.version == one.version and address in one for one in opened):
        return
    if not is_public(address):
        raise Forbidden(
            _("The host {host} is not on the public internet ({address}).").format(
                host=target.host, address=address
            )
        )
    if not target.is_tls:
        raise Forbidden(_("Write an address that begins with https://."))


def is_public(address: Address) -> bool:
    """Say whether an address belongs to the public internet, seen through what embeds another."""
    inner = _plain(address)
    return inner.is_global and not (
        inner.is_multicast or inner.is_reserved or inner.is_unspecified or inner.is_loopback
    )


def _plain(address: Address) -> Address:
    """Give the IPv4 address that an IPv6 address stands for, where it stands for one."""
    if address.version == 4:
        return address
    assert isinstance(address, ipaddress.IPv6Address)  # noqa: S101 -- the other version
    found = address.ipv4_mapped or address.sixtofour
    if found is None and address.teredo is not None:
        found = address.teredo[1]
    if found is None and any(address in one for one in _EMBEDDING) and int(address) > 1:
        found = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return found or address
