"""Two places and a mode to a line and its length: a geodesic, or railways and shipping lanes where they lead there."""

from geo.routes.lines import geodesic_km, great_circle, simplified, split_at_180
from geo.routes.rail import CREDIT as RAIL_CREDIT
from geo.routes.route import Method, Route, route
from geo.routes.speed import implied_speed_warning
from geo.routes.told import told_route

__all__ = [
    "RAIL_CREDIT", "Method", "Route", "geodesic_km", "great_circle", "implied_speed_warning", "route", "simplified",
    "split_at_180", "told_route",
]  # fmt: skip
