"""Whatever colour the brand has, text in it and on it can be read."""

from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.web.colours import AA, legible, ratio, text_on

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@given(COLOURS, st.sampled_from(["#eef1f0", "#232b2b"]))
@example("#ffff00", "#eef1f0")
@example("#000000", "#232b2b")
def test_a_brand_colour_stands_off_the_page_and_its_text_off_the_colour(
    colour: str, background: str
) -> None:
    made = legible(colour, background)
    assert ratio(made, background) >= AA
    assert ratio(text_on(made), made) >= 4.5


def test_a_colour_that_is_legible_stays_as_it_is() -> None:
    assert legible("#1f5f5b", "#eef1f0") == "#1f5f5b"


def test_black_on_white_has_the_contrast_the_standard_says() -> None:
    assert ratio("#000000", "#ffffff") == 21
    assert round(ratio("#777777", "#ffffff"), 2) == 4.48
