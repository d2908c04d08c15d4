"""Maps: places stand where they are, ways are the shortest, and the land has no seam at the date line."""

import itertools
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convergio_jupyter.core.i18n import Unable
from convergio_jupyter.tools.base import Desk, arguments_of
from convergio_jupyter.tools.knowledge.earth import RADIUS, WORLD, Region, distance, land, shown_pieces, way
from convergio_jupyter.tools.knowledge.places import capitals_of, place_named
from convergio_jupyter.tools.knowledge.shipped import rows_of
from convergio_jupyter.tools.knowledge.world_map import WORLD_MAP
from tests.tools.pictures import HOSTILE, all_of, checked, words

ROME, TOKYO, NEW_YORK = (12.4964, 41.9028), (139.6917, 35.6895), (-74.006, 40.7128)
LONDON = {"name": "London", "lat": 51.5074, "lon": -0.1278}
places = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def draw(lang="en", **arguments):
    return WORLD_MAP.run(arguments_of(WORLD_MAP, json.dumps(arguments), lang), Desk(lang=lang))


def named(name, lon, lat):
    return {"name": name, "lat": lat, "lon": lon}


def test_known_distances():
    assert distance(ROME, NEW_YORK) == pytest.approx(6_890, rel=0.005)
    assert distance(ROME, TOKYO) == pytest.approx(9_860, rel=0.005)
    assert distance((0, 0), (180, 0)) == pytest.approx(math.pi * RADIUS)
    assert distance((0, -90), (77, 90)) == pytest.approx(math.pi * RADIUS)


@given(places, places)
@settings(max_examples=60)
def test_a_way_is_as_long_as_the_distance(a, b):
    found = way(a, b)
    length = sum(distance(*pair) for pair in itertools.pairwise(found))
    assert length == pytest.approx(distance(a, b), rel=1e-3, abs=0.1)
    assert distance(found[0], a) < 0.1
    assert distance(found[-1], b) < 0.1


def is_land(lon, lat):
    """Whether a place lies on land: how often a line to the east crosses a coast."""
    crossed = 0
    for ring in land(WORLD):
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > lat) != (by > lat) and lon < ax + (lat - ay) / (by - ay) * (bx - ax):
                crossed += 1
    return crossed % 2 == 1


@pytest.mark.parametrize(
    ("lon", "lat", "dry"),
    [
        *[(10.0, 48.0, True), (-100.0, 40.0, True), (135.0, -25.0, True), (14.0, 37.5, True), (20.0, -85.0, True)],
        *[(178.0, 67.0, True), (-175.0, 66.5, True), (-42.0, 72.0, True), (100.0, 65.0, True)],
        *[(-30.0, 30.0, False), (-150.0, -16.5, False), (0.0, 66.0, False), (18.0, 35.0, False), (51.0, 42.0, False)],
        *[(-120.0, -20.0, False), (90.0, -10.0, False), (5.0, 85.5, False)],
    ],
)
def test_land_is_where_it_is(lon, lat, dry):
    assert is_land(lon, lat) is dry


@given(st.floats(-90, 80), st.floats(-180, 150), st.floats(1, 90), st.floats(1, 200))
@settings(max_examples=20, deadline=None)
def test_land_stays_in_its_region(south, west, high, across):
    region = Region(south, west, min(90.0, south + high), west + across)
    for ring in land(region):
        for lon, lat in ring:
            assert region.west - 1e-6 <= lon <= region.east + 1e-6
            assert region.south - 1e-6 <= lat <= region.north + 1e-6


def test_a_route_is_drawn_and_added_up():
    result = draw("it", title="Viaggio", route=True, places=[LONDON, named("Roma", *ROME), named("Tokyo", *TOKYO)])
    root = checked(result.figure, width=640, height=None)
    assert {"Viaggio", "London", "Roma", "Tokyo"} <= set(words(root))
    assert len(all_of(root, "circle")) == 3
    assert "| 1 | London | 51,51° N | 0,13° O | – |" in result.text
    assert "1.434 km" in result.text
    assert "In tutto: 11." in result.text


def test_without_a_route_distances_are_from_the_first_place():
    said = draw(places=[named("Rome", *ROME), LONDON, named("Paris", 2.3522, 48.8566)]).text
    assert "From Rome" in said
    assert "1,434 km" in said
    assert "1,106 km" in said or "1,105 km" in said


def test_a_region_may_go_across_the_date_line():
    result = draw(
        places=[named("Tokyo", *TOKYO), named("Hawaii", -157.8, 21.3), LONDON], route=True, region=[-60, 100, 70, -60]
    )
    circles = [float(each.get("cx")) for each in all_of(checked(result.figure, width=640, height=None), "circle")]
    assert len(circles) == 2
    assert circles[0] < circles[1]
    assert "Not on this part of the map: London." in result.text


