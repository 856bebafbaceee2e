"""What is typed or scanned at the checkout: an article, an order's number, a gift card."""

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.catalog import Good, kind_of, words_for
from app.domain.kernel.errors import DioptreError
from app.messages import formats
from app.messages.catalogue import sentence, tr
from app.messages.language import translated
from app.messages.pricing_sentences import PRICING_WORDS
from app.services.scan_payloads import (
    ArticleScan,
    GiftCardScan,
    OrderScan,
    ScanPayload,
    WorkOrderScan,
    code_of,
    payload_of,
)
from app.services.session import Session
from app.ui.desktop import Desk
from app.ui.runner import Newest
from app.ui.widgets.choice import Choice


class CounterSearch(QObject):
    """Only the newest answer is told; a choice's value is a good or a scan."""

    found = Signal(str, object)
    failed = Signal(str)
    scanned = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(desk.services.runner)

    @Slot(str)
    def find(self, text: str) -> None:
        """Look for what was typed."""
        session = self._desk.session
        self._newest.run(
            lambda: (text, self._choices(session, text)), done=self._tell, failed=self._refuse
        )

    def find_article(self, code: str) -> None:
        """Look for a scanned article and take it at once."""
        session, service = self._desk.session, self._desk.services.checkout
        self._newest.run(
            lambda: service.goods(session, code),
            done=lambda goods: self._take(code, goods),
            failed=self._refuse,
        )

    def _take(self, code: str, goods: tuple[Good, ...]) -> None:
        if len(goods) == 1:
            self.scanned.emit(goods[0])
        else:
            self.failed.emit(tr("No article has the number {code}.", code=code))

    def _choices(self, session: Session, text: str) -> tuple[Choice, ...]:
        payload = payload_of(text)
        if isinstance(payload, OrderScan | WorkOrderScan):
            return (_order_choice(payload),)
        if isinstance(payload, GiftCardScan):
            return (Choice(title=payload.code, detail=tr("Gift card"), value=payload),)
        code = payload.gtin if isinstance(payload, ArticleScan) else text
        goods = self._desk.services.checkout.goods(session, code)
        return tuple(_good_choice(good) for good in goods)

    def _tell(self, answer: tuple[str, tuple[Choice, ...]]) -> None:
        self.found.emit(*answer)

    def _refuse(self, error: DioptreError) -> None:
        self.failed.emit(sentence(error))


def _order_choice(payload: ScanPayload) -> Choice:
    return Choice(title=code_of(payload), detail=tr("What is owed on it"), value=payload)


def _good_choice(good: Good) -> Choice:
    kind = PRICING_WORDS.get(kind_of(good).value)
    return Choice(
        title=words_for(good),
        detail=good.sku if kind is None else f"{translated(kind)} · {good.sku}",
        value=good,
        trailing=formats.money(good.price),
    )
