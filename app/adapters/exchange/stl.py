"""STL meshes: bytes judged by our own gate first, then measured with numpy-stl.

The library alone takes a cut file for a short one and a packed one for an empty one. So size
and count, every number and every length are checked before it sees the bytes.
"""

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.kernel.errors import DomainError

if TYPE_CHECKING:
    from stl.mesh import Mesh

HEADER_BYTES = 80
COUNT_END = 84
TRIANGLE_BYTES = 50
TRIANGLES_MAX = 2_000_000
COORDINATE_MAX_MM = 1_000.0
ASCII_BYTES_MAX = 24 * 1024 * 1024
ASCII_DEADLINE_S = 6.0
ASCII_CONVERTER = Path(__file__).with_name("stl_ascii.py")
EXIT_MALFORMED = 2
# Odd numbers of 64 bits without a pattern.
MIXERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)

# A frame front is 100 to 180 mm wide and a lens 40 to 60: another unit shows by the size.
UNITS = (("mm", 25.0, 400.0), ("cm", 9.0, 25.0), ("in", 3.0, 9.0), ("m", 0.06, 0.4))


class StlError(DomainError):
    """A mesh cannot be read; `facts["position"]` is a byte, a triangle or a line."""


class StlSizeDiffers(StlError):
    """The file is longer or shorter than its triangles need, or no STL at all."""

    code = "exchange.stl.size_differs"


class StlHasNoTriangles(StlError):
    """The mesh is empty."""

    code = "exchange.stl.empty"


class StlIsTooLarge(StlError):
    """The mesh has more triangles than any frame part."""

    code = "exchange.stl.too_large"


class StlNumberIsRefused(StlError):
    """A coordinate is no number, or farther away than a metre."""

    code = "exchange.stl.number_refused"


class StlTextIsMalformed(StlError):
    """An ASCII STL does not say facet after facet."""

    code = "exchange.stl.text_malformed"


class StlTookTooLong(StlError):
    """An ASCII STL used up the time or the memory it may use."""

    code = "exchange.stl.took_too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitGuess:
    """Which unit the lengths are probably in; the person is asked unless it is millimetres."""

    unit: str
    is_question: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StlReport:
    """What a mesh measures; the volume means something only if it is watertight."""

    name: str
    triangles: int
    size_mm: tuple[float, float, float]
    volume_mm3: float
    is_watertight: bool
    sha256: str
    unit: UnitGuess


def inspect_stl(data: bytes) -> StlReport:
    """Measure a binary or ASCII mesh.

    Raises:
        StlError: see the kinds above.
    """
    mesh = _checked_mesh(_binary(data))
    size = (mesh.max_ - mesh.min_).tolist()
    return StlReport(
        name=_name(data),
        triangles=len(mesh.vectors),
        size_mm=(round(size[0], 4), round(size[1], 4), round(size[2], 4)),
        volume_mm3=round(_volume(mesh), 4),
        is_watertight=_is_watertight(mesh),
        sha256=hashlib.sha256(data).hexdigest(),
        unit=_guess(max(size)),
    )


def _binary(data: bytes) -> bytes:
    if not data:
        raise StlHasNoTriangles(position=0)
    # Some programs begin binary files with `solid` too: the size tells them from texts.
    if _said_size(data) == len(data):
        return data
    if data.lstrip()[:5].lower() == b"solid" and b"\0" not in data[:COUNT_END]:
        return _from_text(data)
    raise StlSizeDiffers(expected=_said_size(data), size=len(data), position=HEADER_BYTES)


def _said_size(data: bytes) -> int:
    count = int.from_bytes(data[HEADER_BYTES:COUNT_END], "little")
    return COUNT_END + TRIANGLE_BYTES * count


def _from_text(data: bytes) -> bytes:
    if len(data) > ASCII_BYTES_MAX:
        raise StlIsTooLarge(size=len(data), position=ASCII_BYTES_MAX)
    try:
        answer = subprocess.run(
            [sys.executable, "-I", "-S", str(ASCII_CONVERTER)],
            input=data,
            capture_output=True,
            timeout=ASCII_DEADLINE_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise StlTookTooLong(position=None) from None
    if answer.returncode == EXIT_MALFORMED:
        line, _, reason = answer.stderr.decode("ascii", errors="replace").partition(" ")
        number = int(line) if line.isdecimal() else 1
        raise StlTextIsMalformed(line=number, reason=reason[:60], position={"line": number})
    if answer.returncode != 0:
        raise StlTookTooLong(position=None)
    return answer.stdout


def _checked_mesh(data: bytes) -> "Mesh":
    # Arrays cost a tenth of a second to load: only a command that measures a mesh pays for it.
    import numpy as np  # noqa: PLC0415
    from stl.mesh import Mesh  # noqa: PLC0415

    count = (len(data) - COUNT_END) // TRIANGLE_BYTES
    if count == 0:
        raise StlHasNoTriangles(position=HEADER_BYTES)
    if count > TRIANGLES_MAX:
        raise StlIsTooLarge(size=count, position=HEADER_BYTES)
    triangles: Any = np.frombuffer(data, dtype=Mesh.dtype, count=count, offset=COUNT_END)
    with np.errstate(invalid="ignore"):
        is_sane = np.isfinite(triangles["normals"]).all(axis=1)
        is_near = np.abs(triangles["vectors"]) <= COORDINATE_MAX_MM
        is_sane &= is_near.reshape(count, -1).all(axis=1)
    if not is_sane.all():
        worst = int(np.argmin(is_sane))
        raise StlNumberIsRefused(triangle=worst + 1, position={"triangle": worst + 1})
    return Mesh(triangles.copy(), calculate_normals=False)


def _volume(mesh: "Mesh") -> float:
    import numpy as np  # noqa: PLC0415

    # About the middle of the mesh, so that little is lost to the places after the point.
    corners = mesh.vectors.astype(np.float64) - ((mesh.max_ + mesh.min_) / 2)
    crossed = np.cross(corners[:, 1], corners[:, 2])
    return abs(float(np.einsum("ij,ij->", corners[:, 0], crossed))) / 6


def _is_watertight(mesh: "Mesh") -> bool:
    """Return whether every edge is walked once in each direction."""
    import numpy as np  # noqa: PLC0415

    # A corner is told by one mixed number instead of three: exact enough for any mesh that
    # fits here, and sorted ten times as fast. Adding 0 makes -0 and 0 the same place.
    places: Any = (mesh.vectors + np.float32(0)).view(np.uint32).astype(np.uint64)
    corners = (places * np.array(MIXERS, dtype=np.uint64)).sum(axis=2, dtype=np.uint64)
    corners ^= corners >> np.uint64(29)
    following = np.roll(corners, -1, axis=1)
    if (corners == following).any():
        return False
    step = np.uint64(MIXERS[0])
    there = np.sort((corners * step + following).ravel())
    back = np.sort((following * step + corners).ravel())
    return bool((there[1:] != there[:-1]).all() and (there == back).all())


def _name(data: bytes) -> str:
    head = data[:HEADER_BYTES].partition(b"\n")[0]
    text = head.removeprefix(b"solid").decode("ascii", errors="ignore")
    return "".join(character for character in text if character.isprintable()).strip()


def _guess(longest: float) -> UnitGuess:
    for unit, low, high in UNITS:
        if low <= longest < high:
            return UnitGuess(unit=unit, is_question=unit != "mm")
    return UnitGuess(unit="mm", is_question=True)
