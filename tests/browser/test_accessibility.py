"""Every page for those who hear it, who use the keyboard, who see little, who want no movement: in Chromium."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.axe import violations
from tests.conftest import frame, open_page, settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PAGES = sorted({path.stem for path in Path("pages").glob("*.py")} - {"map"})
STORY = "?actor=kim-jong-un_vladimir-putin&from=2023-09-09&to=2023-09-12"
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}


def idle(page: Page) -> None:
    page.wait_for_timeout(300)
    page.wait_for_function("() => !document.querySelector('[data-testid=stStatusWidget]')", timeout=40_000)
    page.wait_for_timeout(300)


def at(path: str):
    def go(page: Page, app: str) -> None:
        page.goto(f"{app}/{path}")
        page.locator(".bar .count").wait_for(timeout=40_000)
        idle(page)

    return go


def journey_chosen(page: Page, app: str) -> None:
    at(STORY)(page, app)
    page.locator(".panels .card .main").first.click()
    page.locator(".panels .focus").wait_for()


def article_open(page: Page, app: str) -> None:
    at("")(page, app)
    page.locator(".panels summary").first.click()
    page.get_by_role("button", name="Read in the article").first.click()
    page.locator(".evidence-view .seg").first.wait_for()


def share_open(page: Page, app: str) -> None:
    at("")(page, app)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("textbox", name="Link to what is shown").wait_for()


def export_open(page: Page, app: str) -> None:
    at("")(page, app)
    page.get_by_role("button", name="Export").click()
    page.locator("[data-testid=stDownloadButton]").first.wait_for()


def profile(page: Page, app: str) -> None:
    at("actors")(page, app)
    page.locator(".network .node").first.click()
    page.locator(".dl-profile").wait_for()


def article_chosen(page: Page, app: str) -> None:
    at("articles")(page, app)
    page.locator(".panels .card .main").first.click()
    page.locator(".evidence-view .seg").first.wait_for()


def correcting(page: Page, app: str) -> None:
    article_chosen(page, app)
    page.locator(".evidence-view .seg.place").first.click()
    page.get_by_text("Correct", exact=True).wait_for()


def adding(page: Page, app: str) -> None:
    at("articles")(page, app)
    page.get_by_role("radio", name="Add an article").click()
    page.get_by_label("Text of the article").wait_for()


def collections(page: Page, app: str) -> None:
    at("articles")(page, app)
    page.get_by_role("radio", name="Collections").click()
    page.get_by_label("New collection").wait_for()


STATES = {
    "map": at(""),
    "journey": journey_chosen,
    "nothing": at("?q=zzzzz"),
    "article": article_open,
    "share": share_open,
    "export": export_open,
    "profile": profile,
    "article-chosen": article_chosen,
    "correcting": correcting,
    "adding": adding,
    "collections": collections,
    **{path: at(path) for path in PAGES},
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_grave(state, size, new_context, app, shot):
    page = new_context(viewport=SIZES[size]).new_page()
    STATES[state](page, app)
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        idle(page)
        idle(page)
        found[scheme] = violations(page)
        shot(page, scheme)
    assert found == {"light": [], "dark": []}


def test_axe_sees_into_the_map_and_the_components(page):
    """A check that looks past the frames and shadow trees would praise anything."""
    blank = "() => {{ const b = document.createElement('button'); b.id = 'blank-{0}'; {1}.append(b); }}"
    page.frames[-1].evaluate(blank.format("map", "document.body"))
    page.locator(".bar").evaluate(
        "bar => { const b = document.createElement('button'); b.id = 'blank-bar'; bar.append(b); }"
    )
    found = [line for line in violations(page) if "button-name" in line]
    assert any("#blank-map" in line for line in found)
    assert any("#blank-bar" in line for line in found)


FOCUSED = """() => {
  let node = document.activeElement;
  for (;;) {
    if (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    else if (node?.contentDocument?.activeElement) node = node.contentDocument.activeElement;
    else break;
  }
  const styled = ['outline', 'boxShadow', 'strokeOpacity', 'stroke', 'border', 'backgroundColor', 'opacity', 'color'];
  const look = (n) => [n, n.parentElement, ...n.querySelectorAll('*')].filter(Boolean).slice(0, 60).map((m) => {
    const style = m.ownerDocument.defaultView.getComputedStyle(m);
    return styled.map((name) => style[name]).join();
  }).join(';');
  const before = window.lastFocused;
  const told = before && before.node !== node ? { name: before.name, same: look(before.node) === before.look } : null;
  const words = node.ariaLabel ?? node.textContent?.trim().slice(0, 40) ?? '';
  const name = `${node.tagName.toLowerCase()}.${node.getAttribute?.('class') ?? ''} ${words}`;
  if (before?.node !== node) window.lastFocused = { node, name, look: look(node) }; // a date has several stops
  return { name, left: told };
}"""


def walk(page: Page, *, most: int = 400) -> tuple[list[str], list[str]]:
    """Press Tab until the page's end; return what was focused in order, and what looked the same without the focus."""
    names, unseen = [], []
    for _ in range(most):
        page.keyboard.press("Tab")
        page.wait_for_timeout(25)
        now = page.evaluate(FOCUSED)
        if now["left"] and now["left"]["same"]:
            unseen.append(now["left"]["name"])
        if now["name"].startswith("body"):
            break
        names.append(now["name"])
    return names, unseen


def test_the_keyboard_reaches_everything_and_is_seen(new_context, app):
    page = open_page(new_context(reduced_motion="reduce"), f"{app}/{STORY}")
    names, unseen = walk(page)
    assert not unseen, "\n".join(unseen)
    order = [
        r"^input.* Words that must occur",  # filters
        r"^button.chip .*Kim Jong-un",  # what is set
        r"^button.*Export",
        r"^button.*Share",
        r"dl-mark.* Pyongyang",  # map
        r"^button.(start|back|next) ",  # player
        r"^button.* Journeys",  # panels
        r"^button.main ",
    ]
    found = [next((n for n, name in enumerate(names) if re.search(pattern, name)), None) for pattern in order]
    assert None not in found, dict(zip(order, found, strict=True))
    assert found == sorted(found), dict(zip(order, found, strict=True))


def test_marks_are_chosen_with_the_keyboard(new_context, app):
    page = open_page(new_context(), f"{app}/{STORY}")
    frame(page).locator(".dl-mark[aria-label^='Pyongyang']").first.focus()
    page.keyboard.press("Enter")
    page.locator(".panels .focus", has_text="Pyongyang").wait_for()
    row = page.locator(".panels .card .main").first
    row.focus()
    page.keyboard.press("Space")
    page.wait_for_function("() => location.search.includes('sel=')")


@pytest.mark.parametrize("opener", [share_open, export_open, article_open])
def test_escape_closes_a_dialog(opener, page, app):
    opener(page, app)
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


MOVING = """() => {
  const found = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll('*')) {
      const style = getComputedStyle(node);
      const longest = Math.max(...`${style.transitionDuration},${style.animationDuration}`.split(',').map(parseFloat));
      if (longest > 0.01) found.push(`${node.tagName}.${node.getAttribute('class')} ${longest}`);
      if (node.shadowRoot) visit(node.shadowRoot);
    }
  };
  visit(document);
  return found;
}"""


def test_nothing_moves_for_who_wants_no_motion(new_context, app):
    page = open_page(new_context(reduced_motion="reduce"), app)
    assert [line for part in page.frames for line in part.evaluate(MOVING)] == []
    # a flight: where the map is right after it began, it stays
    move = "() => { map.setView([10, 100], map.getZoom()); return map.getCenter(); }"
    assert page.frames[-1].evaluate(move) == pytest.approx({"lat": 10, "lng": 100}, abs=0.5)
    page.frames[-1].evaluate("() => map.panBy([80, 0])")
    after = page.frames[-1].evaluate("() => map.getCenter().lng")
    page.wait_for_timeout(500)
    assert page.frames[-1].evaluate("() => map.getCenter().lng") == after


def test_movement_is_kept_for_who_did_not_ask(page):
    settled(page)
    assert [line for part in page.frames for line in part.evaluate(MOVING)] != []
