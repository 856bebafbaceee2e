"""Draws every screen in every dress into a folder, with a page to look at them: `make screens`."""

import os
import sys
from html import escape
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.screens.stage import DRESSES, on_stage
from tests.screens.table import SCREENS

FOLDER = Path(__file__).parents[2] / "build" / "screens"
CELL = '<td><a href="{0}"><img src="{0}" loading="lazy"></a></td>'
PAGE = """<!doctype html>
<meta charset="utf-8"><title>Screens</title>
<style>
body {{ font: 14px sans-serif; margin: 24px; background: #eef1f5; }}
table {{ border-spacing: 12px; }} th {{ text-align: left; }}
img {{ width: 480px; border: 1px solid #b9c2ce; border-radius: 4px; }}
</style>
<table>{rows}</table>
"""


def main() -> None:
    wanted = set(sys.argv[1:])
    application = QApplication([])
    FOLDER.mkdir(parents=True, exist_ok=True)
    for shot in SCREENS:
        for dress in DRESSES:
            if wanted and not wanted & {shot.name, dress.name, f"{shot.name}-{dress.name}"}:
                continue
            with on_stage(shot, dress) as driver:
                driver.window.grab().save(str(FOLDER / f"{shot.name}-{dress.name}.png"), "PNG")
    (FOLDER / "index.html").write_text(_page(), encoding="utf-8")
    application.quit()
    sys.stdout.write(f"{len(SCREENS)} screens in {len(DRESSES)} dresses: {FOLDER}\n")


def _page() -> str:
    head = "".join(f"<th>{escape(dress.name)}</th>" for dress in DRESSES)
    rows = [f"<tr><th></th>{head}</tr>"]
    for shot in SCREENS:
        files = (f"{shot.name}-{dress.name}.png" for dress in DRESSES)
        cells = "".join(map(CELL.format, files))
        rows.append(f"<tr><th>{escape(shot.name)}</th>{cells}</tr>")
    return PAGE.format(rows="".join(rows))


if __name__ == "__main__":
    main()
