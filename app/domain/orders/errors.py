"""Why an order says no: each refusal with its code and the facts beside it."""

from app.domain.kernel.errors import DomainError


class OrderNotFound(DomainError):
    """No order of this site has that id or number."""

    code = "orders.order.not_found"


class OrderHasNoLines(DomainError):
    """An order sells nothing."""

    code = "orders.order.no_lines"


class PrescriptionHasExpired(DomainError):
    """The prescription may no longer be dispensed from."""

    code = "orders.prescription.expired"


class MeasurementIsMissing(DomainError):
    """A lens cannot be made without this measurement."""

    code = "orders.measurement.missing"


class LensNeedsAdd(DomainError):
    """A lens with a near part was chosen for an eye without an addition."""

    code = "orders.lens.needs_add"


class SpectaclesAreIncomplete(DomainError):
    """A lens without a frame or a prescription, or the other way round, makes no spectacles."""

    code = "orders.spectacles.incomplete"


class PromiseIsInThePast(DomainError):
    """The promised day has gone by."""

    code = "orders.promise.in_the_past"


class CommandWasUsedForAnotherOrder(DomainError):
    """The same command id came with another content."""

    code = "orders.command.reused"


class OrderIsTakenByLab(DomainError):
    """The lab has begun with it: numbers that a lens is being made from stay as they are."""

    code = "orders.order.taken_by_lab"


class OrderHasMovedOn(DomainError):
    """Somebody else changed the order since this screen was drawn."""

    code = "orders.order.moved_on"


class OrderCannotDoThat(DomainError):
    """The order stands where this step is not possible."""

    code = "orders.order.step_impossible"


class NothingWasChanged(DomainError):
    """An amendment changes nothing."""

    code = "orders.amendment.nothing_changed"


class AmendmentIsOfAnotherPatient(DomainError):
    """An amendment would turn the order into somebody else's."""

    code = "orders.amendment.other_patient"


class QuoteHasExpired(DomainError):
    """The prices of a quote held until a day that has gone by."""

    code = "orders.quote.expired"


class OrderIsUnpaid(DomainError):
    """Something is still owed, and nobody who may has put it on account."""

    code = "orders.collection.unpaid"


class ProofIsMissing(DomainError):
    """Nobody signed, and no slip was handed over."""

    code = "orders.collection.proof_missing"


class ReturnIsEmpty(DomainError):
    """A return brings nothing back."""

    code = "orders.return.empty"


class TooMuchComesBack(DomainError):
    """More pieces of a line would come back than were sold and have not come back yet."""

    code = "orders.return.too_many_pieces"


class LineIsUnknown(DomainError):
    """The order has no such line."""

    code = "orders.line.unknown"


class RemakeCostIsImpossible(DomainError):
    """A remake costs less than nothing, or is counted in another money than the order."""

    code = "orders.remake.cost_impossible"


class EyeHasNoLens(DomainError):
    """A lens is to be exchanged for an eye that the order made none for."""

    code = "orders.exchange.eye_without_lens"


class ParkedOrderNotFound(DomainError):
    """Nothing is parked under that id, or a colleague has taken it up."""

    code = "orders.parked.not_found"


class ParkedFormIsTooLong(DomainError):
    """A form that is parked holds more than a form can."""

    code = "orders.parked.too_long"
