"""The tables and lists keep Qt's contract, and a table keeps its place when it is read anew."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.ui.lab.queue_table import queue_model
from app.ui.orders.history_table import history_model
from app.ui.orders.orders_table import orders_model
from app.ui.theme.theme import Theme
from app.ui.widgets.choice import Choice
from app.ui.widgets.choices import ChoiceModel
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn
from tests.factories import a_prescription

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@dataclass(frozen=True, slots=True)
class Tray:
    """A row for these tests."""

    number: str
    stage: str


def noon():
    return date(2026, 3, 2)


TRAYS = (Tray("T-1", "edging"), Tray("T-2", "blocking"), Tray("T-3", "edging"))


def tray_model():
    return RowTableModel(
        (
            TableColumn(head="Tray", text=lambda row: row.number),
            TableColumn(head="Stage", text=lambda row: row.stage, width=90, is_right=True),
        )
    )


def test_a_table_of_rows_keeps_qts_contract(qapp):
    model = tray_model()
    tester = QAbstractItemModelTester(model, STRICT)
    for rows in (TRAYS, TRAYS[:1], ()):
        model.display(rows)
        assert model.rowCount() == len(rows)
    assert tester is not None


def test_a_table_says_what_its_columns_say(qapp):
    model = tray_model()
    model.display(TRAYS)
    assert model.data(model.index(1, 0)) == "T-2"
    assert model.data(model.index(1, 1), Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Tray"
    assert model.headerData(5, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    assert (model.row(7), model.data(QModelIndex())) == (None, None)


def test_the_chosen_row_stays_chosen_when_others_come_before_it(qtbot):
    table = RowTable(Theme(), "Trays", tray_model())
    qtbot.addWidget(table)
    table.keep_place_by(lambda row: row.number)
    table.display(TRAYS)
    table.move_by(1)
    table.move_by(1)
    assert table.chosen() == TRAYS[1]
    table.display((Tray("T-0", "picked"), *TRAYS))
    assert table.chosen() == TRAYS[1]
    table.display(())
    assert table.chosen() is None
    table.move_by(1)
    assert table.chosen() is None


def test_enter_opens_the_chosen_row(qtbot):
    table = RowTable(Theme(), "Trays", tray_model())
    qtbot.addWidget(table)
    table.display(TRAYS)
    opened: list[Tray] = []
    table.opened.connect(opened.append)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    table.move_by(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened == [TRAYS[0]]


def test_a_list_of_choices_keeps_qts_contract(qapp):
    model = ChoiceModel()
    tester = QAbstractItemModelTester(model, STRICT)
    model.offer((Choice(title="Nordlys", detail="52", value=1, trailing="€1"),))
    assert model.data(model.index(0)) == "Nordlys"
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Nordlys, 52, €1"
    assert model.choice(3) is None
    model.offer(())
    assert model.rowCount() == 0
    assert tester is not None


@pytest.mark.parametrize("make", [lambda: orders_model(noon), lambda: queue_model(noon)])
def test_every_table_has_a_column_that_takes_what_is_left(qapp, make):
    assert any(column.width == 0 for column in make().columns)


def test_the_history_never_turns_a_prescription_around(qapp):
    model = history_model()
    model.display((a_prescription(),))
    right = model.data(model.index(0, 1))
    assert right == "\u2066\u22122.25/\u22120.75×95\u2069"
    assert model.data(model.index(0, 3)) == "\u2066+2.00\u2069"
