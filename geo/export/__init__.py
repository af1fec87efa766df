"""Export of what is shown: frames in, bytes out, the sources credited in each."""

from geo.export.offer import FORMATS, Export, Format, exports
from geo.export.shown import Shown, collect, in_words

__all__ = ["FORMATS", "Export", "Format", "Shown", "collect", "exports", "in_words"]
