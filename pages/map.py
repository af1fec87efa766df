"""The dashboard: the map, and who said and did what beside it."""

from geo.ui import shell
from geo.ui.dashboard import dashboard

dashboard(shell.filters())
