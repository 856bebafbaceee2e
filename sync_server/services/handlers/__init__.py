"""What each kind of fact does: one module a context, each a pure function of payload and world."""

from collections.abc import Mapping
from types import MappingProxyType

from sync_server.services.handlers import (
    catalogue,
    customers,
    inventory,
    lab,
    mails,
    order_life,
    orders,
    payments,
)
from sync_server.services.handlers.topic import Parse, Parsed, Subject

TOPICS: Mapping[tuple[str, int], Parse] = MappingProxyType(
    {
        ("customers.patient.changed", 1): customers.PATIENT_CHANGED,
        ("customers.note.changed", 1): customers.NOTE_CHANGED,
        ("customers.consent.changed", 1): customers.CONSENT_CHANGED,
        ("customers.patient.merged", 1): customers.PATIENTS_MERGED,
        ("customers.prescription.issued", 1): customers.PRESCRIPTION_ISSUED,
        ("orders.order.created", 1): orders.ORDER_CREATED,
        ("orders.order.confirmed", 1): orders.ORDER_CONFIRMED,
        ("orders.order.amended", 1): orders.ORDER_AMENDED,
        ("orders.order.cancelled", 1): orders.ORDER_CANCELLED,
        ("orders.order.returned", 1): orders.ORDER_MOVED_ON,
        ("fulfillment.order.ready", 1): orders.ORDER_MOVED_ON,
        ("fulfillment.order.notified", 1): orders.ORDER_MOVED_ON,
        ("fulfillment.order.collected", 1): orders.ORDER_MOVED_ON,
        ("orders.return.recorded", 1): order_life.RETURN_RECORDED,
        ("orders.draft.parked", 1): order_life.ORDER_PARKED,
        ("inventory.stock.reserved", 1): inventory.STOCK_RESERVED,
        ("inventory.stock.moved", 1): inventory.STOCK_MOVED,
        ("lab.work_order.stage_changed", 1): lab.STAGE_CHANGED,
        ("catalog.article.changed", 1): catalogue.ARTICLE_CHANGED,
        ("pricing.price_list.published", 1): catalogue.PRICE_LIST_PUBLISHED,
        ("pricing.promotion.changed", 1): catalogue.PROMOTION_CHANGED,
        ("pricing.discount_limits.changed", 1): catalogue.DISCOUNT_LIMITS_CHANGED,
        ("pricing.voucher_code.used", 1): catalogue.VOUCHER_CODE_USED,
        ("payments.payment.taken", 1): payments.PAYMENT_TAKEN,
        ("payments.refund.given", 1): payments.REFUND_GIVEN,
        ("payments.stored_value.moved", 1): payments.STORED_VALUE_MOVED,
        ("payments.journal.sealed", 1): payments.JOURNAL_SEALED,
        ("mails.mail.queued", 1): mails.MAIL_QUEUED,
        ("mails.mail.cancelled", 1): mails.MAIL_CANCELLED,
        ("payments.journal.signed", 1): payments.JOURNAL_SIGNED,
    }
)

__all__ = ["TOPICS", "Parse", "Parsed", "Subject"]
