"""Entries of the access audit."""

from uuid import uuid4

from app.domain.kernel.access import Action
from app.domain.kernel.audit import AuditEntry
from tests.factories.customers import OPTICIAN_ID
from tests.factories.moments import NOW
from tests.factories.places import STORE_ID
from tests.integration.store.stores import SESSION_ID


def an_audit_entry() -> AuditEntry:
    return AuditEntry(
        audit_id=uuid4(),
        at=NOW,
        user_id=OPTICIAN_ID,
        session_id=SESSION_ID,
        site_id=STORE_ID,
        action=Action.PATIENT_READ,
        subject_type="patient",
        subject_id=uuid4(),
        correlation_id=uuid4(),
    )
