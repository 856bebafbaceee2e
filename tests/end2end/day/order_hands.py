"""Hands on the keyboard at an order's page (F4)."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.orders import Order, OrderStatus
from app.services.scan_bursts import SAME_CODE_PAUSE_MS
from app.ui.actions import Ask
from app.ui.driver import CounterDriver
from tests.end2end.day.till_hands import ALT, KEY

PLACE_OF_EYE = {None: 0, "right": 1, "left": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderHands:
    """Scans an order's paper and takes the steps of its page."""

    driver: CounterDriver
    managers_pin: str
    scanned: list[str] = field(default_factory=list)

    @property
    def page(self):
        return self.driver.place.orders.page

    @property
    def shown(self) -> Order | None:
        """Return the order whose page is open."""
        file = self.driver.place.orders.file.file
        return None if file is None else file.order

    def opens(self, number: str) -> None:
        """Press F4 and scan the number off the patient's paper."""
        self.driver.key(KEY.Key_F4)
        self.driver.settle()
        if self.scanned and self.scanned[-1] == number:
            QTest.qWait(SAME_CODE_PAUSE_MS)
        self.scanned.append(number)
        self.driver.scan_code(number)
        self.driver.wait_until(
            lambda: self.shown is not None and str(self.shown.number) == number,
            f"the page of {number} is open",
        )
        self.driver.settle()

    def receives(self, number: str) -> None:
        """Say that the goods of an order are here."""
        self.opens(number)
        self.driver.key(KEY.Key_G, ALT)
        self._waits_for(OrderStatus.AT_STORE)

    def hands_over(self, number: str) -> None:
        """Collect against the number of the slip."""
        self.opens(number)
        self._begins(KEY.Key_C, Ask.COLLECT_ORDER)
        self.driver.key(KEY.Key_F12)
        self._waits_for(OrderStatus.COLLECTED)

    def cancels_and_refunds(self, number: str) -> None:
        """Cancel, and give back what was paid in advance with the manager's PIN."""
        self.opens(number)
        self._begins(KEY.Key_X, Ask.CANCEL_ORDER)
        self.driver.type("thought it over")
        self.driver.key(KEY.Key_F12)
        self._waits_for(OrderStatus.CANCELLED)
        self._gives_back()

    def takes_back_first_line(self, number: str) -> None:
        """Take one piece of the first line back, and give its money back where it came from."""
        self.opens(number)
        self._begins(KEY.Key_T, Ask.RETURN_GOODS)
        self.driver.type("+")
        self.driver.key(KEY.Key_Tab)
        self.driver.type("does not fit")
        self.driver.key(KEY.Key_F12)
        self._gives_back()

    def makes_again(self, number: str, eye: str | None) -> Order:
        """Make the whole or one lens again for nothing, and return the child order."""
        self.opens(number)
        self._begins(KEY.Key_M, Ask.REMAKE_ORDER)
        what = self.page.panels[Ask.REMAKE_ORDER].what
        what.buttons[PLACE_OF_EYE[eye]].setFocus()
        self.driver.key(KEY.Key_Space)
        assert what.current == PLACE_OF_EYE[eye]
        self.driver.key(KEY.Key_F12)
        self.driver.wait_until(
            lambda: self.shown is not None and str(self.shown.number) != number, "it is made again"
        )
        self.driver.settle()
        assert self.shown is not None
        return self.shown

    def _begins(self, key: Qt.Key, step: Ask) -> None:
        self.driver.key(key, ALT)
        self.driver.wait_until(lambda: self.page.step is step, f"{step} is asked")
        self.driver.settle()

    def _gives_back(self) -> None:
        refunds = self.page.refunds
        self.driver.wait_until(
            lambda: self.page.step is Ask.REFUND_ORDER and refunds.plan, "the refund is planned"
        )
        self.driver.type("customer is right")
        self.driver.key(KEY.Key_F12)
        self.driver.wait_until(
            lambda: self.page.second.isVisible() and self.page.second.model.members,
            "a manager is asked for",
        )
        self.driver.type(self.managers_pin)
        self.driver.wait_until(
            lambda: refunds.problem or self.page.step is None, "the money is given back"
        )
        assert not refunds.problem, refunds.problem
        self.driver.settle()

    def _waits_for(self, status: OrderStatus) -> None:
        self.driver.wait_until(
            lambda: self.shown is not None and self.shown.status is status, f"it is {status}"
        )
        self.driver.settle()
