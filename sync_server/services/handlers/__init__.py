"""What each kind of fact does: one module a context, each a pure function of payload and world."""

from collections.abc import Mapping
from types import MappingProxyType

from sync_server.services.handlers import customers, inventory, lab, orders, payments
from sync_server.services.handlers.topic import Parse, Parsed, Subject

TOPICS: Mapping[tuple[str, int], Parse] = MappingProxyType(
    {
        ("customers.patient.changed", 1): customers.PATIENT_CHANGED,
        ("customers.note.changed", 1): customers.NOTE_CHANGED,
        ("customers.consent.changed", 1): customers.CONSENT_CHANGED,
        ("customers.patient.merged", 1): customers.PATIENTS_MERGED,
        ("customers.prescription.issued", 1): customers.PRESCRIPTION_ISSUED,
        ("orders.order.created", 1): orders.ORDER_CREATED,
        ("inventory.stock.reserved", 1): inventory.STOCK_RESERVED,
        ("inventory.stock.moved", 1): inventory.STOCK_MOVED,
        ("lab.work_order.stage_changed", 1): lab.STAGE_CHANGED,
        ("payments.payment.taken", 1): payments.PAYMENT_TAKEN,
        ("payments.refund.given", 1): payments.REFUND_GIVEN,
        ("payments.stored_value.moved", 1): payments.STORED_VALUE_MOVED,
        ("payments.journal.sealed", 1): payments.JOURNAL_SEALED,
        ("payments.journal.signed", 1): payments.JOURNAL_SIGNED,
    }
)

__all__ = ["TOPICS", "Parse", "Parsed", "Subject"]
