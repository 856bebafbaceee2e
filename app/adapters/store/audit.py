"""The access audit in its append-only table."""

from sqlalchemy import insert

from app.adapters.store.rows import orders_access_audit
from app.adapters.store.transaction import Transaction
from app.domain.kernel.audit import AuditEntry

ADD_ENTRY = insert(orders_access_audit)


class SqlAccessAudit:
    """Who touched whose record, when and why."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, entry: AuditEntry) -> None:
        """Append one access."""
        self._transaction.write(
            ADD_ENTRY,
            {
                "audit_id": entry.audit_id,
                "at": entry.at,
                "user_id": entry.user_id,
                "session_id": entry.session_id,
                "site_id": entry.site_id,
                "action": entry.action.value,
                "subject_type": entry.subject_type,
                "subject_id": entry.subject_id,
                "correlation_id": entry.correlation_id,
                "reason": entry.reason,
            },
        )
