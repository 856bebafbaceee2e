"""Taking a file of goods in: looked at first, then all of it or nothing."""

import json
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from app.domain.catalog import ArticleNotFound, Good
from app.domain.catalog.goods_import import ReadGoods, RowError, read_goods
from app.domain.kernel.access import Action
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import CommandId
from app.services.auditing import Gate
from app.services.catalogue_editing import CatalogueEditingService
from app.services.changes import NO_CHANGES, Changes
from app.services.ports import UnitOfWork, Units
from app.services.session import Session

BYTES_MAX = 20_000_000


class ImportHasErrors(DomainError):
    """Rows of the file cannot be used, so none of it was taken in."""

    code = "catalog.import.has_errors"


class ImportIsTooLarge(DomainError):
    """The file is larger than any catalogue."""

    code = "catalog.import.too_large"


class RowState(StrEnum):
    """What a row would do."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What a file holds against what is kept; with errors, nothing of it is taken in."""

    counts: dict[RowState, int]
    errors: tuple[RowError, ...]
    is_kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueImportService:
    """Reads the documents of goods and of lenses; `editing` keeps what is new or changed."""

    units: Units
    gate: Gate
    editing: CatalogueEditingService

    def look(self, session: Session, raw: bytes) -> ImportReport:
        """Return what the file would do; nothing is changed.

        Raises:
            AccessDenied, ImportIsTooLarge, DocumentIsMalformed: see there.
        """
        self.gate.check(session, Action.CATALOGUE_EDIT)
        read = _read(raw)
        with self.units() as unit:
            states = _states(unit, read)
        counted = Counter(state for _, state in states)
        return ImportReport(
            counts={state: counted[state] for state in RowState}, errors=read.errors
        )

    def take_in(
        self, session: Session, command_id: CommandId, raw: bytes
    ) -> tuple[ImportReport, Changes]:
        """Keep everything that is new or changed, in one transaction.

        Raises:
            AccessDenied, ImportIsTooLarge, DocumentIsMalformed: see there.
            ImportHasErrors: nothing was kept.
        """
        report = self.look(session, raw)
        if report.errors:
            raise ImportHasErrors(errors=len(report.errors))
        with self.units() as unit:
            states = _states(unit, _read(raw))
        wanted = [good for good, state in states if state is not RowState.SAME]
        changes = self.editing.keep_all(session, command_id, wanted) if wanted else NO_CHANGES
        return ImportReport(counts=report.counts, errors=(), is_kept=True), changes


def _read(raw: bytes) -> ReadGoods:
    if len(raw) > BYTES_MAX:
        raise ImportIsTooLarge(megabytes=BYTES_MAX // 1_000_000)
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError):
        raise DocumentIsMalformed(where="file", reason="no JSON") from None
    return read_goods(document)


def _states(unit: UnitOfWork, read: ReadGoods) -> list[tuple[Good, RowState]]:
    return [(good, _state(unit, good)) for good in read.goods]


def _state(unit: UnitOfWork, good: Good) -> RowState:
    if unit.goods.version(good.sku) == 0:
        return RowState.NEW
    try:
        kept = unit.goods.good(good.sku)
    except ArticleNotFound:
        return RowState.NEW
    return RowState.SAME if kept == good else RowState.CHANGED
