"""The copy of a prescription that a patient may take anywhere."""

from app.domain.customers import Patient, Prescription
from app.domain.kernel.paper import Field, PaperBlock, Rule, SignHere
from app.messages import formats
from app.messages.language import tr
from app.papers.eyes import power_table
from app.papers.letterhead import Letterhead, closing, opening


def prescription_copy(
    shop: Letterhead, patient: Patient, prescription: Prescription
) -> tuple[PaperBlock, ...]:
    """Return the paper of a prescription."""
    expires_on = prescription.expires_on
    expiry = () if expires_on is None else (Field(tr("Valid until"), formats.day(expires_on)),)
    return (
        *opening(shop, tr("Prescription")),
        Field(tr("Patient"), f"{patient.given_name} {patient.family_name}"),
        Field(tr("Born"), formats.day(patient.born_on)),
        Field(tr("Issued"), formats.day(prescription.issued_on)),
        *expiry,
        *power_table(prescription.right, prescription.left),
        Rule(),
        SignHere(prescription.prescriber),
        *closing(shop),
    )
