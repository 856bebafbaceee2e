"""Three short sounds beside what the screen says; they are never the only sign."""

import math
import struct
import wave
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from PySide6.QtCore import QObject, QProcess, QSysInfo

RATE_HZ = 22_050
LOUDEST = 32_767
FADE_S = 0.006
VOLUME_PERCENT = 60


class Sound(StrEnum):
    """What a sound says: it worked, look here, it did not."""

    OK = "ok"
    WARN = "warn"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Tone:
    """One note, or a pause at 0 Hz."""

    hz: int
    span_s: float


TONES: dict[Sound, tuple[Tone, ...]] = {
    Sound.OK: (Tone(1_760, 0.07),),
    Sound.WARN: (Tone(880, 0.09), Tone(0, 0.05), Tone(880, 0.09)),
    Sound.ERROR: (Tone(220, 0.35),),
}

# What plays a file on each system; the first that is there is used.
PLAYERS = (("pw-play",), ("paplay",), ("aplay", "-q"), ("afplay",))

Beep = Callable[[], None]


def wav_of(sound: Sound, *, volume_percent: int) -> bytes:
    """Return a sound as a WAV file."""
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        for tone in TONES[sound]:
            file.writeframes(_frames(tone, LOUDEST * volume_percent // 100))
    return made.getvalue()


def _frames(tone: Tone, loudness: int) -> bytes:
    count = round(tone.span_s * RATE_HZ)
    fade = FADE_S * RATE_HZ
    samples = (
        round(
            loudness
            * math.sin(2 * math.pi * tone.hz * n / RATE_HZ)
            * min(1.0, n / fade, (count - n) / fade)
        )
        for n in range(count)
    )
    return struct.pack(f"<{count}h", *samples)


class Sounds(QObject):
    """Plays through the system's own player, and beeps where there is none."""

    def __init__(self, beep: Beep, *, volume_percent: int = VOLUME_PERCENT) -> None:
        super().__init__()
        self._beep = beep
        self._volume_percent = volume_percent
        self._folder: TemporaryDirectory[str] | None = None
        self.is_muted = volume_percent == 0

    def play(self, sound: Sound) -> None:
        """Play a sound, unless this device is to be silent."""
        if self.is_muted:
            return
        command = _player()
        if command is None:
            self._beep()
            return
        QProcess.startDetached(command[0], [*command[1:], str(self._file(sound))])

    def toggle(self) -> None:
        """Be silent, or no longer."""
        self.is_muted = not self.is_muted

    def _file(self, sound: Sound) -> Path:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="dioptre-sounds-")
        file = Path(self._folder.name) / f"{sound}.wav"
        if not file.exists():
            file.write_bytes(wav_of(sound, volume_percent=self._volume_percent))
        return file


def _player() -> tuple[str, ...] | None:
    if QSysInfo.productType() == "windows":
        return None
    return next((command for command in PLAYERS if which(command[0])), None)
