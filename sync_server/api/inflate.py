"""Unpacks a body: one layer of gzip or zstd, never to more than its bound."""

import zlib
from io import BytesIO

import zstandard

from sync_server.services.refusals import Code, Malformed

GZIP_WINDOW = 31  # zlib: the largest window, with a gzip header.
ZSTD_WINDOW_MAX = 8 << 20


def inflate(body: bytes, encoding: str | None, *, limit: int) -> bytes:
    """Return the body unpacked.

    Raises:
        Malformed: it is packed in another way, or more than once, or damaged, or too large.
    """
    match (encoding or "identity").strip().lower():
        case "identity":
            plain = body
        case "gzip":
            plain = _gunzip(body, limit)
        case "zstd":
            plain = _unzstd(body, limit)
        case _:
            raise Malformed(Code.ENCODING_UNKNOWN)
    if len(plain) > limit:
        raise Malformed(Code.REQUEST_TOO_LARGE)
    return plain


def _gunzip(body: bytes, limit: int) -> bytes:
    stream = zlib.decompressobj(GZIP_WINDOW)
    try:
        plain = stream.decompress(body, limit + 1)
    except zlib.error:
        raise Malformed(Code.ENCODING_INVALID) from None
    if len(plain) <= limit and (not stream.eof or stream.unused_data):
        # It ends too early, or another member follows.
        raise Malformed(Code.ENCODING_INVALID)
    return plain


def _unzstd(body: bytes, limit: int) -> bytes:
    """Read as a stream: a frame may say any size of itself, and the library believes it."""
    try:
        with _decompressor().stream_reader(BytesIO(body)) as stream:
            plain = stream.read(limit + 1)
        if len(plain) <= limit:
            # What came out is bounded, so it is safe to ask a second reader where the frame ends.
            whole = _decompressor().decompressobj()
            whole.decompress(body)
            if not whole.eof or whole.unused_data:
                raise Malformed(Code.ENCODING_INVALID)
    except zstandard.ZstdError:
        raise Malformed(Code.ENCODING_INVALID) from None
    return plain


def _decompressor() -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_MAX)
