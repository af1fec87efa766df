"""Text of others that tries to be code, on every page, in every mark, list, dialog and export: in Chromium."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

import geo
from geo.articles import Article
from geo.export import exports
from geo.record import Actor, Date, End, Journey, Mention, Place, Statement, Toponym, Traveller
from geo.store import open_store
from tests.browser.test_accessibility import PAGES, at, idle
from tests.builders import Draft
from tests.conftest import Watch, frame, running_app, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from geo.record import Record
    from geo.store import Store

pytestmark = pytest.mark.browser

MARKS = {
    "script": "<script>window.__pwned=1</script>",
    "attribute": '"><img src=x onerror="window.__pwned=1">',
    "template": "`${window.__pwned=1}`",
    "braces": "{{7*7}}",
    "link": "[press](javascript:window.__pwned=1) ![x](http://192.0.2.1/x.png)",
    "streamlit": ":red[warm] :material/home: $x^2$ **bold**",
    "turned": "Ann\u202egnp.exe",
    "line": "One\u2028Two\u2029Three",
    "control": "Bell\x07 Escape\x1b[31m",
    "long": "Her Excellency " + "Very" * 70 + " Long",
    "arabic": "محمد بن سلمان",
    "hebrew": "בנימין נתניהו",
    "chinese": "习近平",
    "korean": "김정은",
}
EVERYTHING = " ".join(MARKS.values())
LINK = 'http://127.0.0.1/?q="><img src=x>'
TEXT = "\n".join(
    (
        f"GENEVA – Kim Jong-un travelled from Pyongyang to Vladivostok by train on Monday, {MARKS['script']} said.",
        f"“We shall talk of {MARKS['attribute']} and {MARKS['template']},” Vladimir Putin said in Vladivostok.",
        f"The minister {MARKS['braces']} denied that {MARKS['link']} would fly to Delhi on 12 September 2023.",
        f"{MARKS['turned']} {MARKS['line']} met {MARKS['arabic']}, {MARKS['korean']} in Seoul {MARKS['streamlit']}.",
    )
)


def named() -> tuple[Article, Record]:
    """Return an article in which every actor and place bears a name that tries something."""
    names = list(MARKS.values())
    said = [f"Actor{n} went from Here{n} to There{n} and said “this is {name}”." for n, name in enumerate(names)]
    draft = Draft("\n".join(" ".join(line.split()) for line in said), id="named", title=EVERYTHING)
    places = []
    for n, name in enumerate(names):
        who, other = f"person:hostile-{n}", f"person:hostile-{(n + 1) % len(names)}"
        line, actor, ends = draft.line(n), draft.span(f"Actor{n}"), []
        for word, role, lat, lon in (("Here", "origin", -50 + 8 * n, -140), ("There", "destination", 50 - 7 * n, 20)):
            place = Place(f"user:{len(places) + 900}", name, "city", "XA", lat, lon + 8 * n, 10.0)
            span = draft.span(f"{word}{n}")
            places.append(place)
            ends.append(End(*span, place.id))
            draft.toponyms.append(Toponym(*span, f"{word}{n}", "name", role, True, place.id, "resolved", 0.9))
        draft.actors.append(Actor(who, name, "person", "XA", name, (name,), (Mention(*actor, f"Actor{n}"),)))
        verb, told = draft.text.index("said", line[0]), draft.text.index("“", line[0])
        draft.statements.append(
            Statement(
                f"statement:hostile-{n}",
                who,
                None,
                (actor,),
                ((verb, verb + 4),),
                ((told, line[1] - 1),),
                "direct",
                "say",
                places=(places[-1].id,),
                actors=(other,),
                sentences=(line,),
            )
        )
        day = Date(*actor, f"Actor{n}", "DATE", f"2023-09-{n + 1:02d}", "day")
        moved = (Traveller(who, name, (actor,)),)
        draft.journeys.append(
            Journey(
                f"journey:hostile-{n}", "journey", moved, ends[0], (), ends[1], "air", "completed", day, 900.0, (line,)
            )
        )
    record = dataclasses.replace(draft.record(), places=tuple(places))
    return dataclasses.replace(draft.article(), publisher=EVERYTHING, url="javascript:window.__pwned=1"), record


def filled(url) -> Store:
    store = open_store(url)
    read = Article("read", TEXT, title=EVERYTHING, published=dt.date(2023, 9, 13), publisher=EVERYTHING)
    record = dataclasses.replace(geo.extract(TEXT, published="2023-09-13", title=EVERYTHING), id="read")
    store.add(read, record)
    store.add(*named())
    return store


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    filled(folder / "store.sqlite").close()
    with running_app(folder) as address:
        yield address


INJECTED = """() => {
  const found = [];
  if (window.__pwned !== undefined) found.push('a script ran');
  const visit = (root) => {
    for (const node of root.querySelectorAll('*')) {
      if (node.shadowRoot) visit(node.shadowRoot);
      if (node.tagName === 'SCRIPT' && node.textContent.trim() === 'window.__pwned=1') found.push('an injected script');
      for (const { name, value } of node.attributes) {
        if (name === 'onerror' || /^\\s*javascript:/i.test(value)) found.push(`${node.tagName} ${name}=${value}`);
      }
      if (node.tagName === 'IMG' && /192\\.0\\.2\\.1|^x$/.test(node.getAttribute('src'))) found.push(node.outerHTML);
    }
  };
  visit(document);
  return found;
}"""


class Guard:
    """A page that is watched for code of others running in it."""

    def __init__(self, chromium, address: str, **options) -> None:
        self.context = chromium.new_context(viewport={"width": 1440, "height": 900}, **options)
        self.watch = Watch(self.context, address)
        self.dialogs: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.page.on("popup", lambda popup: self.dialogs.append(popup.url))

    def check(self) -> None:
        assert [line for part in self.page.frames for line in part.evaluate(INJECTED)] == []
        assert self.dialogs == []
        assert self.watch.problems == []


@pytest.fixture
def guard(chromium, hostile):
    watched = Guard(chromium, hostile)
    yield watched
    watched.context.close()


def shows(page: Page, text: str) -> bool:
    """Tell whether a text is on the page as it is written, white space aside."""
    words = page.evaluate(
        """() => {
          const texts = [];
          const visit = (root) => {
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              if (node.shadowRoot) visit(node.shadowRoot);
              else if (node.nodeType === 3 && !node.parentElement?.matches('style, script')) texts.push(node.data);
            }
          };
          visit(document.body);
          return texts.join('\\n');
        }"""
    )
    return " ".join(text.split()) in " ".join(words.split())


def test_the_map_its_marks_and_its_panels(guard, hostile, shot):
    page = guard.page
    page.goto(f"{hostile}?actor={'_'.join(f'hostile-{n}' for n in range(len(MARKS)))}")
    settled(page)
    labels = frame(page).locator(".dl-mark").evaluate_all("all => all.map(m => m.ariaLabel)")
    for name in (MARKS["script"], MARKS["attribute"], MARKS["template"], MARKS["braces"], MARKS["arabic"]):
        assert any(name in label for label in labels)
    for mark in frame(page).locator(".dl-mark[tabindex='0']").all():
        mark.dispatch_event("mouseover")
        mark.focus()
    for line in frame(page).locator("path.dl-journey").all():
        line.dispatch_event("mouseover")
    shot(page)
    for tab in ("journeys", "statements", "actors", "places"):
        page.locator(f"#tab-{tab}").click()
        shot(page, tab)
        assert shows(page, MARKS["script"])
        assert shows(page, MARKS["link"])
    guard.check()


@pytest.mark.parametrize("number", range(len(MARKS)), ids=list(MARKS))
def test_what_is_selected(guard, hostile, number, shot):
    page, name = guard.page, list(MARKS.values())[number]
    page.goto(f"{hostile}?actor=hostile-{number}&sel=actor.hostile-{number}&q=Actor{number}")
    settled(page)
    assert shows(page, name)
    page.locator(".panels summary").first.click()
    page.get_by_role("button", name=re.compile("arrow right")).click()
    idle(page)
    page.get_by_role("button", name="Share").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Read in the article").first.click()
    page.locator(".evidence-view .seg").first.wait_for()
    for seg in page.locator(".evidence-view .seg.actor").all():
        seg.dispatch_event("mouseenter")
    assert shows(page, EVERYTHING)
    shot(page)
    guard.check()


@pytest.mark.parametrize("path", PAGES)
def test_each_page(guard, hostile, path, shot):
    at(path)(guard.page, hostile)
    shot(guard.page)
    guard.check()
    at(f"{path}?actor=hostile-1&sel=actor.hostile-1")(guard.page, hostile)
    shot(guard.page, "chosen")
    guard.check()


@pytest.mark.parametrize("article", ["read", "named"])
def test_an_article_is_read_and_corrected(guard, hostile, article, shot):
    page = guard.page
    at(f"articles?sel=article.{article}")(page, hostile)
    page.locator(".evidence-view .seg").first.wait_for()
    assert shows(page, EVERYTHING)
    assert page.get_by_role("link", name="Source").count() == 0, "only web addresses are linked"
    for layer in ("place", "actor", "statement", "journey"):
        page.locator(f".evidence-view .seg.{layer}").first.click()
        page.get_by_text("Correct", exact=True).wait_for()
        idle(page)
        shot(page, layer)
        guard.check()
    page.get_by_role("button", name="Is right").click()
    page.get_by_text(re.compile("^Corrected")).wait_for()
    shot(page, "corrected")
    guard.check()


def test_an_article_that_is_pasted(guard, hostile, shot):
    page = guard.page
    at("articles")(page, hostile)
    page.get_by_role("radio", name="Add an article").click()
    page.get_by_label("Text of the article").fill("The President arrived in Prague on Tuesday.\n" + TEXT)
    page.get_by_label("Title").fill(MARKS["attribute"] + MARKS["link"] + MARKS["streamlit"])
    page.get_by_label("Publisher").fill(MARKS["script"])
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Add", exact=True).wait_for()
    idle(page)
    shot(page, "review")
    guard.check()
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="See it on the map").wait_for(timeout=60_000)
    assert shows(page, MARKS["attribute"])
    shot(page, "added")
    page.get_by_role("button", name="See it on the map").click()
    settled(page)
    shot(page, "map")
    guard.check()


def test_what_is_wrong_with_a_link_is_told_as_text(guard, hostile, shot):
    words = "![x](http://192.0.2.1/x.png)<img src=x onerror=1>:smile:"
    at(f"?actor=![x](http://192.0.2.1/x.png)&kind=<img src%3Dx onerror%3D1>:smile:&q={'{{7*7}}'}")(guard.page, hostile)
    assert shows(guard.page, words[:20])
    assert guard.page.locator("[data-testid=stAlert] a").count() == 0, "whoever writes a link cannot make us link on"
    shot(guard.page)
    guard.check()


@pytest.mark.parametrize("kind", ["map", "print"])
def test_exported_pages(chromium, tmp_path, kind, shot):
    store = filled(tmp_path / "store.sqlite")
    offer = next(
        found for found in exports(store, permalink='http://127.0.0.1/?q="><img src=x>') if found.format == kind
    )
    page_file = tmp_path / "page.html"
    page_file.write_bytes(offer.make())
    store.close()
    watched = Guard(chromium, page_file.as_uri())
    watched.page.goto(page_file.as_uri())
    watched.page.wait_for_timeout(1500)
    assert shows(watched.page, MARKS["script"])
    assert shows(watched.page, MARKS["link"])
    shot(watched.page)
    watched.check()
    watched.context.close()


def test_other_exports_are_whole(tmp_path):
    store = filled(tmp_path / "store.sqlite")
    made = {offer.format: offer.make() for offer in exports(store)}
    store.close()
    assert MARKS["script"] in json.dumps(json.loads(made["geojson"]), ensure_ascii=False)
    assert MARKS["script"] in "".join(etree.fromstring(made["kml"]).itertext())
    assert set(made) >= {"map", "print", "geojson", "kml", "csv", "records"}
    for name in ("csv", "records"):
        (tmp_path / name).write_bytes(made[name])
        assert zipfile.ZipFile(tmp_path / name).testzip() is None
