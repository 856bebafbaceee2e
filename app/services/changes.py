"""What a commit changed, so that only the screens concerned refresh."""

from enum import StrEnum


class Topic(StrEnum):
    """The kinds of thing a screen can show."""

    PATIENTS = "patients"
    PRESCRIPTIONS = "prescriptions"
    CATALOGUE = "catalogue"
    PRICES = "prices"
    ORDERS = "orders"
    STOCK = "stock"
    WORK_ORDERS = "work_orders"
    PRINT_JOBS = "print_jobs"
    PRINTERS = "printers"
    OUTBOX = "outbox"
    STAFF = "staff"
    SYNC = "sync"
    PAYMENTS = "payments"
    TILL = "till"
    MAILS = "mails"


Changes = frozenset[Topic]
NO_CHANGES: Changes = frozenset()
