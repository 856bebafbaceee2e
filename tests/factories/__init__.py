"""Builders of valid things: a test names only what matters to it."""

from tests.factories.catalogue import a_frame, a_lens
from tests.factories.customers import a_patient, a_prescription, an_eye
from tests.factories.device import a_staff_member, an_identity
from tests.factories.inventory import a_movement, a_reservation
from tests.factories.lab import a_lab_job, a_stage_entry, a_work_order
from tests.factories.orders import an_order, an_order_draft
from tests.factories.printing import a_print_job, a_printer
from tests.factories.traces import a_trace

__all__ = [
    "a_frame",
    "a_lab_job",
    "a_lens",
    "a_movement",
    "a_patient",
    "a_prescription",
    "a_print_job",
    "a_printer",
    "a_reservation",
    "a_staff_member",
    "a_stage_entry",
    "a_trace",
    "a_work_order",
    "an_eye",
    "an_identity",
    "an_order",
    "an_order_draft",
]
