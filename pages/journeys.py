"""The journeys: as a table, added up by traveller, and how far it is."""

from geo.ui import shell
from geo.ui.journeys import journeys

journeys(shell.filters())
