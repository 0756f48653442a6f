"""Makes the letters of this folder from Liberation 2 (Debian package fonts-liberation2 2.1.5-1):

    apt-get download fonts-liberation2 && dpkg-deb -x fonts-liberation2_*.deb liberation
    python3 subset.py liberation/usr/share/fonts/truetype/liberation2 .        # needs fonttools

Only what Vietnamese papers write is kept, without hints and kerning. A subset is a modified version under the OFL, which
reserves the name "Liberation" for the original: hence the other names. After a run, write the new sums to vendor.lock.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FACES = {
    "serif": ("LiberationSerif-Regular", "Mang Non Serif", "Regular"),
    "serif-bold": ("LiberationSerif-Bold", "Mang Non Serif", "Bold"),
    "serif-italic": ("LiberationSerif-Italic", "Mang Non Serif", "Italic"),
    "serif-bold-italic": ("LiberationSerif-BoldItalic", "Mang Non Serif", "Bold Italic"),
    "sans": ("LiberationSans-Regular", "Mang Non Sans", "Regular"),
    "sans-bold": ("LiberationSans-Bold", "Mang Non Sans", "Bold"),
}


def letters(table: Path) -> list[int]:
    found = []
    for line in table.read_text().splitlines():
        if not line.startswith("#"):
            first, _, last = line.split()[0].partition("-")
            found += range(int(first, 16), int(last or first, 16) + 1)
    return found


def make(source: Path, target: Path, family: str, style: str, kept: list[int]) -> None:
    font = TTFont(source, recalcTimestamp=False)
    options = Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 4, 6, 13, 14], notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "FFTM", "DSIG", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=kept)
    subsetter.subset(font)
    for record in font["name"].names:
        new = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family}-{style}".replace(" ", "")}.get(record.nameID)
        if new:
            record.string = new
    font.save(target)


if __name__ == "__main__":
    origin, here = Path(sys.argv[1]), Path(sys.argv[2])
    wanted = letters(here / "letters.txt")
    for name, (original, family, style) in FACES.items():
        make(origin / f"{original}.ttf", here / f"{name}.ttf", family, style, wanted)
