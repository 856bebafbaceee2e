"""What a lensmeter wrote is read with its side, whatever generation it is of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.exchange.joia import (
    JoiaError,
    JoiaHasNoReading,
    JoiaValueIsMalformed,
    read_joia,
)
from app.adapters.exchange.plain_xml import XmlError, XmlIsMalformed, XmlIsUnsafe
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import Prism
from app.domain.optics.rx_values import MeasuredPower

SPACES = (
    'xmlns:nsCommon="http://www.joia.or.jp/standardized/namespaces/Common" '
    'xmlns:nsLM="http://www.joia.or.jp/standardized/namespaces/LM"'
)
OLDER_RIGHT = """
<nsLM:R>
 <nsLM:Sphere unit="D">  +3.75</nsLM:Sphere><nsLM:Cylinder unit="D">  -3.50</nsLM:Cylinder>
 <nsLM:Axis unit="deg">   9</nsLM:Axis>
 <nsLM:H unit="D" Prism="P"> +0.25</nsLM:H><nsLM:V unit="D" Prism="P"> -0.75</nsLM:V>
 <nsLM:Add1 unit="D"> +2.25</nsLM:Add1><nsLM:Add2 unit="D"/>
</nsLM:R>"""
NEWER_LEFT = """
<nsLM:L>
 <nsLM:Sphere unit="D">-2,00</nsLM:Sphere><nsLM:Cylinder unit="D">-1,00</nsLM:Cylinder>
 <nsLM:Axis unit="deg">0</nsLM:Axis><nsLM:ADD unit="D">1,75</nsLM:ADD>
 <nsLM:PrismX unit="pri" base="out">0,50</nsLM:PrismX>
 <nsLM:PrismY unit="pri" base="up">2,50</nsLM:PrismY>
</nsLM:L>"""


def a_file(*eyes, encoding="utf-8", declared=None, head=""):
    text = (
        f'<?xml version="1.0" encoding="{declared or encoding}"?>{head}'
        f"<Ophthalmology {SPACES}><nsCommon:Common><nsCommon:Operator>眼鏡</nsCommon:Operator>"
        f'</nsCommon:Common><nsLM:Measure type="LM"><nsLM:LM>{"".join(eyes)}</nsLM:LM>'
        "</nsLM:Measure></Ophthalmology>"
    )
    return text.encode(encoding)


def test_the_older_form_is_read_with_its_leading_spaces():
    assert read_joia(a_file(OLDER_RIGHT)).right == MeasuredPower(
        sphere=Dioptres(3750),
        cylinder=Dioptres(-3500),
        axis_deg=9,
        add=Dioptres(2250),
        prism=Prism(base_in=Dioptres(250), base_up=Dioptres(-750)),
    )


def test_the_newer_form_says_the_base_in_words_and_axis_0_is_180():
    reading = read_joia(a_file(NEWER_LEFT))
    assert reading.right is None
    assert reading.left == MeasuredPower(
        sphere=Dioptres(-2000),
        cylinder=Dioptres(-1000),
        axis_deg=180,
        add=Dioptres(1750),
        prism=Prism(base_in=Dioptres(-500), base_up=Dioptres(2500)),
    )


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("shift_jis", "Shift-JIS"), ("euc_jp", "EUC-JP"), ("utf-16", "UTF-16"), ("cp932", "cp932")],
)
def test_japanese_encodings_are_read(encoding, declared):
    data = a_file(OLDER_RIGHT, NEWER_LEFT, encoding=encoding, declared=declared)
    reading = read_joia(data)
    assert reading.right is not None
    assert reading.left is not None


def test_a_lens_that_was_not_told_right_or_left_stays_single():
    eye = "<nsLM:S><nsLM:Sphere>-1.00</nsLM:Sphere></nsLM:S>"
    reading = read_joia(a_file(eye))
    assert (reading.right, reading.left) == (None, None)
    assert reading.single == MeasuredPower(sphere=Dioptres(-1000))


@pytest.mark.parametrize(
    ("eye", "error"),
    [
        ("", JoiaHasNoReading),
        ("<nsLM:R><nsLM:Sphere/></nsLM:R>", JoiaHasNoReading),
        ("<nsLM:R><nsLM:Sphere>CYL OVERFLOW</nsLM:Sphere></nsLM:R>", JoiaValueIsMalformed),
        ("<nsLM:R><nsLM:Sphere>400</nsLM:Sphere></nsLM:R>", JoiaValueIsMalformed),
        (
            "<nsLM:R><nsLM:Sphere>1</nsLM:Sphere><nsLM:Cylinder>-1</nsLM:Cylinder></nsLM:R>",
            JoiaValueIsMalformed,
        ),
        ("<nsLM:R>", XmlIsMalformed),
        ("<a>" * 50_000, XmlIsMalformed),
        ("<nsLM:R>&nobody;</nsLM:R>", XmlIsMalformed),
    ],
)
def test_what_no_lensmeter_writes_is_refused_with_its_line(eye, error):
    with pytest.raises(error) as caught:
        read_joia(a_file(eye))
    assert caught.value.facts["position"]["line"] >= 1


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY b "cc">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_declarations_are_refused_before_they_act(head):
    with pytest.raises(XmlIsUnsafe):
        read_joia(a_file(OLDER_RIGHT, head=head))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"\x00" * 40,
        b'<?xml version="1.0" encoding="cp037"?><a/>',
        b'<?xml version="1.0" encoding="hex"?><a/>',
        b'<?xml version="1.0" encoding="nobody"?><a/>',
        b"<a>" + b"x" * 1_100_000 + b"</a>",
    ],
)
def test_what_is_no_xml_of_a_device_is_refused(data):
    with pytest.raises(XmlIsMalformed):
        read_joia(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_by_name(data):
    with pytest.raises((XmlError, JoiaError)):
        read_joia(data)
