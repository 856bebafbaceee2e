"""All of an order that came with bills and versions, as one JSON document, and read again.

Orders made before carry no such document and read as they always did.
"""

from datetime import date, datetime
from uuid import UUID

from app.domain.catalog.contact_lenses import ContactLensChoice
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.documents import Fields
from app.domain.kernel.ids import OrderId, UserId
from app.domain.kernel.money import Money
from app.domain.optics.doubts import Confirmation, Doubt
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.trace import Eye
from app.domain.orders.goods import ContactLensSnapshot, ExtraSnapshot
from app.domain.orders.order import Order
from app.domain.orders.trail import (
    Accountable,
    Handover,
    OrderChange,
    Payer,
    Proof,
    QuoteTerms,
    RemakeKind,
    RemakeReason,
    RemakeTerms,
    Step,
    StepKind,
)
from app.domain.pricing.bill_document import bill_document, bill_from

KEYS = (
    "schema", "bill", "extras", "contact_lenses", "confirmations", "companion", "quote",
    "remake", "handover", "trail",
)  # fmt: skip
LENS_KEYS = (
    "sku", "name", "eye", "base_curve", "diameter", "sphere", "cylinder", "axis_deg", "add",
    "packs",
)  # fmt: skip
DOUBT_KEYS = ("code", "eye", "facts", "by", "at")
REMAKE_KEYS = (
    "parent", "root", "kind", "reason", "accountable", "cost_minor", "currency", "payer",
    "is_charged",
)  # fmt: skip
STEP_KEYS = (
    "version", "kind", "at", "by", "reason", "changes", "difference_minor", "snapshot_sha256",
)  # fmt: skip


def details_of(order: Order) -> dict[str, JsonValue]:
    """Return the document."""
    draft = order.draft
    return {
        "schema": 1,
        "bill": None if draft.bill is None else bill_document(draft.bill),
        "extras": [{"sku": each.sku, "name": each.name} for each in draft.extras],
        "contact_lenses": [_lens(each) for each in draft.contact_lenses],
        "confirmations": [_confirmation(each) for each in draft.confirmations],
        "companion": None if draft.companion is None else str(draft.companion),
        "quote": None if order.quote is None else _quote(order.quote),
        "remake": None if order.remake is None else _remake(order.remake),
        "handover": None if order.handover is None else _handover(order.handover),
        "trail": [_step(each) for each in order.trail],
    }


class Details:
    """The document read part by part, each refusal naming its place."""

    def __init__(self, document: object) -> None:
        """Take the document; None is that of an order of before.

        Raises:
            DocumentIsMalformed: see there.
        """
        empty: dict[str, object] = {}
        self._fields = Fields.of(empty if document is None else document, "order", KEYS)
        fields = self._fields
        self.bill = bill_from(fields.values["bill"]) if fields.has("bill") else None
        self.extras = tuple(
            ExtraSnapshot(sku=part.text("sku"), name=part.text("name"))
            for part in fields.parts("extras", ("sku", "name"))
        )
        self.contact_lenses = tuple(
            _read_lens(part) for part in fields.parts("contact_lenses", LENS_KEYS)
        )
        self.confirmations = tuple(
            _read_confirmation(part) for part in fields.parts("confirmations", DOUBT_KEYS)
        )
        self.companion = fields.read_or_none("companion", _order_id)
        self.quote = _read_quote(fields) if fields.has("quote") else None
        self.remake = _read_remake(fields) if fields.has("remake") else None
        self.handover = _read_handover(fields) if fields.has("handover") else None
        self.trail = tuple(_read_step(part) for part in fields.parts("trail", STEP_KEYS))


def _lens(lens: ContactLensSnapshot) -> JsonValue:
    choice = lens.choice
    return {
        "sku": lens.sku,
        "name": lens.name,
        "eye": choice.eye,
        "base_curve": choice.base_curve_mm.hundredths,
        "diameter": choice.diameter_mm.hundredths,
        "sphere": str(choice.sphere.thousandths),
        "cylinder": str(choice.cylinder.thousandths),
        "axis_deg": choice.axis_deg,
        "add": choice.add or None,
        "packs": lens.packs,
    }


def _read_lens(fields: Fields) -> ContactLensSnapshot:
    choice = ContactLensChoice(
        eye=fields.read("eye", _eye),
        base_curve_mm=Millimetres(fields.whole("base_curve")),
        diameter_mm=Millimetres(fields.whole("diameter")),
        sphere=Dioptres(fields.read("sphere", int)),
        cylinder=Dioptres(fields.read("cylinder", int)),
        axis_deg=fields.whole_or_none("axis_deg"),
        add=fields.text_or("add", ""),
    )
    return ContactLensSnapshot(
        sku=fields.text("sku"),
        name=fields.text("name"),
        choice=choice,
        packs=fields.whole("packs", at_least=1),
    )


