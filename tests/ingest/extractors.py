"""Extractors that read nothing, and misbehave where the text tells them to; workers find them by name."""

import os
import signal
import time

from geo.identity import text_hash
from geo.record import Extractor, Record


def obedient(article):
    if "HANG" in article.text:
        time.sleep(600)
    if "DEAF" in article.text:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    if "DIE" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "FAULT" in article.text:
        raise ZeroDivisionError("a fault")
    if "WRONG" in article.text:
        return record(article, text="another text")
    return record(article)


def second_version(article):
    return record(article, version="2")


def record(article, *, text=None, version="1"):
    return Record(
        id=article.id,
        published=article.published.isoformat() if article.published else None,
        text_sha256=text_hash(text or article.text),
        language="en",
        extractor=Extractor("test", version, None, None),
        title=article.title,
        text=article.text if article.derived else None,
    )
