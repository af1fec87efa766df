"""A reader in which some articles hang, end the process or hit a fault, each as its text says."""

import os
import re
import signal
import sys
from pathlib import Path

from geo.batch import reader
from geo.extract import article as real

_extract = real.extract_article


def extract_article(article, **options):
    if "HANG" in article.text:
        re.match(r"(a+)+$", "a" * 60 + "b")  # compiled code that holds the interpreter
    if "DIE ONCE" in article.text and not (mark := Path(sys.argv[1])).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if "DIE ALWAYS" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "FAULT" in article.text:
        raise IndexError("list index out of range")
    sys.stdout.write("a library that talks\n")
    return _extract(article, **options)


if __name__ == "__main__":
    real.extract_article = extract_article
    reader.serve()
