"""``python -m geo``: see `geo.cli`."""

from geo.cli import app

if __name__ == "__main__":
    app(prog_name="python -m geo")
