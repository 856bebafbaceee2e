"""What is worked out beside the form while it is edited: the lenses, the bill, the promise."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.catalog import SPECTACLE_KINDS
from app.domain.catalog.fitting import EDGING_ALLOWANCE_MM
from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.optics.lens_estimate import LensMaterial
from app.domain.optics.lens_preview import Glazing, LensPreview, lens_preview, material_of
from app.domain.optics.trace import Eye
from app.domain.orders.promise import Promise
from app.domain.pricing import Bill
from app.domain.pricing.bill_part import bill_part
from app.services.dispensing import IndexChoice
from app.services.order_wish import CreateOrder, asked_lines, line_id_of
from app.services.pricing import BasketWish, WishLine
from app.services.session import Session
from app.ui.desktop import Desk
from app.ui.orders.order_commands import order_of
from app.ui.orders.order_form import OrderForm
from app.ui.runner import Newest
from app.ui.rx.form import EYES

PAUSE_MS = 150
# What a lens is reckoned in until one is chosen: the most usual plastic.
INDEX_UNTIL_CHOSEN = 1500


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Findings:
    """What was worked out for a form; `unpriced` says why there is no bill."""

    previews: tuple[LensPreview, ...] = ()
    bill: Bill | None = None
    unpriced: DioptreError | None = None
    promise: Promise | None = None
    indices: tuple[IndexChoice, ...] = ()
    elsewhere: int = 0


class FormWatch(QObject):
    """Works things out off the GUI thread once typing pauses; only the newest answer counts."""

    found = Signal(object)

    def __init__(self, desk: Desk, form: Callable[[], OrderForm | None]) -> None:
        super().__init__()
        self._desk = desk
        self._form = form
        self._newest = Newest(desk.services.runner)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.work)
        desk.locked.connect(self._pause.stop)

    @property
    def is_waiting(self) -> bool:
        """Return whether something has changed that is not worked out yet."""
        return self._pause.isActive()

    @Slot()
    def touch(self) -> None:
        """Work it out anew soon."""
        self._pause.start()

    @Slot()
    def work(self) -> None:
        """Work it out now."""
        self._pause.stop()
        form = self._form()
        if form is None or self._desk.is_locked:
            return
        session = self._desk.session
        self._newest.run(
            lambda: self._findings(form, session), done=self.found.emit, failed=self._nothing
        )

    def drop(self) -> None:
        """Let no answer through that is still on its way."""
        self._pause.stop()
        self._newest.drop()

    def _findings(self, form: OrderForm, session: Session) -> Findings:
        found = Findings(
            previews=previews_of(form),
            promise=self._promise(form, session),
            indices=self._indices(form, session),
            elsewhere=self._elsewhere(form, session),
        )
        try:
            return replace(found, bill=self._bill(form, session))
        except DomainError as refusal:
            return replace(found, unpriced=refusal)

    def _bill(self, form: OrderForm, session: Session) -> Bill | None:
        services = self._desk.services
        wish = basket_of(form, order_of(form, services.device.site_id))
        own = {line.line_id for line in wish.lines}
        first = first_pair(form)
        if not own:
            return None
        bill = services.pricing.bill(session, replace(wish, lines=(*first, *wish.lines)))
        return bill_part(bill, own) if first else bill

    def _promise(self, form: OrderForm, session: Session) -> Promise | None:
        if form.lens is None:
            return None
        promises = self._desk.services.order_life.promises
        return promises.promise_for(session, lens_kind=form.lens.kind, is_rush=form.is_rush)

    def _elsewhere(self, form: OrderForm, session: Session) -> int:
        """Return how many of the frame other sites have, as far as this device has heard."""
        if form.frame is None:
            return 0
        found = self._desk.services.catalogue.elsewhere(session, form.frame.frame.sku)
        return sum(max(0, level.available) for _, level in found)

    def _indices(self, form: OrderForm, session: Session) -> tuple[IndexChoice, ...]:
        fitting = form.fitting(self._desk.today())
        if form.lens is None or fitting is None:
            return ()
        try:
            return self._desk.services.dispensing.indices(session, fitting, form.lens.sku)
        except DomainError:
            # Frame and numbers that do not belong together are said where they stand.
            return ()

    def _nothing(self, error: DioptreError) -> None:
        self.found.emit(Findings(unpriced=error))


def basket_of(form: OrderForm, wish: CreateOrder) -> BasketWish:
    """Return what is to be priced, its lines named as the order will name them."""
    own_pair = 1 if form.companion is None else 2
    lines = tuple(
        WishLine(
            line_id=line_id_of(form.order_command, line.word),
            sku=line.sku,
            quantity=line.quantity,
            pair=own_pair if line.is_of_pair else None,
            unit_price=line.unit_price,
        )
        for line in asked_lines(wish, lenses=form.lenses)
        if line.quantity
    )
    return BasketWish(
        lines=lines,
        discounts=form.discounts,
        covers=form.covers,
        codes=form.codes,
        supplied_on=form.promised_on,
        owner=form.order_command,
    )


def first_pair(form: OrderForm) -> tuple[WishLine, ...]:
    """Return the pair this one is the second of, so that what is off two pairs is seen."""
    if form.companion is None or form.last is None or form.last.order_id != form.companion:
        return ()
    bill = form.last.draft.bill
    return tuple(
        WishLine(
            line_id=each.line_id, sku=each.line.line.sku, quantity=each.line.line.quantity, pair=1
        )
        for each in (() if bill is None else bill.lines)
        if each.line.kind in SPECTACLE_KINDS
    )


def previews_of(form: OrderForm) -> tuple[LensPreview, ...]:
    """Return each lens as it would come out, as far as the form tells."""
    if form.dbl_mm is None:
        return ()
    index = INDEX_UNTIL_CHOSEN if form.lens is None else form.lens.index_thousandths
    material = material_of(index)
    found = (_preview(form, eye, form.dbl_mm, material) for eye in EYES)
    return tuple(preview for preview in found if preview is not None)


def _preview(
    form: OrderForm, eye: Eye, dbl_mm: float, material: LensMaterial
) -> LensPreview | None:
    glazing = Glazing(eye=eye, dbl_mm=dbl_mm, traces=form.traces, box_mm=form.box_mm)
    try:
        power, measured = form.rx.power(eye), form.rx.measurements(eye)
        if power is None:
            return None
        return lens_preview(power, measured, glazing, material, allowance_mm=EDGING_ALLOWANCE_MM)
    except DomainError:
        # Numbers that belong to no lens are said at their fields.
        return None
