"""The ways the server says no: each with a code that programs read and a sentence for people.

    Refusal
    |-- Malformed       the request cannot be read as what it should be
    |-- Unproved        it is not shown who asks
    |-- NotAllowed      who asks may not do this
    |-- Missing         there is no such thing, or not for who asks
    |-- Contradiction   it contradicts what is already kept
    |-- TooMany         asked too often
    `-- TryLater        not now; the same request may succeed later

No refusal carries a value of the request: what a patient is called never comes back in an error.
"""

from enum import StrEnum


class Code(StrEnum):
    """Every code the server answers with."""

    REQUEST_INVALID = "request.invalid"
    REQUEST_TOO_LARGE = "request.too_large"
    REQUEST_TOO_SLOW = "request.too_slow"
    HEADERS_TOO_LARGE = "request.headers_too_large"
    ENCODING_UNKNOWN = "request.encoding_unknown"
    ENCODING_INVALID = "request.encoding_invalid"
    METHOD_NOT_ALLOWED = "request.method_not_allowed"
    NOT_FOUND = "request.not_found"
    JSON_INVALID = "request.json_invalid"

    PROOF_MISSING = "proof.missing"
    PROOF_INVALID = "proof.invalid"
    PROOF_NONCE_REQUIRED = "proof.nonce_required"
    PROOF_REPLAYED = "proof.replayed"
    DEVICE_SUSPENDED = "device.suspended"

    ENROL_CODE_INVALID = "enrol.code_invalid"
    ENROL_PROOF_INVALID = "enrol.proof_invalid"
    ENROL_DEMO_SLOT_REFUSED = "enrol.demo_slot_refused"
    ENROL_TOO_MANY = "enrol.too_many_attempts"

    BATCH_MALFORMED = "sync.batch.malformed"
    BATCH_TOO_LONG = "sync.batch.too_long"
    BATCH_FOREIGN = "sync.batch.foreign"
    CHAIN_BROKEN = "sync.chain.broken"
    SIGNATURE_INVALID = "sync.signature.invalid"
    EVENT_REUSED = "sync.event.reused"
    CURSOR_INVALID = "sync.cursor.invalid"

    TRY_LATER = "server.try_later"
    NOT_READY = "server.not_ready"
    BUG = "server.bug"


class Refusal(Exception):
    """Base of every no; carries its code only."""

    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code


class Malformed(Refusal):
    """The request cannot be read as what it should be."""


class Unproved(Refusal):
    """It is not shown who asks."""


class NotAllowed(Refusal):
    """Who asks may not do this."""


class Missing(Refusal):
    """There is no such thing, or not for who asks: the two look the same."""


class Contradiction(Refusal):
    """The request contradicts what is already kept."""


class TooMany(Refusal):
    """Asked too often; `retry_after_s` says when to come back."""

    def __init__(self, code: Code, *, retry_after_s: int) -> None:
        super().__init__(code)
        self.retry_after_s = retry_after_s


class TryLater(Refusal):
    """Not now; the same request may succeed later."""

    def __init__(self, code: Code = Code.TRY_LATER) -> None:
        super().__init__(code)
