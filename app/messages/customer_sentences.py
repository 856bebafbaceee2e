"""What is said when a patient's record refuses something."""

from collections.abc import Mapping
from types import MappingProxyType

CUSTOMER_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "customers.birth_date.in_the_future": "{born_on} has not come yet. Correct the birth date.",
        "customers.birth_date.too_early": "{born_on} is too long ago. Correct the birth date.",
        "customers.birth_date.unreadable": "Write the birth date like 14.03.1968 or 140368.",
        "customers.consent.no_wording": "Write down the words the patient agreed to.",
        "customers.email.malformed": "This is no e-mail address. Write it like anna@example.org.",
        "customers.file.elsewhere": "This file is kept at the till it was added at. Open it there.",
        "customers.file.empty": "There is nothing in this file. Choose another.",
        "customers.file.too_large": "The file is larger than 10 MB. Add a smaller one.",
        "customers.file.unreadable": "The file cannot be read: {reason}",
        "customers.file.unwritable": "The file cannot be written there: {reason}",
        "customers.merge.nothing_to_undo": "This record was not merged into another.",
        "customers.merge.with_itself": "These two are one record already. Choose another.",
        "customers.note.empty": "Write something first.",
        "customers.note.not_found": "This note is not on this device.",
        "customers.note.unreadable": "A note of kind {kind} cannot be read. Update this program.",
        "customers.patient.changed_meanwhile": "Somebody corrected the same field meanwhile. Open "
        "the record again and look.",
        "customers.phone.malformed": "No country has such a phone number. Type it with its area "
        "code, or begin with + and the country.",
        "customers.relation.to_oneself": "Choose another person of the family.",
    }
)
