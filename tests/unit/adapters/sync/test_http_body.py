"""An answer is inflated once and within its limit; a push is the stored bytes and nothing else."""

import gzip
import zlib

import pytest
import zstandard

from app.adapters.sync.errors import ServerAnswerIsDamaged
from app.adapters.sync.http_body import INFLATED_BYTES_MAX, inflated, push_body

TEXT = b'{"said": "once"}' * 100


def in_pieces(body, size=7):
    return (body[start : start + size] for start in range(0, len(body), size))


def reason_of(body, **asked):
    with pytest.raises(ServerAnswerIsDamaged) as caught:
        inflated(in_pieces(body, 4096), **asked)
    return caught.value.facts["reason"]


@pytest.mark.parametrize("encoding", ["", "identity", " Identity "])
def test_a_plain_body_is_taken_as_it_is(encoding):
    assert inflated(in_pieces(TEXT), encoding=encoding) == TEXT


def test_a_gzipped_body_is_inflated_however_it_is_cut_into_pieces():
    for size in (1, 7, 10_000):
        assert inflated(in_pieces(gzip.compress(TEXT), size), encoding="gzip") == TEXT


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "zstd", "deflate"])
def test_any_other_encoding_is_refused(encoding):
    assert reason_of(TEXT, encoding=encoding) == "encoding"


def test_a_body_of_exactly_the_limit_passes_and_one_byte_more_does_not():
    body = bytes(1000)
    assert inflated([gzip.compress(body)], encoding="gzip", bytes_max=1000) == body
    assert inflated([body], encoding="", bytes_max=1000) == body
    assert reason_of(gzip.compress(body), encoding="gzip", bytes_max=999) == "too_large"
    assert reason_of(body, encoding="", bytes_max=999) == "too_large"


def test_a_bomb_is_stopped_at_the_limit():
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(64)) + packer.flush()
    assert len(bomb) < 100_000
    assert INFLATED_BYTES_MAX < 64 << 20
    assert reason_of(bomb, encoding="gzip") == "too_large"


def test_a_cut_or_spoilt_or_doubled_body_is_refused():
    packed = gzip.compress(TEXT)
    assert reason_of(packed[:-1], encoding="gzip") == "gzip_cut"
    assert reason_of(b"", encoding="gzip") == "gzip_cut"
    assert reason_of(TEXT, encoding="gzip") == "gzip"
    assert reason_of(packed + b"x", encoding="gzip") == "gzip_trailer"
    with pytest.raises(ServerAnswerIsDamaged):
        inflated([packed, packed], encoding="gzip")


def test_a_push_is_one_line_for_each_stored_envelope_byte_for_byte():
    lines = (b'{"count":2}', b'{"b":1,"a":2}', '{"note":"\u00e9"}'.encode())
    assert zstandard.decompress(push_body(lines)).split(b"\n") == [*lines, b""]
