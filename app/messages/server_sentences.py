"""What the server says no with, as the person at the device reads it."""

from collections.abc import Mapping
from types import MappingProxyType

_CALL_SUPPORT = "Call support; work goes on and is kept here."

SERVER_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "catalog.record.version_conflict": "Somebody else changed this first, and their version "
        "counts. Open it and change it again if need be.",
        "pricing.voucher.used_twice": "Another store used this voucher code too. Tell head office.",
        "customers.patient.version_conflict": "Somebody else changed this patient first. Look at "
        "both answers and keep the right one.",
        "device.suspended": "Head office has suspended this device. Call them; work goes on and "
        "is kept here.",
        "enrol.code_invalid": "This code is wrong, used or too old. Ask head office for a new one.",
        "enrol.demo_slot_refused": "A device of a demo cannot join a real chain. Set it up anew.",
        "enrol.proof_invalid": "This device could not prove its key. Try again.",
        "enrol.too_many_attempts": "Too many wrong codes. Wait a minute, then try again.",
        "proof.invalid": f"The server does not accept this device's key. {_CALL_SUPPORT}",
        "proof.missing": f"The server does not know who asks. {_CALL_SUPPORT}",
        "proof.nonce_required": f"The server and this device cannot agree. {_CALL_SUPPORT}",
        "proof.replayed": f"The server heard the same request twice. {_CALL_SUPPORT}",
        "request.encoding_invalid": f"What was sent arrived damaged. {_CALL_SUPPORT}",
        "request.encoding_unknown": f"The server cannot read what was sent. {_CALL_SUPPORT}",
        "request.headers_too_large": f"The server cannot read what was sent. {_CALL_SUPPORT}",
        "request.invalid": f"The server cannot read what was sent. {_CALL_SUPPORT}",
        "request.json_invalid": f"The server cannot read what was sent. {_CALL_SUPPORT}",
        "request.method_not_allowed": "The server does not know this request. Update the program.",
        "request.not_found": "The server knows of no such thing.",
        "request.too_large": f"What was sent is too large for the server. {_CALL_SUPPORT}",
        "request.too_slow": "The line is too slow just now. Work goes on and is sent later.",
        "server.bug": "The server has met an error of its own. Work goes on and is sent later.",
        "server.not_ready": "The server is starting. Work goes on and is sent later.",
        "server.try_later": "The server is busy. Work goes on and is sent later.",
        "sync.apply.conflict": "This contradicts what the server has already. Head office reviews "
        "it.",
        "sync.batch.foreign": f"The server takes this for another device's work. {_CALL_SUPPORT}",
        "sync.batch.malformed": f"The server cannot read what was sent. {_CALL_SUPPORT}",
        "sync.batch.too_long": f"What was sent is too large for the server. {_CALL_SUPPORT}",
        "sync.chain.broken": f"This device's log does not hold together. {_CALL_SUPPORT}",
        "sync.cursor.invalid": f"The server cannot read what was asked. {_CALL_SUPPORT}",
        "sync.envelope.malformed": f"The server cannot read this entry. {_CALL_SUPPORT}",
        "sync.event.reused": f"The server has another version of this entry. {_CALL_SUPPORT}",
        "sync.group.held_back": "This waits because something that belongs to it was not accepted.",
        "sync.payload.malformed": f"The server cannot read this entry. {_CALL_SUPPORT}",
        "sync.payload.rule_broken": "This breaks a rule of the server. Head office reviews it.",
        "sync.schema.unknown": "The server does not know this form yet. It is kept until it does.",
        "sync.signature.invalid": f"The server does not accept this device's key. {_CALL_SUPPORT}",
        "sync.site.foreign": "This belongs to another site. Head office reviews it.",
        "sync.snapshot.damaged": f"The copy of a record arrived damaged. {_CALL_SUPPORT}",
        "sync.topic.unknown": "The server does not know this kind of entry yet. It is kept until "
        "it does.",
    }
)
