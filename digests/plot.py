"""The process in which figures are drawn: matplotlib takes 80 MB, which the bot at rest must not hold.

Started by `digests.drawer` as `python -m digests.plot`: a `digests.figures.Picture` as JSON comes in, a PNG
goes out, then it ends. It imports nothing else of ours.
"""

import json
import os
import resource
import sys
from collections.abc import Sequence
from typing import Any

from matplotlib import get_data_path
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import NullLocator

__all__ = ["SIZE", "drawn", "main"]

SIZE = (1080, 1500)
"""Pixels. On a phone it is shown at three tenths of that: the smallest letters are 11 of its points high."""
SECONDS, MEMORY = 20, 1 << 30
"""Of processor time; bytes of address space, most of it never touched."""
DPI = 100
LEFT, RIGHT, TOP, BOTTOM = 50, 50, 110, 70
"""Pixels around everything."""
HEAD, LEGEND, GAP = 70, 50, 70
"""Pixels above a panel for its title, for what its colours mean, and below it for the days."""
INK, FAINT, LINES = "#1a202c", "#4a5568", "#e2e8f0"
TITLE, TEXT, LABEL = 34.0, 28.0, 24.0
"""Points: of the whole, of a panel, of everything else."""
PAD = 10
"""Pixels between a label and what it belongs to."""
FEW, SEVERAL, MANY = 6, 7, 60
"""Days: fewer do not fill the width; of more the first and the last are named within it; more stand without
gaps."""


def main() -> None:
    """One picture from standard input to standard output."""
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    figure = drawn(json.load(sys.stdin.buffer))
    figure.savefig(sys.stdout.buffer, format="png")


def drawn(picture: dict[str, Any]) -> Figure:
    """The picture, `digests.figures.Picture` as JSON gives it back."""
    figure = Figure(figsize=(SIZE[0] / DPI, SIZE[1] / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    _say(figure, LEFT, SIZE[1] - TOP / 2, picture["title"], TITLE, bold=True)
    panels = picture["panels"]
    heads = [HEAD + LEGEND * (len(panel["series"]) > 1) for panel in panels]
    height = (SIZE[1] - TOP - BOTTOM - sum(heads) - GAP * (len(panels) - 1)) / len(panels)
    left = LEFT + _widest(figure, [said for panel in panels for _, said in panel["marks"]]) + PAD
    upper = float(SIZE[1] - TOP)
    for panel, head in zip(panels, heads, strict=True):
        _head(figure, panel, upper)
        low = upper - head - height
        axes = figure.add_axes(
            (left / SIZE[0], low / SIZE[1], 1 - (left + RIGHT) / SIZE[0], height / SIZE[1])
        )
        if not any(value for series in panel["series"] for value in series["values"]):
            _say_empty(axes, picture["empty"])
        else:
            _draw(axes, panel)
        _scale(axes, panel["marks"], picture["days"], len(panel["series"][0]["values"]))
        upper = low - GAP
    return figure


def _widest(figure: Figure, several: Sequence[str]) -> float:
    """Pixels that the longest of these takes as a label."""
    tried = [figure.text(0, 0, text, fontproperties=_font(LABEL)) for text in several]
    widths = [text.get_window_extent().width for text in tried]
    for text in tried:
        text.remove()
    return max(widths)


def _font(size: float, *, bold: bool = False) -> FontProperties:
    """DejaVu comes with matplotlib and has every letter of the four languages, ʻ among them."""
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return FontProperties(fname=f"{get_data_path()}/fonts/ttf/{name}", size=size)


def _say(
    figure: Figure, x: float, y: float, text: str, size: float, color: str = INK, *, bold: bool = False
) -> float:
    """Write from x on, in pixels, smaller where it would not fit; where it ends."""
    said = figure.text(
        x / SIZE[0],
        y / SIZE[1],
        text,
        fontproperties=_font(size, bold=bold),
        color=color,
        va="center",
        parse_math=False,
    )
    end = float(said.get_window_extent().x1)
    if end > SIZE[0] - RIGHT / 2:
        said.set_fontsize(size * (SIZE[0] - RIGHT / 2 - x) / (end - x))
        end = float(said.get_window_extent().x1)
    return end


def _head(figure: Figure, panel: dict[str, Any], upper: float) -> None:
    """The panel's title, below it what the colours mean."""
    _say(figure, LEFT, upper - 25, panel["title"], TEXT, bold=True)
    x = float(LEFT)
    for series in panel["series"] if len(panel["series"]) > 1 else ():
        x = _say(figure, x, upper - 75, f"■ {series['label']}", LABEL, series["color"]) + 3 * PAD


def _say_empty(axes: Axes, text: str) -> None:
    said = axes.text(0.5, 0.5, text, fontproperties=_font(TEXT), color=FAINT, transform=axes.transAxes)
    said.set(ha="center", va="center", parse_math=False)


def _draw(axes: Axes, panel: dict[str, Any]) -> None:
    if panel["kind"] == "line":
        (series,) = panel["series"]
        values = [float("nan") if value is None else value for value in series["values"]]
        places = range(len(values))
        axes.fill_between(places, values, color=series["color"], alpha=0.15, linewidth=0)
        axes.plot(places, values, color=series["color"], linewidth=4, solid_capstyle="round")
        # A day with none beside it is no line.
        alone = [place for place in places if _is_alone(series["values"], place)]
        axes.plot(alone, [values[place] for place in alone], "o", color=series["color"], markersize=12)
        return
    number = len(panel["series"][0]["values"])
    below = [0] * number
    for series in panel["series"]:
        above = [lower + value for lower, value in zip(below, series["values"], strict=True)]
        if number > MANY:
            axes.fill_between(range(number), below, above, step="mid", color=series["color"], linewidth=0)
        else:
            axes.bar(range(number), series["values"], 0.8, below, color=series["color"], linewidth=0)
        below = above


def _is_alone(values: Sequence[int | None], place: int) -> bool:
    around = [values[each] for each in (place - 1, place + 1) if 0 <= each < len(values)]
    return values[place] is not None and all(value is None for value in around)


def _scale(axes: Axes, marks: list[list[Any]], days: list[list[Any]], number: int) -> None:
    """Round numbers at the side, a few days below; the first and the last keep within the picture."""
    half = max(0.6, number * 0.01, (FEW - number) / 2)
    axes.set_xlim(-half, number - 1 + half)
    axes.set_ylim(0, marks[-1][0] * 1.04)
    axes.set_yticks([height for height, _ in marks], [said for _, said in marks])
    axes.set_xticks([place for place, _ in days], [said for _, said in days])
    axes.xaxis.set_minor_locator(NullLocator())
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(_font(LABEL))
        label.set_color(FAINT)
    if number > SEVERAL:
        axes.get_xticklabels()[0].set_horizontalalignment("left")
        axes.get_xticklabels()[-1].set_horizontalalignment("right")
    axes.tick_params(length=0, pad=PAD * 72 / DPI)
    axes.grid(axis="y", color=LINES, linewidth=2)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(FAINT)


if __name__ == "__main__":
    main()
