"""What the print centre and the mails say."""

from collections.abc import Mapping
from types import MappingProxyType

PAPER_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "mails.mail.gone": "More than {minutes} minutes have gone by. The mail may be on its way.",
        "mails.mail.not_found": "This mail is not on this device.",
        "mails.mail.not_wanted": "The patient has no address for mail, or has not agreed to be "
        "written to. Call instead.",
        "printing.job.doubtful": "{reference} may be on paper. Look at the printer: did it come "
        "out?",
        "printing.job.moved_on": "{reference} is being printed, or has been printed since.",
        "printing.job.not_found": "This print job is not on this device.",
        "printing.order.no_quotation": "{number} was never quoted. Print its confirmation instead.",
    }
)
