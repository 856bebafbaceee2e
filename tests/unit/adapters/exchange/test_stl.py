"""A mesh is measured, or refused before a library sees it."""

import gzip
import hashlib
import io
import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stl import Mode
from stl.mesh import Mesh

from app.adapters.exchange.frame_front import frame_front_stl
from app.adapters.exchange.stl import (
    StlError,
    StlHasNoTriangles,
    StlIsTooLarge,
    StlNumberIsRefused,
    StlSizeDiffers,
    StlTextIsMalformed,
    UnitGuess,
    inspect_stl,
)
from app.domain.optics.power import Millimetres
from app.domain.optics.trace import Trace

CIRCLE = tuple(2500 for _ in range(720))
TETRAHEDRON = (
    ((0, 0, 0), (0, 1, 0), (1, 0, 0)),
    ((0, 0, 0), (1, 0, 0), (0, 0, 1)),
    ((0, 0, 0), (0, 0, 1), (0, 1, 0)),
    ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
)


def a_mesh(triangles=TETRAHEDRON, scale=30.0, head=b"a part"):
    body = b"".join(
        struct.pack("<12fH", 0, 0, 0, *[scale * c for corner in t for c in corner], 0)
        for t in triangles
    )
    return head.ljust(80) + struct.pack("<I", len(triangles)) + body


def a_text(body="", name="part"):
    return f"solid {name}\n{body}endsolid {name}\n".encode()


def a_facet(x="0"):
    corners = f"vertex {x} 0 0\nvertex 30 0 0\nvertex 0 30 0"
    return f"facet normal 0 0 1\nouter loop\n{corners}\nendloop\nendfacet\n"


def test_a_solid_is_measured():
    """A tetrahedron with three right angles at 30 mm edges holds 30³ / 6 mm³."""
    data = a_mesh()
    report = inspect_stl(data)
    assert report.triangles == 4
    assert report.size_mm == (30.0, 30.0, 30.0)
    assert report.volume_mm3 == pytest.approx(4500)
    assert report.is_watertight
    assert report.name == "a part"
    assert report.sha256 == hashlib.sha256(data).hexdigest()
    assert report.unit == UnitGuess(unit="mm", is_question=False)


def test_a_solid_with_a_hole_is_not_watertight():
    assert not inspect_stl(a_mesh(TETRAHEDRON[:3])).is_watertight


def test_a_solid_with_a_triangle_turned_over_is_not_watertight():
    turned = (*TETRAHEDRON[:3], TETRAHEDRON[3][::-1])
    assert not inspect_stl(a_mesh(turned)).is_watertight


def test_a_frame_front_grown_from_traces_is_a_solid_of_the_right_size():
    traces = [Trace(eye="right", radii=CIRCLE), Trace(eye="left", radii=CIRCLE)]
    report = inspect_stl(frame_front_stl(traces, Millimetres(18_00)))
    assert report.is_watertight
    assert report.size_mm == pytest.approx((2 * 50 + 18 + 2 * 3, 56, 4), abs=0.01)
    rings = 2 * math.pi * (28**2 - 25**2) * 4
    bridge = 12 * 5 * 4
    assert report.volume_mm3 == pytest.approx(rings + bridge, rel=1e-3)


def test_an_independent_library_finds_the_same_volume_and_closure():
    trace = Trace(eye="left", radii=(2400, 2000, 2600, 2100, 1900))
    data = frame_front_stl([trace], Millimetres(18_00))
    mesh = Mesh.from_file("", fh=io.BytesIO(data))
    assert mesh.is_closed(exact=True)
    assert inspect_stl(data).volume_mm3 == pytest.approx(mesh.get_mass_properties()[0], rel=1e-5)


def test_an_ascii_file_measures_the_same_as_its_binary(tmp_path):
    mesh = Mesh.from_file("", fh=io.BytesIO(a_mesh()))
    mesh.save(str(tmp_path / "part.stl"), mode=Mode.ASCII)
    report = inspect_stl((tmp_path / "part.stl").read_bytes())
    assert (report.triangles, report.is_watertight) == (4, True)
    assert report.volume_mm3 == pytest.approx(4500, rel=1e-3)


def test_a_binary_file_may_begin_with_solid():
    assert inspect_stl(a_mesh(head=b"solid part\nfacet")).name == "part"


def test_control_bytes_in_the_name_are_left_out():
    assert inspect_stl(a_mesh(head=b"part\x1b[2J\x00\x07")).name == "part[2J"


@pytest.mark.parametrize(
    ("longest", "unit", "is_question"),
    [(140, "mm", False), (50, "mm", False), (14, "cm", True), (5.5, "in", True), (0.14, "m", True)],
)
def test_another_unit_is_guessed_from_the_size_and_asked_about(longest, unit, is_question):
    assert inspect_stl(a_mesh(scale=longest)).unit == UnitGuess(unit=unit, is_question=is_question)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", StlHasNoTriangles),
        (a_mesh(()), StlHasNoTriangles),
        (a_mesh()[:-1], StlSizeDiffers),
        (a_mesh() + b"x", StlSizeDiffers),
        (a_mesh()[:83], StlSizeDiffers),
        (a_mesh()[:80] + struct.pack("<I", 2**32 - 1) + a_mesh()[84:], StlSizeDiffers),
        (gzip.compress(a_mesh(), mtime=0), StlSizeDiffers),
        (b"%PDF-1.7\n" + b"x" * 200, StlSizeDiffers),
        (a_mesh(scale=math.nan), StlNumberIsRefused),
        (a_mesh(scale=math.inf), StlNumberIsRefused),
        (a_mesh(scale=1001), StlNumberIsRefused),
        (a_text(), StlHasNoTriangles),
        (a_text(a_facet())[:-30], StlTextIsMalformed),
        (b"solid part", StlTextIsMalformed),
        (b"solid part\nfacet normal 0", StlTextIsMalformed),
        (a_text(a_facet("nan")), StlTextIsMalformed),
        (a_text(a_facet("1e999")), StlNumberIsRefused),
        (a_text(a_facet("1e30")), StlNumberIsRefused),
        (a_text(a_facet("1" * 100_000)), StlTextIsMalformed),
        (a_text(a_facet()) + a_text(a_facet()), StlTextIsMalformed),
        (a_text(a_facet().replace("endloop", "endlop")), StlTextIsMalformed),
        (b"solid " + b"x" * (25 * 1024 * 1024), StlIsTooLarge),
    ],
)
def test_what_is_no_sound_mesh_is_refused_with_its_place(data, error):
    with pytest.raises(error) as caught:
        inspect_stl(data)
    assert "position" in caught.value.facts


def test_the_line_of_a_wrong_word_in_a_text_is_named():
    with pytest.raises(StlTextIsMalformed) as caught:
        inspect_stl(a_text(a_facet() + a_facet("twelve")))
    assert caught.value.facts["line"] == 11
    assert caught.value.facts["reason"] == "number expected"


def test_a_text_that_is_cut_off_is_said_to_be_cut():
    with pytest.raises(StlTextIsMalformed) as caught:
        inspect_stl(a_text(a_facet())[:40])
    assert caught.value.facts["reason"] == "a facet is cut"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_by_name(data):
    with pytest.raises(StlError):
        inspect_stl(data)
