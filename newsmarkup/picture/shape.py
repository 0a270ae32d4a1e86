"""Shapes: which renditions of a picture are made, how large each is, and where it is cut.

Source: Google's article documentation (pictures of 16:9, 4:3 and 1:1, of 50,000 pixels at least).
"""

from __future__ import annotations

from dataclasses import dataclass

RATIOS = ((16, 9), (4, 3), (1, 1))
WIDTHS = (320, 640, 960, 1440, 2000)  # of the whole picture, for `srcset`
CROP = 1200  # a crop's width; less where the picture is smaller
LEAST = 50_000  # pixels of a crop


@dataclass(frozen=True, slots=True)
class Shape:
    """`name`: "16x9" …, "" for the whole picture. Width and height in pixels."""

    name: str
    width: int
    height: int


def shapes(width: int, height: int, *, whole: bool = False) -> list[Shape]:
    """The renditions of a picture of this size, none larger than the picture itself. `whole`: one as large as the picture
    (or as the largest), too: for a file that browsers can't show."""
    widths = [w for w in WIDTHS if w < width] + [width] * (whole and width < WIDTHS[-1])
    uncut = [Shape("", w, max(1, round(height * w / width))) for w in widths]
    crops = []
    for across, down in RATIOS:
        most = min(CROP, width, height * across // down)
        crop = Shape(f"{across}x{down}", most, most * down // across)
        if crop.width * crop.height >= LEAST:
            crops.append(crop)
    return uncut + crops
