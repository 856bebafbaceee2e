"""Buttons of one width in rows and columns."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy

GAP_PX = 8


def button_grid(buttons: Sequence[QPushButton], *, columns: int) -> QGridLayout:
    """Return the buttons row by row, each as wide as the widest."""
    grid = QGridLayout()
    grid.setSpacing(GAP_PX)
    for place, button in enumerate(buttons):
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        button.setSizePolicy(policy)
        grid.addWidget(button, place // columns, place % columns)
    for column in range(columns):
        grid.setColumnStretch(column, 1)
    return grid
