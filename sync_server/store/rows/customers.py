"""Patients and prescriptions; powers are whole thousandths of a dioptre."""

from datetime import date
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
