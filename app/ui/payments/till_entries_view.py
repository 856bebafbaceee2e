"""What was sealed in a session, for whoever may see it: after the count."""

from app.domain.payments.journal import JournalEntry
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.payments.till_words import document_words
from app.ui.theme.theme import Theme
from app.ui.widgets.layouts import Card
from app.ui.widgets.row_table import RowTable, RowTableModel, TableColumn


class EntriesCard(Card):
    """The session's entries, newest first; hidden while they could lead a counting hand."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("This session"))
        self.table: RowTable[JournalEntry] = RowTable(theme, tr("Entries"), _columns())
        self.body.addWidget(self.table, 1)
        self.setVisible(False)

    def display(self, entries: tuple[JournalEntry, ...]) -> None:
        """Show these entries, or nothing at all."""
        self.table.display(tuple(reversed(entries)))
        self.setVisible(bool(entries))


def _columns() -> RowTableModel[JournalEntry]:
    return RowTableModel(
        (
            TableColumn(
                head=tr("Time"), text=lambda each: formats.time_of_day(each.stamp.at), width=70
            ),
            TableColumn(head=tr("Entry"), text=lambda each: document_words(each.document.type)),
            TableColumn(
                head=tr("Number"),
                text=lambda each: each.reference,
                width=120,
                ink=lambda _: "muted",
            ),
            TableColumn(head=tr("Sum"), text=_sum, width=120, is_right=True, is_number=True),
        )
    )


def _sum(entry: JournalEntry) -> str:
    document = entry.document
    return formats.money(document.total) if document.total_minor else formats.NOTHING
