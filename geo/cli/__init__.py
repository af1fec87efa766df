"""The command line, ``python -m geo COMMAND``: one module a command; importing it here adds it to the program.

Exit status: 0 all well; 1 some inputs or names failed, the others are written; 2 wrong usage, or nothing could be read;
130 stopped with Ctrl-C.  Results go to standard output, sentences and the progress bar to standard error.
"""

from geo.cli import backup, export, extract, geocode, gold, ingest, schema
from geo.cli.main import app

__all__ = ["app", "backup", "export", "extract", "geocode", "gold", "ingest", "schema"]
