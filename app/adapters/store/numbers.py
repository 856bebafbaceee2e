"""The device's own blocks of document numbers, and how much of each is given out."""

from sqlalchemy import bindparam, select

from app.adapters.store.rows import sync_number_blocks
from app.adapters.store.statements import insert_or_replace
from app.adapters.store.sync_state import SqlSyncState
from app.adapters.store.transaction import Transaction
from app.domain.kernel.numbers import (
    DocumentNumber,
    NumberBlock,
    NumberSeries,
    block_of_device,
)

BLOCKS = sync_number_blocks.c
CENTURY = 100

FIND_BLOCK = select(sync_number_blocks).where(
    BLOCKS.series == bindparam("series"),
    BLOCKS.site == bindparam("site"),
    BLOCKS.year == bindparam("year"),
)
KEEP_BLOCK = insert_or_replace(sync_number_blocks)


class SqlNumberBlocks:
    """Gives out numbers in the transaction that uses them, so that none is lost or used twice."""

    def __init__(self, transaction: Transaction, sync: SqlSyncState) -> None:
        self._transaction = transaction
        self._sync = sync

    def take(self, series: NumberSeries, *, year: int) -> DocumentNumber:
        """Give out the next number; raises NumberBlockIsUsedUp or DeviceIsNotEnrolled."""
        number, rest = self._block(series, year=year % CENTURY).take()
        self._keep(rest)
        return number

    def pass_over(self, number: DocumentNumber) -> None:
        """Never give out a number that is in use; one of another block changes nothing."""
        block = self._block(number.series, year=number.year)
        rest = block.without(number)
        if rest != block:
            self._keep(rest)

    def _block(self, series: NumberSeries, *, year: int) -> NumberBlock:
        identity = self._sync.identity()
        site = identity.site_code
        row = self._transaction.first(FIND_BLOCK, series=series.value, site=site, year=year)
        if row is None:
            index = identity.device_index
            return block_of_device(series, site=site, year=year, device_index=index)
        return NumberBlock(
            series=series,
            site=site,
            year=year,
            first=row.first,
            last=row.last,
            given=row.given,
        )

    def _keep(self, block: NumberBlock) -> None:
        self._transaction.write(
            KEEP_BLOCK,
            {
                "series": block.series.value,
                "site": block.site,
                "year": block.year,
                "first": block.first,
                "last": block.last,
                "given": block.given,
            },
        )