def test_a_way_over_the_date_line_does_not_run_back_across_the_map():
    pieces = shown_pieces(way(TOKYO, (-118.2, 34.1)), WORLD)
    assert len(pieces) == 2
    assert max(abs(b[0] - a[0]) for piece in pieces for a, b in itertools.pairwise(piece)) < 5


def test_places_on_one_spot_are_named_in_the_text():
    crowd = [named(f"place number {number}", 12.5, 41.9) for number in range(20)]
    result = draw(places=crowd)
    assert "Too close to others to be named" in result.text
    shown = [each for each in words(checked(result.figure, width=640, height=None)) if each.startswith("place")]
    assert 1 <= len(shown) < 20


@given(st.lists(places, min_size=1, max_size=40), st.booleans(), st.text(max_size=20))
@settings(max_examples=25, deadline=None)
def test_any_places_make_a_picture(spots, route, name):
    arguments = {"places": [named(name, *spot) for spot in spots], "route": route, "title": name}
    result = WORLD_MAP.run(arguments, Desk())
    checked(result.figure, width=640, height=None)
    rows = [line for line in result.text.splitlines() if line.startswith("|")]
    assert len(rows) == len(spots) + 2


def test_hostile_names_stay_text():
    result = WORLD_MAP.run({"places": [named(HOSTILE, 0, 0), named("[x](y) `z`", 1, 1)], "title": HOSTILE}, Desk())
    checked(result.figure, width=640, height=None)
    assert "<" not in result.text
    assert "`" not in result.text
    assert "[x](" not in result.text


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        ({"places": []}, "do not fit"),
        ({"places": [named("x", 0, 91)]}, "do not fit"),
        ({"places": [named("x", 10**400, 0)]}, "do not fit"),
        ({"places": [LONDON] * 41}, "do not fit"),
        ({"places": [LONDON], "region": [60, 0, 50, 10]}, "south below north"),
        ({"places": [LONDON], "region": [50, 0, 50.5, 10]}, "one degree"),
        ({"places": [LONDON], "region": [50, 10, 60, 10]}, "one degree"),
        ({"places": [LONDON], "region": [0, 0, 120, 10]}, "south below north"),
    ],
)
def test_what_cannot_be_drawn_is_said(arguments, problem):
    with pytest.raises(Unable, match=problem):
        draw(**arguments)


def test_a_known_place_needs_its_name_only_and_has_one_in_each_language():
    said = draw(places=[{"name": "roma"}, LONDON]).text
    assert "| 1 | Rome | 41.90° N | 12.48° E |" in said
    assert "| 2 | London |" in said
    assert "| 1 | Pechino |" in draw("it", places=[{"name": "Beijing"}]).text
    for unknown in ({"name": "Atlantis"}, {"name": "Atlantis", "lat": 3}):
        with pytest.raises(Unable, match="give its latitude and longitude"):
            draw(places=[unknown])


def test_a_place_alone_is_seen_with_what_is_around_it():
    alone, both = draw(places=[{"name": "Rome"}]), draw(places=[{"name": "Rome"}, {"name": "Naples"}])
    assert "50° E" in words(checked(alone.figure, width=640, height=None))
    assert "50° E" not in words(checked(both.figure, width=640, height=None))


def test_one_place_is_far_from_nothing():
    said = draw(places=[{"name": "Rome"}]).text
    assert "| 1 | Rome | 41.90° N | 12.48° E |\n" in said
    assert "From Rome" not in said
    assert "Distances" not in said


def test_it_is_said_from_where_a_country_is_measured():
    from_middle = "A country or a region is measured from its middle."
    assert from_middle in draw(places=[{"name": "France"}, {"name": "Rome"}], route=True).text
    assert from_middle not in draw(places=[{"name": "Paris"}, {"name": "Rome"}], route=True).text
    assert from_middle not in draw(places=[{"name": "France"}]).text


def test_each_capital_is_the_capital_of_a_place_that_is_known_and_near():
    for row in rows_of("places.csv"):
        town = place_named(row["en"].split("/")[0])
        for name in filter(None, row["capital_of"].split("/")):
            area = place_named(name)
            assert area is not None
            assert area.is_area
            assert town in capitals_of(area)
            assert area.english == name
            near = 7_000 if name in ("Russia", "Kiribati") else 3_000
            assert distance((town.lon, town.lat), (area.lon, area.lat)) < near, name


def test_what_is_known_of_places_can_be_true():
    for row in rows_of("places.csv"):
        place = place_named(row["en"].split("/")[0])
        assert place is not None
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
    for name in ("Kenya", "Norway", "Vietnam", "Croatia", "Malaysia", "Chile", "Haiti", "Israel", "Moscow", "Cairo"):
        place = place_named(name)
        assert is_land(place.lon, place.lat), name
