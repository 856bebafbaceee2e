"""The composition root: the only place that knows all concrete classes.

`station` puts one device together, `windows` puts its screens on, `edges` is where both meet the
world.
"""

from app.bootstrap.edges import Edges, wall_clock
from app.bootstrap.station import PRINTER_PROFILE, Station

__all__ = ["PRINTER_PROFILE", "Edges", "Station", "wall_clock"]
