"""Method, sources and limits."""

from geo.ui import about

about.about()
