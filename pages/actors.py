"""Who is told of: the network of actors, and the profile of each."""

from geo.ui import shell
from geo.ui.actors import actors

actors(shell.filters())
