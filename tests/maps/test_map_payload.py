"""Nothing that stands in an article may run in the browser or in a template of the server."""

from __future__ import annotations

import json
import math

import folium
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit_folium import _get_feature_group_string

from geo.maps.basemap import OfflineMap
from geo.maps.elements import JourneysLayer, PlacesLayer
from geo.maps.payload import to_json
from geo.maps.standalone import standalone_html

HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- <script>",
    "`${alert(1)}`",
    "${x}",
    "{{ 7 * 7 }} {% raw %} {# note",
    "{{{'map_div'}}}",
    "line\u2028separated\u2029twice",
    'it\'s "quoted" \\ and & more',
    "القدس",
    "half a pair \ud83d",
]


def place(name: str, **changes: object) -> dict:
    row = {
        "id": f"place:{name}", "name": name, "lat": 43.1, "lon": 131.9, "kind": "city", "draw": "disc",
        "events": 2, "mentions": 5, "extent_km": None,
    }  # fmt: skip
    return row | changes


def journey(name: str, **changes: object) -> dict:
    row = {
        "id": f"journey:{name}", "travellers": name, "km": 684.5, "status": "under_way", "mode": "rail",
        "method": name, "date": name, "reports": 1, "also": [],
        "from": {"id": "a", "name": name, "lat": 39.0, "lon": 125.8},
        "to": {"id": "b", "name": name, "lat": 43.1, "lon": 131.9},
    }  # fmt: skip
    return row | changes


def call_of(script: str, function: str) -> dict:
    """Return the payload that a script hands to a function of the map script."""
    start = script.index(f"Dateline.{function}(") + len(f"Dateline.{function}(")
    payload, _ = json.JSONDecoder().raw_decode(script, start)
    return table(payload)


def table(payload: dict) -> dict:
    """Return a layer's payload with its rows by the names of their columns."""
    return payload | {"rows": [dict(zip(payload["columns"], row, strict=True)) for row in payload["rows"]]}


@given(
    st.recursive(
        st.text() | st.integers() | st.booleans() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_comes_back_as_it_went(value: object) -> None:
    assert json.loads(to_json(value)) == value


@given(st.text(alphabet=st.sampled_from("<>&'`${}%#\u2028\u2029/\\\"a!-")) | st.text())
@example("</script>")
@example("{{{%")
def test_json_holds_nothing_that_anyone_acts_on(text: str) -> None:
    encoded = to_json([{"name": text}])
    assert encoded.isascii()
    assert not set("<>&'`$\x7f") & set(encoded)
    assert not any(mark in encoded for mark in ("{{", "{%", "{#"))


def test_numbers_of_pandas_and_numpy_are_plain_numbers() -> None:
    values = {
        "events": np.int64(3),
        "lat": np.float64(1.5),
        "extent_km": math.nan,
        "far": np.inf,
        "shown": np.bool_(True),
    }
    assert json.loads(to_json(values)) == {"events": 3, "lat": 1.5, "extent_km": None, "far": None, "shown": True}


@pytest.mark.parametrize("name", HOSTILE)
def test_names_reach_the_component_unchanged(name: str) -> None:
    group = folium.FeatureGroup("data")
    group.add_child(PlacesLayer([place(name)], theme="light", selected=[f"place:{name}"]))
    group.add_child(JourneysLayer([journey(name)], theme="dark", units="mi"))
    script = _get_feature_group_string(group, OfflineMap((0, 0), zoom_start=2, theme="light"))
    places, journeys = call_of(script, "places"), call_of(script, "journeys")
    assert places["rows"][0]["name"] == name
    assert places["selected"] == [f"place:{name}"]
    assert journeys["rows"][0]["travellers"] == journeys["rows"][0]["from"][1] == name
    assert journeys["units"] == "mi"
    assert not any(mark in script for mark in ("`", "${", "</", "<!--", "{{"))


@pytest.mark.parametrize("name", HOSTILE)
def test_names_do_not_end_the_scripts_of_a_standalone_page(name: str) -> None:
    offline = OfflineMap((0, 0), zoom_start=2, theme="light")
    empty = standalone_html(offline).lower()
    PlacesLayer([place(name)], theme="light").add_to(offline)
    page = standalone_html(offline)
    assert page.lower().count("</script") == empty.count("</script")
    assert page.lower().count("<script") == empty.count("<script")
    assert call_of(page, "places")["rows"][0]["name"] == name


def test_a_standalone_page_asks_for_nothing() -> None:
    page = standalone_html(OfflineMap((0, 0), zoom_start=2, theme="dark"))
    assert "../../app/static" not in page
    assert 'src="' not in page.replace('src="data:', "")
    assert "url(fonts/" not in page


def test_the_map_loads_only_files_of_the_app() -> None:
    offline = OfflineMap((0, 0), zoom_start=2, theme="light")
    links = [link for _, link in [*offline.default_js, *offline.default_css]]
    assert links
    assert all(link.startswith("../../app/static/") for link in links)
    header = offline.get_root().render()
    assert "cdn" not in header
    assert "cdnjs" not in header


def test_the_script_of_the_map_depends_on_its_arguments_alone() -> None:
    """The component keeps its frame only while the map's script, freed of random ids, stays equal."""

    def script(theme: str) -> str:
        offline = OfflineMap((10, 20), zoom_start=3.5, theme=theme)
        return offline.get_root().render().replace(offline.get_name(), "map")

    assert script("light") == script("light")
    assert script("light") != script("dark")


def test_only_a_line_that_is_no_great_circle_is_sent() -> None:
    layer = JourneysLayer([journey("Kim"), journey("Lee", line=[(1.23456, 2), (3, 4.98765)])], theme="light")
    rows = table(json.loads(layer.payload))["rows"]
    assert rows[0]["line"] is None
    assert rows[0]["from"] == ["a", "Kim", 39.0, 125.8]
    assert rows[1]["line"] == [[1.235, 2.0], [3.0, 4.988]]


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(ValueError, match="sepia"):
        PlacesLayer([], theme="sepia")
