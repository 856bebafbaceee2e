"""Which device belongs to a printer of this site."""

from app.adapters.printing.capabilities import PrinterProfile
from app.adapters.printing.transports.address import parse_tcp
from app.adapters.printing.transports.network import DEADLINE_S, NetworkPrintDevice
from app.services.print_ports import Notifier, PrintDevice, Printer


def network_device(
    printer: Printer,
    *,
    profile: PrinterProfile,
    notifier: Notifier,
    deadline_s: float = DEADLINE_S,
) -> PrintDevice:
    """Return the device at the printer's address; it tells the notifier what the printer says.

    Raises:
        PrinterAddressIsInvalid: the address is not one of a printer.
    """
    return NetworkPrintDevice(
        parse_tcp(printer.url),
        profile,
        deadline_s=deadline_s,
        on_reason=lambda reason: notifier.printer_changed(printer.printer_id, reason),
    )
