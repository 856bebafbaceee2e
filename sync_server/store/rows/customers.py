"""Patients and prescriptions; powers are whole thousandths of a dioptre."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from sync_server.store.rows.base import ChainKey, Row, UuidKey


class PatientRow(Row):
    """A patient's record at its newest version."""

    __tablename__ = "customers_patients"
    __table_args__ = (Index(None, "chain_id", "home_site_id"),)

    chain_id: Mapped[ChainKey]
    patient_id: Mapped[UuidKey]
    number: Mapped[str]
    given_name: Mapped[str]
    family_name: Mapped[str]
    born_on: Mapped[date]
    phone: Mapped[str | None]
    home_site_id: Mapped[UUID]
    version: Mapped[int]
    email: Mapped[str | None]
    street: Mapped[str | None]
    postcode: Mapped[str | None]
    city: Mapped[str | None]
    country: Mapped[str | None]


class PrescriptionRow(Row):
    """An immutable prescription; an eye without one has only empty columns."""

    __tablename__ = "customers_prescriptions"
    __table_args__ = (Index(None, "chain_id", "patient_id"),)

    chain_id: Mapped[ChainKey]
    prescription_id: Mapped[UuidKey]
    patient_id: Mapped[UUID]
    right_sphere_thousandths: Mapped[int | None]
    right_cylinder_thousandths: Mapped[int | None]
    right_axis_deg: Mapped[int | None]
    right_add_thousandths: Mapped[int | None]
    right_base_in_thousandths: Mapped[int | None]
    right_base_up_thousandths: Mapped[int | None]
    right_is_balance: Mapped[bool | None]
    left_sphere_thousandths: Mapped[int | None]
    left_cylinder_thousandths: Mapped[int | None]
    left_axis_deg: Mapped[int | None]
    left_add_thousandths: Mapped[int | None]
    left_base_in_thousandths: Mapped[int | None]
    left_base_up_thousandths: Mapped[int | None]
    left_is_balance: Mapped[bool | None]
    issued_on: Mapped[date]
    expires_on: Mapped[date | None]
    prescriber: Mapped[str]
    issued_by: Mapped[UUID]
    replaces: Mapped[UUID | None]


class NoteRow(Row):
    """A note of a record at its newest version; `content` is its document."""

    __tablename__ = "customers_notes"
    __table_args__ = (Index(None, "chain_id", "patient_id"),)

    chain_id: Mapped[ChainKey]
    note_id: Mapped[UuidKey]
    patient_id: Mapped[UUID]
    kind: Mapped[str]
    written_at: Mapped[datetime]
    written_by: Mapped[UUID]
    is_open: Mapped[bool]
    content: Mapped[str]
    version: Mapped[int]


class ConsentRow(Row):
    """An answer about being contacted; only ever added."""

    __tablename__ = "customers_consent_history"
    __table_args__ = (Index(None, "chain_id", "patient_id"),)

    chain_id: Mapped[ChainKey]
    consent_id: Mapped[UuidKey]
    patient_id: Mapped[UUID]
    channel: Mapped[str]
    purpose: Mapped[str]
    is_given: Mapped[bool]
    wording: Mapped[str]
    taken_by: Mapped[UUID]
    taken_at: Mapped[datetime]


class MergeRow(Row):
    """Two records made one, or taken apart; only ever added."""

    __tablename__ = "customers_merges"
    __table_args__ = (Index(None, "chain_id", "loser_id"),)

    chain_id: Mapped[ChainKey]
    merge_id: Mapped[UuidKey]
    winner_id: Mapped[UUID]
    loser_id: Mapped[UUID]
    reason: Mapped[str]
    merged_by: Mapped[UUID]
    merged_at: Mapped[datetime]
    is_undone: Mapped[bool]
