"""What a record says it is unsure of."""

import geo


def codes(text: str) -> list[str]:
    return [w.code for w in geo.extract(text, published="2023-09-12").warnings]


def test_a_speed_that_cannot_be_is_said():
    text = "The minister travelled from Lisbon to Warsaw by train in two hours."
    assert "impossible_speed" in codes(text)


def test_a_speed_that_can_be_is_not():
    assert "impossible_speed" not in codes("The minister flew from Lisbon to Warsaw in four hours.")


def test_an_unknown_place_is_said():
    (warning,) = geo.extract("The delegation met rebels in Qvarnbylund on Monday.").warnings
    assert warning.code == "unresolved_place"
    assert "Qvarnbylund" in warning.message
