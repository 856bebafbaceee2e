"""XML from devices, read to its leaves: no entities, no document types, no depths.

The parser underneath (expat) is told to refuse what XML attacks are made of, before it acts.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from app.domain.kernel.errors import DomainError

BYTES_MAX = 1024 * 1024
DEPTH_MAX = 24
LEAVES_MAX = 20_000
TEXT_MAX = 4_096
DECLARATION = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,20})""")
DECLARATION_TEXT = re.compile(r"\s*<\?xml[^>]*\?>")
# What devices write; expat itself cannot read the Japanese ones.
ENCODINGS = {
    "utf-8", "ascii", "iso8859-1", "cp1252", "shift_jis", "cp932", "euc_jp", "utf-16"
}  # fmt: skip


class XmlError(DomainError):
    """An XML text cannot be read; `facts["position"]` is the line."""


class XmlIsMalformed(XmlError):
    """A text is no well-formed XML of a sensible size."""

    code = "exchange.xml.malformed"


class XmlIsUnsafe(XmlError):
    """A text declares a document type or an entity, which no device does."""

    code = "exchange.xml.unsafe"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A field without fields of its own: the names down to it, its text and its line."""

    path: tuple[str, ...]
    text: str
    attributes: dict[str, str]
    line: int


@dataclass(slots=True)
class _Open:
    """A field that has begun and not ended."""

    name: str
    attributes: dict[str, str]
    line: int
    texts: list[str] = field(default_factory=list)
    is_leaf: bool = True


def leaves_of(data: bytes) -> Iterator[Leaf]:
    """Return the leaves of an XML text in their order, names without their prefixes.

    Raises:
        XmlIsMalformed, XmlIsUnsafe: see there.
    """
    if len(data) > BYTES_MAX:
        raise _malformed("too large", 1)
    reader = _LeafReader()
    reader.read(_decoded(data))
    return iter(reader.leaves)


def _decoded(data: bytes) -> str:
    match = DECLARATION.match(data.removeprefix(codecs.BOM_UTF8))
    name = "utf-8-sig" if match is None else match[1].decode("ascii")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    try:
        encoding = codecs.lookup(name).name
        if encoding.removesuffix("-sig") not in ENCODINGS:
            raise _malformed(f"encoding {name}", 1)
        # Windows writes what it calls Shift-JIS with signs of its own.
        text = data.decode("cp932" if encoding == "shift_jis" else encoding)
    except (LookupError, UnicodeDecodeError):
        raise _malformed(f"not {name}", 1) from None
    return DECLARATION_TEXT.sub("", text.removeprefix("\ufeff"), count=1)


class _LeafReader:
    """Collects leaves while expat walks through the text."""

    def __init__(self) -> None:
        self.leaves: list[Leaf] = []
        self._open: list[_Open] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.ExternalEntityRefHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def read(self, text: str) -> None:
        """Walk through the whole text."""
        try:
            self._parser.Parse(text, True)
        except expat.ExpatError as error:
            raise _malformed(expat.ErrorString(error.code), error.lineno) from None
        except UnicodeEncodeError:
            raise _malformed("a character that is none", 1) from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEPTH_MAX:
            raise _malformed("too deep", self._line)
        if self._open:
            self._open[-1].is_leaf = False
        named = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        self._open.append(_Open(name.rpartition(":")[2], named, self._line))

    def _text(self, text: str) -> None:
        self._open[-1].texts.append(text)

    def _end(self, _name: str) -> None:
        path = tuple(opened.name for opened in self._open)
        opened = self._open.pop()
        if not opened.is_leaf:
            return
        if len(self.leaves) >= LEAVES_MAX:
            raise _malformed("too many fields", opened.line)
        text = "".join(opened.texts)[:TEXT_MAX]
        self.leaves.append(Leaf(path, text, opened.attributes, opened.line))

    def _refuse(self, *_declaration: object) -> int:
        raise XmlIsUnsafe(line=self._line, position={"line": self._line})

    @property
    def _line(self) -> int:
        return self._parser.CurrentLineNumber


def _malformed(reason: str, line: int) -> XmlIsMalformed:
    return XmlIsMalformed(reason=reason, line=line, position={"line": line})
