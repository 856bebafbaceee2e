"""Where a printer is: `tcp://host:port` and nothing else, so that no ticket goes astray."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

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
    parts, port = _split(url)
    if parts.scheme != "tcp":
        raise PrinterAddressIsInvalid(problem="scheme")
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise PrinterAddressIsInvalid(problem="extra")
    host = parts.hostname or ""
    is_local = _is_local(host)
    if port is None or not (is_local or port in PRINTER_PORTS):
        raise PrinterAddressIsInvalid(problem="port")
    return TcpAddress(host=host, port=port)


def _split(url: str) -> tuple[SplitResult, int | None]:
    if not url.isascii() or not url.isprintable() or " " in url:
        raise PrinterAddressIsInvalid(problem="host")
    try:
        parts = urlsplit(url)
    except ValueError:
        raise PrinterAddressIsInvalid(problem="host") from None
    try:
        return parts, parts.port or None
    except ValueError:
        raise PrinterAddressIsInvalid(problem="port") from None


def _is_local(host: str) -> bool:
    """Return whether the host is this machine.

    Raises:
        PrinterAddressIsInvalid: it is no host at all.
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        # Digits and dots alone are an address written wrongly, which some systems still resolve.
        is_name = HOST_NAME.fullmatch(host) and len(host) <= HOST_NAME_MAX
        if not is_name or not re.search("[A-Za-z]", host):
            raise PrinterAddressIsInvalid(problem="host") from None
        return host.lower() == LOCAL_NAME
    if address.is_multicast or address.is_unspecified:
        raise PrinterAddressIsInvalid(problem="host")
    return address.is_loopback
