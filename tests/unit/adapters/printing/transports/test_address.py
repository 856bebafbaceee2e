"""Printer addresses: only what can be a printer."""

import pytest

from app.adapters.printing.transports.address import (
    PrinterAddressIsInvalid,
    TcpAddress,
    parse_tcp,
)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("tcp://192.0.2.17:9100", "192.0.2.17", 9100),
        ("tcp://bench-3.lab.example:9109", "bench-3.lab.example", 9109),
        ("tcp://192.0.2.17:515", "192.0.2.17", 515),
        ("tcp://192.0.2.17:631", "192.0.2.17", 631),
        ("tcp://127.0.0.1:40123", "127.0.0.1", 40123),
        ("tcp://localhost:40123", "localhost", 40123),
        ("tcp://[::1]:40123", "::1", 40123),
        ("tcp://[2001:db8::5]:9100", "2001:db8::5", 9100),
    ],
)
def test_a_printer_on_the_network_is_found(url, host, port):
    assert parse_tcp(url) == TcpAddress(host=host, port=port)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("", "scheme"),
        ("192.0.2.17:9100", "scheme"),
        ("http://169.254.169.254/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("usb:123", "scheme"),
        ("tcp://user@192.0.2.17:9100", "extra"),
        ("tcp://user:secret@192.0.2.17:9100", "extra"),
        ("tcp://192.0.2.17:9100/", "extra"),
        ("tcp://192.0.2.17:9100?a=1", "extra"),
        ("tcp://192.0.2.17:9100#a", "extra"),
        ("tcp://192.0.2.17", "port"),
        ("tcp://192.0.2.17:", "port"),
        ("tcp://192.0.2.17:0", "port"),
        ("tcp://127.0.0.1:0", "port"),
        ("tcp://192.0.2.17:22", "port"),
        ("tcp://192.0.2.17:9110", "port"),
        ("tcp://192.0.2.17:70000", "port"),
        ("tcp://192.0.2.17:-1", "port"),
        ("tcp://:9100", "host"),
        ("tcp://bench printer:9100", "host"),
        ("tcp://bench\n:9100", "host"),
        ("tcp://-x:9100", "host"),
        ("tcp://127.1:9100", "host"),
        ("tcp://0.0.0.0:9100", "host"),
        ("tcp://224.0.0.1:9100", "host"),
        ("tcp://[::1:9100", "host"),
    ],
)
def test_anything_else_is_refused_with_the_part_that_is_wrong(url, problem):
    with pytest.raises(PrinterAddressIsInvalid) as caught:
        parse_tcp(url)
    assert caught.value.facts == {"address": url, "problem": problem}
    assert caught.value.code == "printing.printer.address_invalid"
