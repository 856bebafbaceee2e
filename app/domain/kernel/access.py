"""Who may do what: one pure decision that every use case asks, denying by default."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import SessionId, SiteId, UserId


class Role(StrEnum):
    """What a person is at a site; SYSTEM is the program acting on a received fact."""

    OPTICIAN = "optician"
    TECHNICIAN = "technician"
    MANAGER = "manager"
    SYSTEM = "system"


class Action(StrEnum):
    """Everything a use case can ask for; an action without a row in SCOPES is denied to all."""

    PATIENT_SEARCH = "customers.patient.search"
    PATIENT_READ = "customers.patient.read"
    PATIENT_REGISTER = "customers.patient.register"
    PATIENT_EDIT = "customers.patient.edit"
    PATIENT_MERGE = "customers.patient.merge"
    NOTE_WRITE = "customers.note.write"
    CONSENT_TAKE = "customers.consent.take"
    FILE_ADD = "customers.file.add"
    FILE_READ = "customers.file.read"
    PRESCRIPTION_ISSUE = "customers.prescription.issue"
    CATALOGUE_READ = "catalog.read"
    CATALOGUE_EDIT = "catalog.edit"
    DISCOUNT_APPROVE = "pricing.discount.approve"
    ORDER_CREATE = "orders.order.create"
    ORDER_READ = "orders.order.read"
    ORDER_AMEND = "orders.order.amend"
    ORDER_CANCEL = "orders.order.cancel"
    ORDER_CANCEL_TAKEN = "orders.order.cancel_taken"
    ORDER_RECEIVE = "fulfillment.order.receive"
    ORDER_COLLECT = "fulfillment.order.collect"
    ORDER_COLLECT_UNPAID = "fulfillment.order.collect_unpaid"
    ORDER_RETURN = "orders.return.record"
    ORDER_REMAKE = "orders.order.remake"
    WORK_ORDER_OPEN = "lab.work_order.open"
    WORK_ORDER_READ = "lab.work_order.read"
    WORK_ORDER_ADVANCE = "lab.work_order.advance"
    TICKET_QUEUE = "printing.ticket.queue"
    TICKET_REPRINT = "printing.ticket.reprint"
    PAYMENT_TAKE = "payments.payment.take"
    PAYMENT_READ = "payments.payment.read"
    PAYMENT_REFUND = "payments.payment.refund"
    STORED_VALUE_ISSUE = "payments.stored_value.issue"
    TERMINAL_SETTLE = "payments.terminal.settle"
    TILL_OPEN = "payments.till.open"
    TILL_MOVE_CASH = "payments.till.move_cash"
    TILL_COUNT = "payments.till.count"
    TILL_READ = "payments.till.read"
    TILL_SEE_EXPECTED = "payments.till.see_expected"
    TILL_CLOSE = "payments.till.close"
    TILL_APPROVE_VARIANCE = "payments.till.approve_variance"
    DRAWER_OPEN = "payments.drawer.open"
    RECEIPT_REPRINT = "payments.receipt.reprint"
    JOURNAL_EXPORT = "payments.journal.export"
    PAPER_PRINT = "printing.paper.print"
    PAPER_REPRINT = "printing.paper.reprint"
    PRINT_QUEUE = "printing.queue.work"
    PRINTER_SET = "printing.printer.set"
    MAIL_SEND = "mails.mail.send"
    BADGE_GIVE = "staff.badge.give"


class Obligation(StrEnum):
    """What the caller must do when the answer is yes."""

    WRITE_AUDIT = "write_audit"
    GIVE_REASON = "give_reason"


_COUNTER = frozenset({Role.OPTICIAN, Role.MANAGER})
_BENCH = frozenset({Role.TECHNICIAN, Role.MANAGER})
# What an optician does with a manager's PIN beside their own.
_MANAGERS = frozenset({Role.MANAGER})

SCOPES: dict[Action, frozenset[Role]] = {
    Action.PATIENT_SEARCH: _COUNTER,
    Action.PATIENT_READ: _COUNTER,
    Action.PATIENT_REGISTER: _COUNTER,
    Action.PATIENT_EDIT: _COUNTER,
    Action.PATIENT_MERGE: _COUNTER,
    Action.NOTE_WRITE: _COUNTER,
    Action.CONSENT_TAKE: _COUNTER,
    Action.FILE_ADD: _COUNTER,
    Action.FILE_READ: _COUNTER,
    Action.PRESCRIPTION_ISSUE: _COUNTER,
    Action.CATALOGUE_READ: _COUNTER | _BENCH,
    Action.CATALOGUE_EDIT: _MANAGERS,
    Action.DISCOUNT_APPROVE: _COUNTER,
    Action.ORDER_CREATE: _COUNTER,
    Action.ORDER_READ: _COUNTER,
    Action.ORDER_AMEND: _COUNTER,
    Action.ORDER_CANCEL: _COUNTER,
    Action.ORDER_CANCEL_TAKEN: _MANAGERS,
    Action.ORDER_RECEIVE: _COUNTER,
    Action.ORDER_COLLECT: _COUNTER,
    Action.ORDER_COLLECT_UNPAID: _MANAGERS,
    Action.ORDER_RETURN: _COUNTER,
    Action.ORDER_REMAKE: _COUNTER,
    Action.WORK_ORDER_OPEN: frozenset({Role.SYSTEM}),
    Action.WORK_ORDER_READ: _BENCH,
    Action.WORK_ORDER_ADVANCE: _BENCH,
    Action.TICKET_QUEUE: frozenset({Role.SYSTEM}),
    Action.TICKET_REPRINT: _BENCH,
    Action.PAYMENT_TAKE: _COUNTER,
    Action.PAYMENT_READ: _COUNTER,
    Action.PAYMENT_REFUND: _MANAGERS,
    Action.STORED_VALUE_ISSUE: _COUNTER,
    Action.TERMINAL_SETTLE: _MANAGERS,
    Action.TILL_OPEN: _COUNTER,
    Action.TILL_MOVE_CASH: _COUNTER,
    Action.TILL_COUNT: _COUNTER,
    Action.TILL_READ: _COUNTER,
    Action.TILL_SEE_EXPECTED: _MANAGERS,
    Action.TILL_CLOSE: _COUNTER,
    Action.TILL_APPROVE_VARIANCE: _MANAGERS,
    Action.DRAWER_OPEN: _MANAGERS,
    Action.RECEIPT_REPRINT: _COUNTER,
    Action.JOURNAL_EXPORT: _MANAGERS,
    Action.PAPER_PRINT: _COUNTER,
    Action.PAPER_REPRINT: _COUNTER | _BENCH,
    Action.PRINT_QUEUE: _COUNTER | _BENCH,
    Action.PRINTER_SET: _MANAGERS,
    Action.MAIL_SEND: _COUNTER,
    Action.BADGE_GIVE: _MANAGERS,
}

_AUDIT = frozenset({Obligation.WRITE_AUDIT})
_AUDIT_WITH_REASON = frozenset({Obligation.WRITE_AUDIT, Obligation.GIVE_REASON})

OBLIGATIONS: dict[Action, frozenset[Obligation]] = {
    Action.PATIENT_READ: _AUDIT,
    Action.PATIENT_REGISTER: _AUDIT,
    Action.PATIENT_EDIT: _AUDIT,
    Action.PATIENT_MERGE: _AUDIT_WITH_REASON,
    Action.NOTE_WRITE: _AUDIT,
    Action.CONSENT_TAKE: _AUDIT,
    Action.FILE_ADD: _AUDIT,
    Action.FILE_READ: _AUDIT_WITH_REASON,
    Action.PRESCRIPTION_ISSUE: _AUDIT,
    Action.CATALOGUE_EDIT: _AUDIT,
    Action.DISCOUNT_APPROVE: _AUDIT_WITH_REASON,
    Action.ORDER_CREATE: _AUDIT,
    Action.ORDER_READ: _AUDIT,
    Action.ORDER_AMEND: _AUDIT_WITH_REASON,
    Action.ORDER_CANCEL: _AUDIT_WITH_REASON,
    Action.ORDER_CANCEL_TAKEN: _AUDIT_WITH_REASON,
    Action.ORDER_RECEIVE: _AUDIT,
    Action.ORDER_COLLECT: _AUDIT,
    Action.ORDER_COLLECT_UNPAID: _AUDIT_WITH_REASON,
    Action.ORDER_RETURN: _AUDIT_WITH_REASON,
    Action.ORDER_REMAKE: _AUDIT,
    Action.WORK_ORDER_READ: _AUDIT,
    Action.TICKET_REPRINT: _AUDIT_WITH_REASON,
    Action.PAYMENT_TAKE: _AUDIT,
    Action.PAYMENT_REFUND: _AUDIT_WITH_REASON,
    Action.STORED_VALUE_ISSUE: _AUDIT,
    Action.TERMINAL_SETTLE: _AUDIT_WITH_REASON,
    Action.TILL_OPEN: _AUDIT,
    Action.TILL_MOVE_CASH: _AUDIT_WITH_REASON,
    Action.TILL_COUNT: _AUDIT,
    Action.TILL_READ: _AUDIT,
    Action.TILL_CLOSE: _AUDIT,
    Action.TILL_APPROVE_VARIANCE: _AUDIT_WITH_REASON,
    Action.DRAWER_OPEN: _AUDIT_WITH_REASON,
    Action.RECEIPT_REPRINT: _AUDIT_WITH_REASON,
    Action.JOURNAL_EXPORT: _AUDIT_WITH_REASON,
    Action.PAPER_PRINT: _AUDIT,
    Action.PAPER_REPRINT: _AUDIT_WITH_REASON,
    Action.PRINT_QUEUE: _AUDIT,
    Action.PRINTER_SET: _AUDIT,
    Action.MAIL_SEND: _AUDIT,
    Action.BADGE_GIVE: _AUDIT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who asks: a signed-in person (or the program itself) at a site."""

    user_id: UserId
    session_id: SessionId
    site_id: SiteId
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """What is asked for: the site that owns it, or None where it belongs to the whole chain."""

    site_id: SiteId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What else counts."""

    is_locked: bool = False


class Denial(StrEnum):
    """Why the answer is no."""

    SCREEN_LOCKED = "screen_locked"
    ROLE_LACKS_ACTION = "role_lacks_action"
    OTHER_SITE = "other_site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answer, its reason when it is no, and what the caller owes when it is yes."""

    is_allowed: bool
    denial: Denial | None = None
    obligations: frozenset[Obligation] = field(default_factory=frozenset)


class AccessDenied(DomainError):
    """The person may not do this here."""

    code = "access.denied"


def decide(
    subject: Subject, action: Action, resource: Resource, env: Environment | None = None
) -> Decision:
    """Answer whether `subject` may do `action` on `resource`."""
    if env is not None and env.is_locked:
        return Decision(is_allowed=False, denial=Denial.SCREEN_LOCKED)
    if not subject.roles & SCOPES.get(action, frozenset()):
        return Decision(is_allowed=False, denial=Denial.ROLE_LACKS_ACTION)
    if resource.site_id is not None and resource.site_id != subject.site_id:
        return Decision(is_allowed=False, denial=Denial.OTHER_SITE)
    return Decision(is_allowed=True, obligations=OBLIGATIONS.get(action, frozenset()))


def require(
    subject: Subject, action: Action, resource: Resource, env: Environment | None = None
) -> Decision:
    """Return the decision if it is yes.

    Raises:
        AccessDenied: it is no.
    """
    decision = decide(subject, action, resource, env)
    if not decision.is_allowed:
        raise AccessDenied(action=action.value, denial=decision.denial)
    return decision
