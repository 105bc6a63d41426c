"""An answer's body within a limit, whatever it claims and however small it was packed.

It is unpacked here: httpx's own decoding has no limit, and 590 bytes can hold half a gigabyte.
"""

import zlib
from collections.abc import Iterable

from storage.fetching.reasons import FetchError, Refusal

MOST_BYTES = 2_000_000  # of a page, unpacked
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS  # zlib finds out which of the two it is
_PACKINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True, "deflate": True}


def unpack(chunks: Iterable[bytes], encoding: str) -> bytes:
    """Return the whole body; `encoding` is what the answer's Content-Encoding says.

    :raises FetchError: more than MOST_BYTES, packed or not; packed twice, badly or not wholly.
    """
    packing = encoding.strip().lower()
    if packing not in _PACKINGS:
        raise FetchError(Refusal.ENCODING)
    inflater = zlib.decompressobj(_GZIP_OR_ZLIB) if _PACKINGS[packing] else None
    body, received = bytearray(), 0
    for chunk in chunks:
        received += len(chunk)
        body += chunk if inflater is None else _inflate(inflater, chunk, MOST_BYTES - len(body) + 1)
        if received > MOST_BYTES or len(body) > MOST_BYTES:
            raise FetchError(Refusal.TOO_LARGE, f"{MOST_BYTES / 1e6:.0f}")
    if inflater is not None and not inflater.eof:
        raise FetchError(Refusal.ENCODING)
    return bytes(body)


def _inflate(inflater: "zlib._Decompress", chunk: bytes, most: int) -> bytes:
    try:
        return inflater.decompress(chunk, most)
    except zlib.error as error:
        raise FetchError(Refusal.ENCODING) from error
