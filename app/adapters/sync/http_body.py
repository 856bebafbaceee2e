"""Bodies on the wire: a push compressed as stored, an answer inflated within a limit."""

import zlib
from collections.abc import Iterable, Sequence

import zstandard

from app.adapters.sync.errors import ServerAnswerIsDamaged

INFLATED_BYTES_MAX = 8 << 20
ZSTD_LEVEL = 1
_GZIP_WINDOW = zlib.MAX_WBITS | 16


def inflated(
    chunks: Iterable[bytes], *, encoding: str, bytes_max: int = INFLATED_BYTES_MAX
) -> bytes:
    """Return the body of an answer that came plain or in one layer of gzip.

    Raises:
        ServerAnswerIsDamaged: another encoding, a cut or spoilt body, or more than `bytes_max`.
    """
    match encoding.strip().lower():
        case "" | "identity":
            return _joined(chunks, bytes_max)
        case "gzip":
            return _gunzipped(chunks, bytes_max)
        case _:
            raise ServerAnswerIsDamaged(reason="encoding")


def push_body(lines: Sequence[bytes]) -> bytes:
    """Return lines as zstd-compressed NDJSON; each line is sent byte for byte as it is given."""
    text = b"".join(line + b"\n" for line in lines)
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(text)


def _joined(chunks: Iterable[bytes], bytes_max: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > bytes_max:
            raise ServerAnswerIsDamaged(reason="too_large")
    return bytes(body)


def _gunzipped(chunks: Iterable[bytes], bytes_max: int) -> bytes:
    inflater = zlib.decompressobj(_GZIP_WINDOW)
    body = bytearray()
    for chunk in chunks:
        if inflater.eof:
            # A second member is a second body, and nobody of ours sends one.
            raise ServerAnswerIsDamaged(reason="gzip_trailer")
        try:
            # One byte over the limit is asked for, so that a body of exactly the limit passes.
            body += inflater.decompress(chunk, bytes_max + 1 - len(body))
        except zlib.error:
            raise ServerAnswerIsDamaged(reason="gzip") from None
        if len(body) > bytes_max:
            raise ServerAnswerIsDamaged(reason="too_large")
    if not inflater.eof:
        raise ServerAnswerIsDamaged(reason="gzip_cut")
    if inflater.unused_data:
        raise ServerAnswerIsDamaged(reason="gzip_trailer")
    return bytes(body)
