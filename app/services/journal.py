"""The journal's own use cases: print a receipt again, export everything signed, verify."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId
from app.domain.payments.documents import RECEIPTS, DocumentType, FiscalDocument
from app.domain.payments.errors import EntryIsNoReceipt, EntryNotFound
from app.domain.payments.journal import CHAIN_START, JournalEntry
from app.domain.payments.journal_export import (
    ExportHeader,
    JournalExport,
    manifest_signing_input,
    with_manifest,
)
from app.domain.payments.verification import Evidence, IsSigned, KnownPlace, Verdict, verify
from app.services.changes import Changes
from app.services.desk import Desk, Request, Work
from app.services.payment_ports import PaymentUnit
from app.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A receipt to be printed again, and what number of copy the paper must say."""

    original: JournalEntry
    copy_number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalService:
    """The use cases of the sealed journal."""

    desk: Desk

    def reprint(
        self, session: Session, command_id: CommandId, *, number: int, reason: str
    ) -> tuple[Copy, Changes]:
        """Seal that a receipt is printed again; the paper says COPY and which.

        Raises:
            AccessDenied, ReasonIsMissing, EntryNotFound, EntryIsNoReceipt: see there.
        """

        def make(unit: PaymentUnit) -> Work:
            original = self._receipt(unit, number)
            document = FiscalDocument(
                type=DocumentType.REPRINT,
                currency=original.document.currency,
                details={
                    "of": number,
                    "reference": original.reference,
                    "copy": unit.journal.copies_of(original.till_id, number) + 1,
                    "reason": reason,
                },
            )
            return Work(document=document, place=self.desk.sealer.any_place(unit))

        request = Request(
            session=session,
            command_id=command_id,
            action=Action.RECEIPT_REPRINT,
            reason=reason,
        )
        entry, changes = self.desk.carry_out(
            request, make, is_same=lambda entry: entry.document.details.get("of") == number
        )
        with self.desk.units() as unit:
            original = self._receipt(unit, number)
        copy_number = int(str(entry.document.details["copy"]))
        return Copy(original=original, copy_number=copy_number), changes

    def export(self, request: Request, *, first: int = 1) -> bytes:
        """Return the journal from a number on as a signed file.

        Raises:
            AccessDenied, ReasonIsMissing, ApprovalIsStale, EntryNotFound: see there.
        """
        with self.desk.units() as unit:
            self.desk.permit(unit, request)
            export = self._export(unit, first)
            unit.commit()
        body = export.body()
        manifest = export.manifest(body)
        signature = self.desk.sealer.key().sign(manifest_signing_input(manifest))
        return with_manifest(body, manifest, signature)

    def verify(
        self, session: Session, is_signed: IsSigned, *, known: Sequence[KnownPlace] = ()
    ) -> Verdict:
        """Return what is wrong with this till's journal; `known` are places others remember.

        Raises:
            AccessDenied: the session may not read the till.
        """
        self.desk.gate.check(session, Action.TILL_READ)
        return self.verdict(is_signed, known=known)

    def verdict(self, is_signed: IsSigned, *, known: Sequence[KnownPlace] = ()) -> Verdict:
        """Judge the journal for whoever holds the profile and its key: nobody is signed in."""
        with self.desk.units() as unit:
            till_id = self.desk.sealer.till_id(unit)
            entries = unit.journal.stored_entries(till_id)
            checkpoints = unit.journal.stored_checkpoints(till_id)
        evidence = Evidence(
            checkpoints=checkpoints, known=known, public_key=self.desk.sealer.key().public_hex
        )
        return verify(entries, evidence, is_signed)

    def _export(self, unit: PaymentUnit, first: int) -> JournalExport:
        identity = unit.sync.identity()
        till_id = self.desk.sealer.till_id(unit)
        return JournalExport(
            header=ExportHeader(
                till_id=str(till_id),
                till_code=f"{identity.site_code}-{identity.device_index}",
                site_name=identity.site_name,
                exported_at=self.desk.clock(),
                public_key=self.desk.sealer.key().public_hex,
                first=self._place_before(unit, first),
            ),
            entries=tuple(unit.journal.entries(till_id, first=first)),
            checkpoints=tuple(unit.journal.checkpoints(till_id, first=first)),
        )

    def _place_before(self, unit: PaymentUnit, first: int) -> KnownPlace:
        if first <= 1:
            return KnownPlace(number=0, hash=CHAIN_START)
        entry = unit.journal.entry(self.desk.sealer.till_id(unit), first - 1)
        if entry is None:
            raise EntryNotFound(number=first - 1)
        return KnownPlace(number=entry.number, hash=entry.hash)

    def _receipt(self, unit: PaymentUnit, number: int) -> JournalEntry:
        entry = unit.journal.entry(self.desk.sealer.till_id(unit), number)
        if entry is None:
            raise EntryNotFound(number=number)
        if entry.document.type not in RECEIPTS:
            raise EntryIsNoReceipt(number=number)
        return entry
