"""Saving a form: sign the prescription, then make the order or quote, each exactly once."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.kernel.ids import CommandId
from app.domain.optics.doubts import Doubt
from app.domain.orders import Order
from app.services.changes import NO_CHANGES, Changes
from app.services.customers import IssuePrescription
from app.services.order_wish import CreateOrder
from app.services.session import Session
from app.ui.desktop import Desk
from app.ui.orders.order_commands import order_of, prescription_of, signed_anew, signs_anew
from app.ui.orders.order_form import OrderForm


class StoreHasNoLab(DomainError):
    """This store is not told which lab makes its lenses."""

    code = "orders.lab.none_set"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Saving:
    """What is to be made of a form: an order or a quote, its doubts, and a second person's say."""

    doubts: tuple[Doubt, ...] = ()
    is_quote: bool = False
    second: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Saved:
    """The order and everything that changed on the way to it."""

    order: Order
    changes: Changes


class OrderSaving(QObject):
    """Carries one form at a time to the store; asking again meanwhile does nothing."""

    saved = Signal(object)
    refused = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        # By command, because the form of another patient may be sent in between.
        self._sent: dict[CommandId, IssuePrescription] = {}
        self.is_saving = False

    def save(self, form: OrderForm, how: Saving) -> OrderForm:
        """Send the form off and return it with the commands it was sent under.

        A prescription that was signed before its order was refused is used again only if its
        content is the same to the letter: no lens may be made from numbers that were corrected.
        """
        if self.is_saving:
            return form
        lab_site_id = self._desk.services.device.lab_site_id
        if lab_site_id is None:
            self.refused.emit(StoreHasNoLab())
            return form
        issue = None
        if signs_anew(form):
            form, issue = self._signed(form)
        self._send(issue, order_of(form, lab_site_id, how.doubts), how)
        return form

    def _signed(self, form: OrderForm) -> tuple[OrderForm, IssuePrescription]:
        issue = prescription_of(form)
        if self._sent.get(issue.command_id, issue) != issue:
            form = signed_anew(form, self._desk.services.new_command_id())
            issue = replace(issue, command_id=form.prescription_command)
        self._sent[issue.command_id] = issue
        return form, issue

    def _send(self, issue: IssuePrescription | None, create: CreateOrder, how: Saving) -> None:
        session = self._desk.session
        self.is_saving = True
        self._desk.services.runner.run(
            lambda: self._save(session, issue, create, how), done=self._done, failed=self._failed
        )

    def _save(
        self, session: Session, issue: IssuePrescription | None, create: CreateOrder, how: Saving
    ) -> _Saved:
        services, signed = self._desk.services, NO_CHANGES
        if issue is not None:
            _, signed = services.customers.issue(session, issue)
        if how.is_quote:
            order, made = services.order_life.quotes.quote(session, create, second=how.second)
        else:
            order, made = services.orders.create(session, create, second=how.second)
        return _Saved(order=order, changes=signed | made)

    def _done(self, saved: _Saved) -> None:
        self.is_saving = False
        self._desk.publish(saved.changes)
        self.saved.emit(saved.order)

    def _failed(self, error: DioptreError) -> None:
        self.is_saving = False
        self.refused.emit(error)
