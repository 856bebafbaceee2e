"""What the virtual printer's sensors say, in the three forms a TM-T88VII says it."""

from dataclasses import dataclass

MODEL_ID = 0x20
HAS_CUTTER = 0x02
FIRMWARE_ID = 0x01
# GS I 65 to 69: firmware, maker, model, serial number, language.
IDENTITY = {65: b"1.00 VIRTUAL", 66: b"DIOPTRE", 67: b"TM-T88VII", 68: b"VIRTUAL01", 69: b""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensors:
    """The state of the machine, as its sensors see it."""

    has_paper: bool = True
    is_near_end: bool = False
    is_cover_open: bool = False
    is_switched_offline: bool = False

    @property
    def is_offline(self) -> bool:
        return not self.has_paper or self.is_cover_open or self.is_switched_offline

    def automatic_status(self) -> bytes:
        """Return the four bytes of an automatic status report (ASB)."""
        first = 0x10 | (0x08 * self.is_offline) | (0x20 * self.is_cover_open)
        third = (0x0C * (not self.has_paper)) | (0x03 * (self.is_near_end or not self.has_paper))
        return bytes([first, 0, third, 0])

    def real_time_status(self, question: int) -> bytes:
        """Return the answer to `DLE EOT question`, or nothing if there is no such question."""
        causes = (0x04 * self.is_cover_open) | (0x20 * (not self.has_paper))
        paper = (0x60 * (not self.has_paper)) | (0x0C * (self.is_near_end or not self.has_paper))
        answers = {1: 0x08 * self.is_offline, 2: causes, 3: 0, 4: paper}
        return bytes([0x12 | answers[question]]) if question in answers else b""

    def transmitted_status(self, question: int) -> bytes:
        """Return the answer to `GS r question`: 1 is paper, 2 is the drawer."""
        paper = (0x0C * (not self.has_paper)) | (0x03 * (self.is_near_end or not self.has_paper))
        return {1: bytes([paper]), 49: bytes([paper]), 2: b"\x00", 50: b"\x00"}.get(question, b"")


def identity(question: int) -> bytes:
    """Return the answer to `GS I question`, one byte or a block."""
    one_byte = {1: MODEL_ID, 49: MODEL_ID, 2: HAS_CUTTER, 50: HAS_CUTTER, 3: FIRMWARE_ID}
    if question in one_byte:
        return bytes([one_byte[question]])
    if question in IDENTITY:
        return b"\x5f" + IDENTITY[question] + b"\x00"
    return b""