def _confirmation(each: Confirmation) -> JsonValue:
    return {
        "code": each.doubt.code,
        "eye": each.doubt.eye,
        "facts": [{"name": name, "value": value} for name, value in each.doubt.facts],
        "by": str(each.confirmed_by),
        "at": each.confirmed_at.isoformat(),
    }


def _read_confirmation(fields: Fields) -> Confirmation:
    facts = fields.parts("facts", ("name", "value"))
    doubt = Doubt(
        code=fields.text("code"),
        eye=fields.read_or_none("eye", _eye),
        facts=tuple((part.text("name"), part.text_or("value", "")) for part in facts),
    )
    return Confirmation(
        doubt=doubt, confirmed_by=fields.read("by", _user_id), confirmed_at=fields.read("at", _at)
    )


def _quote(quote: QuoteTerms) -> JsonValue:
    return {"number": quote.number, "valid_until": quote.valid_until.isoformat()}


def _read_quote(fields: Fields) -> QuoteTerms:
    part = fields.part("quote", ("number", "valid_until"))
    return QuoteTerms(
        number=part.text("number"), valid_until=part.read("valid_until", date.fromisoformat)
    )


def _remake(remake: RemakeTerms) -> JsonValue:
    return {
        "parent": str(remake.parent),
        "root": str(remake.root),
        "kind": remake.kind.value,
        "reason": remake.reason.value,
        "accountable": remake.accountable.value,
        "cost_minor": remake.cost.minor,
        "currency": remake.cost.currency,
        "payer": remake.payer.value,
        "is_charged": remake.is_charged,
    }


def _read_remake(fields: Fields) -> RemakeTerms:
    part = fields.part("remake", REMAKE_KEYS)
    return RemakeTerms(
        parent=part.read("parent", _order_id),
        root=part.read("root", _order_id),
        kind=part.member("kind", RemakeKind),
        reason=part.member("reason", RemakeReason),
        accountable=part.member("accountable", Accountable),
        cost=Money(part.whole("cost_minor"), part.text("currency")),
        payer=part.member("payer", Payer),
        is_charged=part.truth("is_charged"),
    )


def _handover(handover: Handover) -> JsonValue:
    allowed_by = handover.allowed_by
    return {
        "proof": handover.proof.value,
        "mark": handover.mark,
        "account_reason": handover.account_reason or None,
        "allowed_by": None if allowed_by is None else str(allowed_by),
    }


def _read_handover(fields: Fields) -> Handover:
    part = fields.part("handover", ("proof", "mark", "account_reason", "allowed_by"))
    return Handover(
        proof=part.member("proof", Proof),
        mark=part.text("mark"),
        account_reason=part.text_or("account_reason", ""),
        allowed_by=part.read_or_none("allowed_by", _user_id),
    )


def _step(step: Step) -> JsonValue:
    return {
        "version": step.version,
        "kind": step.kind.value,
        "at": step.at.isoformat(),
        "by": str(step.by),
        "reason": step.reason or None,
        "changes": [
            {"field": each.field, "before": each.before or None, "after": each.after or None}
            for each in step.changes
        ],
        "difference_minor": str(step.difference_minor),
        "snapshot_sha256": step.snapshot_sha256 or None,
    }


def _read_step(fields: Fields) -> Step:
    return Step(
        version=fields.whole("version", at_least=2),
        kind=fields.member("kind", StepKind),
        at=fields.read("at", _at),
        by=fields.read("by", _user_id),
        reason=fields.text_or("reason", ""),
        changes=tuple(
            OrderChange(
                field=part.text("field"),
                before=part.text_or("before", ""),
                after=part.text_or("after", ""),
            )
            for part in fields.parts("changes", ("field", "before", "after"))
        ),
        difference_minor=fields.read("difference_minor", int),
        snapshot_sha256=fields.text_or("snapshot_sha256", ""),
    )


def _order_id(text: str) -> OrderId:
    return OrderId(UUID(text))


def _user_id(text: str) -> UserId:
    return UserId(UUID(text))


def _at(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a moment without a zone")
    return at


def _eye(text: str) -> Eye:
    if text == "right":
        return "right"
    if text == "left":
        return "left"
    raise ValueError("no eye")
