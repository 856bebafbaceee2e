"""A report of the till on the screen: what came, what went, what was found, and its seal."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from app.domain.kernel.money import Money
from app.domain.payments.documents import DocumentType
from app.domain.payments.till_report import TenderRow, TillReport
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.payments.till_words import document_words, tender_words
from app.ui.widgets.labels import label, number_label, restyle
from app.ui.widgets.layouts import column, rule

TALLIED = (
    *(DocumentType.SALE, DocumentType.DEPOSIT, DocumentType.STORED_VALUE),
    *(DocumentType.REFUND, DocumentType.DEPOSIT_REFUND),
    *(DocumentType.PAY_IN, DocumentType.PAY_OUT, DocumentType.DRAWER),
)
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Line = tuple[str, ...]


class TillReportView(QFrame):
    """Tables of words; what nobody may see yet is not in the report it is given."""

    def __init__(self) -> None:
        super().__init__()
        self._laid: QVBoxLayout = column(gap=12)
        self.setLayout(self._laid)
        self.variances: tuple[str, ...] = ()

    def display(self, report: TillReport) -> None:
        """Show a report."""
        while (item := self._laid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.variances = tuple(variance_words(each.variance, report) for each in report.tenders)
        for title, part in self._parts(report):
            self._laid.addWidget(label(title, role="caption"))
            self._laid.addWidget(part)
            self._laid.addWidget(rule())
        self._laid.addStretch(1)

    def _parts(self, report: TillReport) -> list[tuple[str, QWidget]]:
        parts: list[tuple[str, QWidget]] = []
        if report.tenders:
            parts.append((tr("By tender"), _tenders(report)))
        parts.append((tr("Documents"), _tallies(report)))
        if report.taxes:
            parts.append((tr("Tax"), _taxes(report)))
        return parts


def _tenders(report: TillReport) -> QWidget:
    heads = ("", tr("In"), tr("Out"), tr("Expected"), tr("Counted"), tr("Variance"))
    return _table(heads, [_tender_line(each, report) for each in report.tenders], is_judged=True)


def _tender_line(each: TenderRow, report: TillReport) -> Line:
    is_counted = each.counted is not None
    return (
        tender_words(each.tender),
        _money(each.received, report),
        _money(each.given, report),
        _money(each.expected, report),
        _money(each.counted or 0, report) if is_counted else formats.NOTHING,
        variance_words(each.variance, report) if is_counted else formats.NOTHING,
    )


def _tallies(report: TillReport) -> QWidget:
    lines = [
        (document_words(type_), str(tally.count), _money(tally.total, report))
        for type_ in TALLIED
        if (tally := report.tally(type_)).count
    ]
    lines.append((tr("Discounts"), "", _money(report.discounts, report)))
    if report.first_receipt and report.last_receipt:
        lines.append((tr("Receipts"), "", f"{report.first_receipt} – {report.last_receipt}"))
    if report.clock_behind_at:
        numbers = ", ".join(map(str, report.clock_behind_at))
        lines.append((tr("Sealed while the clock stood behind"), "", numbers))
    if report.unsigned:
        lines.append((tr("Without the signing device"), str(report.unsigned), ""))
    return _table(("", tr("Number"), tr("Sum")), lines)


def _taxes(report: TillReport) -> QWidget:
    heads = (tr("Rate"), tr("Net"), tr("Tax"))
    lines = [
        (
            f"{tax.code} {tax.rate_bp / 100:g} %",
            _money(tax.net_minor, report),
            _money(tax.tax_minor, report),
        )
        for tax in report.taxes
    ]
    return _table(heads, lines)


def _table(heads: Line, lines: Sequence[Line], *, is_judged: bool = False) -> QWidget:
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(20)
    grid.setVerticalSpacing(6)
    for at, head in enumerate(heads):
        grid.addWidget(label(head, role="small"), 0, at, RIGHT if at else Qt.AlignmentFlag(0))
    for place, line in enumerate(lines, start=1):
        for at, words in enumerate(line):
            cell = _cell(words, is_name=not at)
            if is_judged and at == len(line) - 1:
                restyle(cell, "tone", _tone(words))
            grid.addWidget(cell, place, at, RIGHT if at else Qt.AlignmentFlag(0))
    grid.setColumnStretch(0, 1)
    made = QWidget()
    made.setLayout(grid)
    return made


def _cell(words: str, *, is_name: bool) -> QLabel:
    made = label(role="") if is_name else number_label()
    made.setText(words)
    return made


def _tone(words: str) -> str:
    is_off = any(sign in words for sign in "123456789")
    return "danger" if is_off else "plain"


def variance_words(minor: int, report: TillReport) -> str:
    """Return what is there too much, or too little, with its sign."""
    return f"{'+' if minor > 0 else ''}{_money(minor, report)}"


def _money(minor: int, report: TillReport) -> str:
    return formats.money(Money(minor, report.currency))
