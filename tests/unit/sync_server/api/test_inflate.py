"""A packed body is unpacked once and never to more than its bound."""

import gzip
import struct

import pytest
import zstandard

from sync_server.api.inflate import inflate
from sync_server.services.refusals import Code, Malformed

LIMIT = 1 << 20
PLAIN = b'{"a": 1}\n' * 100


def code_of(body: bytes, encoding: str | None) -> Code:
    with pytest.raises(Malformed) as caught:
        inflate(body, encoding, limit=LIMIT)
    return caught.value.code


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (PLAIN, None),
        (PLAIN, "identity"),
        (gzip.compress(PLAIN), "gzip"),
        (gzip.compress(PLAIN), " GZIP "),
        (zstandard.compress(PLAIN), "zstd"),
        (zstandard.ZstdCompressor(write_content_size=False).compress(PLAIN), "zstd"),
    ],
)
def test_each_way_of_packing_is_undone(body, encoding):
    assert inflate(body, encoding, limit=LIMIT) == PLAIN


def test_a_body_of_just_the_bound_passes():
    whole = b"a" * LIMIT
    assert inflate(gzip.compress(whole), "gzip", limit=LIMIT) == whole
    assert inflate(zstandard.compress(whole), "zstd", limit=LIMIT) == whole


BOMBS = {
    "gzip": (gzip.compress(b"\0" * (64 << 20)), "gzip"),
    "zstd": (zstandard.compress(b"\0" * (64 << 20)), "zstd"),
    "zstd that hides its size": (
        zstandard.ZstdCompressor(write_content_size=False).compress(b"\0" * (64 << 20)),
        "zstd",
    ),
    "plain": (b"a" * (LIMIT + 1), None),
    "one byte more, gzip": (gzip.compress(b"a" * (LIMIT + 1)), "gzip"),
    "one byte more, zstd": (zstandard.compress(b"a" * (LIMIT + 1)), "zstd"),
}


@pytest.mark.parametrize(("body", "encoding"), BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_does_not_go_off(body, encoding):
    assert code_of(body, encoding) is Code.REQUEST_TOO_LARGE


def lying_frame() -> bytes:
    """Return a frame of two bytes that says it holds eight terabytes."""
    magic, header = b"\x28\xb5\x2f\xfd", b"\xe0"  # Single segment, the size in eight bytes.
    block = struct.pack("<I", 1 | (2 << 3))[:3] + b"hi"
    return magic + header + struct.pack("<Q", 8 << 40) + block


DAMAGED = {
    "gzip cut off": (gzip.compress(PLAIN)[:-4], "gzip"),
    "gzip with a second member": (gzip.compress(PLAIN) * 2, "gzip"),
    "gzip with something behind it": (gzip.compress(PLAIN) + b"x", "gzip"),
    "no gzip": (PLAIN, "gzip"),
    "zstd cut off": (zstandard.compress(PLAIN)[:-3], "zstd"),
    "zstd with a second frame": (zstandard.compress(PLAIN) * 2, "zstd"),
    "no zstd": (PLAIN, "zstd"),
    "nothing as zstd": (b"", "zstd"),
    "nothing as gzip": (b"", "gzip"),
    "zstd that lies about its size": (lying_frame(), "zstd"),
}


@pytest.mark.parametrize(("body", "encoding"), DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_is_refused(body, encoding):
    assert code_of(body, encoding) is Code.ENCODING_INVALID


@pytest.mark.parametrize("encoding", ["gzip, gzip", "br", "deflate", "zstd,gzip", "x-gzip"])
def test_a_second_layer_or_another_way_is_refused(encoding):
    assert code_of(gzip.compress(gzip.compress(PLAIN)), encoding) is Code.ENCODING_UNKNOWN
