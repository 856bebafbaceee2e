"""One English sentence for every error code: what is wrong and what to do."""

from collections.abc import Mapping
from types import MappingProxyType

from app.messages.checkout_sentences import CHECKOUT_SENTENCES
from app.messages.customer_sentences import CUSTOMER_SENTENCES
from app.messages.exchange_sentences import EXCHANGE_SENTENCES
from app.messages.optics_sentences import OPTICS_SENTENCES
from app.messages.order_sentences import ORDER_SENTENCES
from app.messages.paper_sentences import PAPER_SENTENCES
from app.messages.payment_sentences import PAYMENT_SENTENCES
from app.messages.pricing_sentences import PRICING_SENTENCES
from app.messages.server_sentences import SERVER_SENTENCES
from app.messages.store_sentences import STORE_SENTENCES
from app.messages.sync_sentences import SYNC_SENTENCES

_SENTENCES = {
    "access.denied": "You may not do this here. Ask a manager to sign in.",
    "access.reason_missing": "Write down why, then try again.",
    "catalog.frame.not_found": "No frame has the number {sku}. Scan it again or type the model.",
    "catalog.lens.not_found": "No lens has the number {sku}. Choose one from the list.",
    "cli.journal.named_twice": "Name a file or a profile, not both.",
    "cli.usage": "These words are off: {message}. {usage}",
    "customers.patient.name_missing": "A patient needs a given name and a family name.",
    "customers.patient.not_found": "This patient is not on this device. Search again.",
    "customers.prescription.dates_reversed": "The prescription ends on {expires_on}, before it "
    "was issued on {issued_on}. Correct one of the dates.",
    "customers.prescription.empty": "Enter the power of at least one eye.",
    "customers.prescription.not_found": "This prescription is not on this device.",
    "demo.command.failed": "The demo's {command} ended with an error: {reason}",
    "demo.order.elsewhere": "{number} is not where it should be, or is seen where it must not be.",
    "demo.process.did_not_start": "{module} did not start. Its log is {log}. It said: {said}",
    "demo.ticket.code_unreadable": "No work-order code can be read from {picture}.",
    "demo.ticket.not_on_paper": "The printer confirmed the ticket, but {folder} holds none.",
    "demo.waited_in_vain": "The demo waited {seconds} seconds in vain: {hope}.",
    "demo.no_display": "This machine has no display. Use `make demo`, or set DISPLAY.",
    "kernel.number.block_used_up": "This device has used its numbers {first} to {last}. Ask head "
    "office for a new block.",
    "kernel.number.check_failed": "The code {text} was misread. Scan it again.",
    "kernel.number.malformed": "{text} is not a number of ours. Scan the code or type it as "
    "printed.",
    "kernel.paper.damaged": "The stored paper is damaged at block {position}. Print it anew.",
    "kernel.text.too_long": "The {field} is too long. Use at most {most} signs.",
    "lab.work_order.finished": "{number} has left the lab; there is no stage after this one.",
    "lab.work_order.not_found": "No work order {number} is here.",
    "lab.work_order.stage_moved_on": "{number} was already moved to {stage} at another bench.",
    "money.currencies_differ": "{first} and {second} cannot be added.",
    "orders.command.reused": "This form was already saved with other content. Open a new order.",
    "orders.contact_lens.unreadable": "A field of the {eye} eye cannot be read. Write powers with "
    "their sign, the axis in whole degrees, and 1 to 99 packs.",
    "orders.day.unreadable": "{text} is no day. Write it like 28.11 or +7.",
    "orders.lab.none_set": "This store has no lab yet. Ask head office to set one.",
    "orders.lens.needs_add": "The {eye} eye has no addition. Enter it or choose a single vision "
    "lens.",
    "orders.measurement.missing": "The {eye} eye needs its {measurement} before the lens can be "
    "made.",
    "orders.order.no_lines": "Choose a frame or a lens first.",
    "orders.order.not_found": "No order {number} is here. Scan it again, or search for the "
    "patient.",
    "orders.prescription.expired": "The prescription ended on {expires_on}. Enter a current one.",
    "orders.promise.in_the_past": "{promised_on} has gone by. Promise a later day.",
    "orders.snapshot.damaged": "The stored copy of the {kind} is damaged. Call support before "
    "making lenses from it.",
    "orders.price_entry.unreadable": "{text} cannot be read. Write the amount or per cent first, "
    "then the reason or the name.",
    "orders.trace_file.empty": "There is no outline in this file. Trace the frame again.",
    "orders.trace_file.too_large": "This file is larger than {megabytes} MB and no trace. Choose "
    "another.",
    "orders.trace_file.unreadable": "The file cannot be read. {reason}",
    "pricing.quantity.not_positive": "The quantity of {sku} must be at least 1.",
    "printing.job.document_damaged": "The stored paper is damaged and was not printed. Print it "
    "anew.",
    "printing.job.interrupted": "The program stopped while printing. Look at the printer: did it "
    "come out?",
    "printing.printer.address_invalid": "{address} is no printer address. Write tcp://host:9100.",
    "printing.printer.cover_open": "The printer's cover is open. Close it.",
    "printing.printer.cutter_jam": "The printer's cutter is stuck. Open the cover and free it.",
    "printing.printer.error": "The printer reports an error. Switch it off and on.",
    "printing.printer.line_dropped": "The line to the printer broke. Look at the paper: did it "
    "come out?",
    "printing.printer.no_answer": "The printer does not answer. Look at the paper: did it come "
    "out?",
    "printing.printer.none_set": "No printer is set here. Set one in Settings.",
    "printing.printer.offline": "The printer is offline. Press its online button.",
    "printing.printer.paper_low": "The printer's paper is running low.",
    "printing.printer.paper_out": "The printer is out of paper. Load a roll.",
    "printing.printer.unreachable": "The printer cannot be reached. Check its power and cable.",
    "printing.qr.payload_refused": "The paper holds a code that is none of ours. Print it anew.",
    "sign_in.badge.too_short": "A badge needs a token of at least {signs} signs.",
    "sign_in.badge.unknown": "Nobody has this badge here. Type your PIN.",
    "sign_in.paused": "Too many wrong PINs. Wait {seconds} seconds.",
    "sign_in.person.unknown": "Choose your name first.",
    "sign_in.pin.too_short": "A PIN has at least {digits} digits.",
    "sign_in.pin.wrong": "Wrong PIN. {tries_left} tries left before a pause.",
}

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        **CHECKOUT_SENTENCES,
        **CUSTOMER_SENTENCES,
        **EXCHANGE_SENTENCES,
        **OPTICS_SENTENCES,
        **ORDER_SENTENCES,
        **PAPER_SENTENCES,
        **PAYMENT_SENTENCES,
        **PRICING_SENTENCES,
        **SERVER_SENTENCES,
        **STORE_SENTENCES,
        **SYNC_SENTENCES,
        **_SENTENCES,
    }
)
