"""Where a printer is: `tcp://host:port` and nothing else, so that no ticket goes astray."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from app.domain.kernel.errors import DomainError

# Raw printing, on its first and its further ports; the line printer daemon; the printing protocol.
PRINTER_PORTS = frozenset({*range(9100, 9110), 515, 631})
HOST_NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(?:\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*")
HOST_NAME_MAX = 253
LOCAL_NAME = "localhost"


class PrinterAddressIsInvalid(DomainError):
    """The address is not one a printer can have; `problem` says which part is wrong."""

    code = "printing.printer.address_invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class TcpAddress:
    """A printer on the network."""

    host: str
    port: int


def parse_tcp(url: str) -> TcpAddress:
    """Read `tcp://host:port`.

    Only ports that printers listen on are taken, and any port of this machine: a ticket sent to
    another kind of service would be a request it might obey.

    Raises:
        PrinterAddressIsInvalid: `problem` is scheme, extra, host or port.
    """
    problem, host, port = _read(url)
    if problem is None and port not in PRINTER_PORTS and not (port and _is_local(host)):
        problem = "port"
    if problem is not None:
        raise PrinterAddressIsInvalid(address=url, problem=problem)
    return TcpAddress(host=host, port=port)


def _read(url: str) -> tuple[str | None, str, int]:
    """Return what is wrong with the form of the address, if anything, its host and its port."""
    if not url.isascii() or not url.isprintable() or " " in url:
        return "host", "", 0
    try:
        parts = urlsplit(url)
    except ValueError:
        return "host", "", 0
    host = parts.hostname or ""
    if parts.scheme != "tcp":
        return "scheme", host, 0
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        return "extra", host, 0
    if not _is_host(host):
        return "host", host, 0
    try:
        return None, host, parts.port or 0
    except ValueError:
        return "port", host, 0


def _is_host(host: str) -> bool:
    address = _number(host)
    if address is not None:
        return not (address.is_multicast or address.is_unspecified)
    # Digits and dots alone are an address written wrongly, which some systems still resolve.
    is_name = HOST_NAME.fullmatch(host) is not None and len(host) <= HOST_NAME_MAX
    return is_name and re.search("[A-Za-z]", host) is not None


def _is_local(host: str) -> bool:
    address = _number(host)
    return host.lower() == LOCAL_NAME if address is None else address.is_loopback


def _number(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
