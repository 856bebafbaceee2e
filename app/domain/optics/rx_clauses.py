"""The grammar of a written prescription: which piece is the sphere, which the axis."""

from dataclasses import dataclass, field

from app.domain.kernel.errors import DomainError
from app.domain.optics.rx_words import Piece, pieces_of

EYES = ("right", "left")
DIRECTIONS = {"in": "horizontal", "out": "horizontal", "up": "vertical", "down": "vertical"}


class RxIsEmpty(DomainError):
    """A text holds no power."""

    code = "optics.rx.empty"


class RxIsIncomplete(DomainError):
    """A number or a base is missing where one has to stand."""

    code = "optics.rx.incomplete"


class RxWordIsMisplaced(DomainError):
    """A word or a number stands where it means nothing, or stands there twice."""

    code = "optics.rx.misplaced_word"


class EyeIsGivenTwice(DomainError):
    """A text holds the same eye twice."""

    code = "optics.rx.eye_twice"


@dataclass(slots=True, kw_only=True)
class EyeClauses:
    """One eye as it was written, not yet read as numbers."""

    eye: str | None = None
    position: int = 0
    sphere: Piece | None = None
    cylinder: Piece | None = None
    axis: Piece | None = None
    add: Piece | None = None
    polar: tuple[Piece, Piece] | None = None
    bases: dict[str, tuple[Piece, Piece]] = field(default_factory=dict)
    is_balance: bool = False
    is_spherical: bool = False


def clauses_of(text: str) -> tuple[EyeClauses, ...]:
    """Split a text into the eyes it holds; an eye written as `N/A` has no sphere.

    Raises:
        RxIsEmpty, EyeIsGivenTwice, RxIsIncomplete, RxWordIsMisplaced, RxWordIsUnknown: see there.
    """
    sections: list[list[Piece]] = [[]]
    for piece in pieces_of(text):
        if piece.kind == "stop":
            sections.append([])
        else:
            sections[-1].append(piece)
    eyes = tuple(_Section(pieces).read() for pieces in sections if pieces)
    if not eyes:
        raise RxIsEmpty(position=0)
    _refuse_same_eye(eyes)
    return eyes


def _refuse_same_eye(eyes: tuple[EyeClauses, ...]) -> None:
    seen: set[str | None] = set()
    for clauses in eyes:
        if clauses.eye in seen:
            raise EyeIsGivenTwice(eye=clauses.eye or "", position=clauses.position)
        seen.add(clauses.eye)


class _Section:
    """Reads the pieces of one eye from left to right."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._next = 0
        self._clauses = EyeClauses(position=pieces[0].position)

    def read(self) -> EyeClauses:
        self._read_eye()
        self._read_sphere()
        while (piece := self._take()) is not None:
            self._read_clause(piece)
        return self._clauses

    def _read_eye(self) -> None:
        if self._pieces[0].kind == "word" and self._pieces[0].text in EYES:
            self._clauses.eye = self._pieces[0].text
            self._next = 1

    def _read_sphere(self) -> None:
        piece = self._take()
        if piece is not None and piece.kind == "word" and piece.text == "balance":
            self._clauses.is_balance = True
            piece = self._take()
            if piece is None:
                return
        if piece is None:
            raise RxIsEmpty(position=self._end())
        if piece.text == "none":
            self._refuse_more()
        elif piece.kind == "number" or piece.text == "plano":
            self._clauses.sphere = piece
            self._read_cylinder()
        else:
            raise RxWordIsMisplaced(word=piece.text, position=piece.position)

    def _read_cylinder(self) -> None:
        piece = self._peek()
        if piece is not None and piece.kind == "number":
            self._clauses.cylinder = self._take()

    def _read_clause(self, piece: Piece) -> None:
        clauses = self._clauses
        if piece.text == "axis" and clauses.axis is None:
            clauses.axis = self._number()
        elif piece.text == "add" and clauses.add is None:
            clauses.add = self._number()
        elif piece.text == "prism" and clauses.polar is None and not clauses.bases:
            self._read_prism()
        elif piece.text == "spherical" and clauses.cylinder is None and not clauses.is_spherical:
            clauses.is_spherical = True
        elif piece.text == "balance" and not clauses.is_balance:
            clauses.is_balance = True
        else:
            raise RxWordIsMisplaced(word=piece.text[:20], position=piece.position)

    def _read_prism(self) -> None:
        amount = self._number()
        following = self._take()
        if following is not None and following.text == "at":
            self._clauses.polar = (amount, self._number())
            return
        self._keep_base(amount, following)
        piece = self._peek()
        if piece is not None and piece.kind == "number":
            self._keep_base(self._number(), self._take())

    def _keep_base(self, amount: Piece, base: Piece | None) -> None:
        if base is None or base.text not in DIRECTIONS:
            position = self._end() if base is None else base.position
            raise RxIsIncomplete(missing="base", position=position)
        direction = DIRECTIONS[base.text]
        if direction in self._clauses.bases:
            raise RxWordIsMisplaced(word=base.text, position=base.position)
        self._clauses.bases[direction] = (amount, base)

    def _refuse_more(self) -> None:
        piece = self._take()
        if piece is not None:
            raise RxWordIsMisplaced(word=piece.text[:20], position=piece.position)

    def _number(self) -> Piece:
        piece = self._take()
        if piece is None or piece.kind != "number":
            position = self._end() if piece is None else piece.position
            raise RxIsIncomplete(missing="number", position=position)
        return piece

    def _peek(self) -> Piece | None:
        return self._pieces[self._next] if self._next < len(self._pieces) else None

    def _take(self) -> Piece | None:
        piece = self._peek()
        self._next += 1
        return piece

    def _end(self) -> int:
        return self._pieces[-1].end
