"""Pictures the virtual printer draws: QR codes by `GS ( k`, rasters by `GS v 0`."""

from dataclasses import dataclass, field

import qrcode
from PIL import Image, ImageChops
from qrcode.constants import (
    ERROR_CORRECT_H,
    ERROR_CORRECT_L,
    ERROR_CORRECT_M,
    ERROR_CORRECT_Q,
)
from qrcode.exceptions import DataOverflowError

QR_KIND = 49
CORRECTIONS = {48: ERROR_CORRECT_L, 49: ERROR_CORRECT_M, 50: ERROR_CORRECT_Q, 51: ERROR_CORRECT_H}
PRINT = 81


@dataclass(slots=True)
class CodeUnit:
    """Keeps the settings and the content of the next QR code."""

    module_dots: int = 3
    correction: int = 48
    content: bytes = field(default=b"")

    def obey(self, function: int, parameters: bytes) -> bool:
        """Keep a setting; return whether the function is one of the settings of a QR code."""
        match function:
            case 65:
                return parameters[:1] in {b"1", b"2"}
            case 67 if parameters:
                self.module_dots = parameters[0]
            case 69 if parameters and parameters[0] in CORRECTIONS:
                self.correction = parameters[0]
            case 80:
                self.content = parameters[1:]
            case _:
                return False
        return True

    def draw(self) -> Image.Image | None:
        """Return the code as dots, without the white border: paper is white; None if it can't."""
        code = qrcode.QRCode(
            error_correction=CORRECTIONS[self.correction], box_size=self.module_dots, border=0
        )
        code.add_data(self.content)
        try:
            drawn: Image.Image = code.make_image().get_image()
        except (DataOverflowError, ValueError):
            return None
        return drawn.convert("1")


def raster(row_bytes: int, rows: int, dots: bytes) -> Image.Image:
    """Return the picture of `GS v 0`: a set bit is a black dot, rows from the top."""
    return ImageChops.invert(Image.frombytes("1", (row_bytes * 8, rows), dots))
