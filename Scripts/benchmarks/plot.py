"""Draws growth as SVG: seconds and memory against the number of documents, on logarithmic scales, readable in light and dark."""
import math

WIDTH, HEIGHT, LEFT, TOP, PLOT_WIDTH, PLOT_HEIGHT = 860, 330, 62, 40, 330, 230
# What has a colour is drawn; with a state Tally takes as much as without.
COLOURS = {"tally": "#2f81f7", "analyst": "#bf8700"}
NAMES = {"analyst": "an analyst's script (trafilatura, regular expressions, datasketch)"}
STYLE = """text { font: 13px system-ui, sans-serif; fill: #57606a } .title { font-weight: 600; fill: #24292f }
.grid { stroke: #d0d7de; stroke-width: 1 } .line { fill: none; stroke-width: 2.5 }
@media (prefers-color-scheme: dark) { text { fill: #9198a1 } .title { fill: #e6edf3 } .grid { stroke: #3d444d } }"""


def decades(values):
    return math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)


def number(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


def measured(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def panel(left, title, series):
    """One panel: series are {name: [(documents, value)]}."""
    points = [point for line in series.values() for point in line]
    across, up = decades([x for x, _ in points]), decades([y for _, y in points])
    place = lambda value, ends, length: (math.log10(value) - ends[0]) / max(1, ends[1] - ends[0]) * length
    x = lambda value: left + place(value, across, PLOT_WIDTH)
    y = lambda value: TOP + PLOT_HEIGHT - place(value, up, PLOT_HEIGHT)
    drawn = [f'<text class="title" x="{left}" y="{TOP - 16}">{title}</text>']
    for power in range(across[0], across[1] + 1):
        at = x(10**power)
        drawn.append(f'<line class="grid" x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{TOP + PLOT_HEIGHT}"/>')
        drawn.append(f'<text x="{at:.1f}" y="{TOP + PLOT_HEIGHT + 19}" text-anchor="middle">{number(10**power)}</text>')
    for power in range(up[0], up[1] + 1):
        at = y(10**power)
        drawn.append(f'<line class="grid" x1="{left}" y1="{at:.1f}" x2="{left + PLOT_WIDTH}" y2="{at:.1f}"/>')
        drawn.append(f'<text x="{left - 7}" y="{at + 4:.1f}" text-anchor="end">{number(10**power)}</text>')
    for number_of, (name, line) in enumerate(series.items()):
        path = " ".join(f"{x(a):.1f},{y(b):.1f}" for a, b in line)
        drawn.append(f'<polyline class="line" stroke="{COLOURS[name]}" points="{path}"/>')
        drawn += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="4" fill="{COLOURS[name]}"/>' for a, b in line]
        for at, (a, b) in enumerate(line):
            # Inside the panel, and the first line's below it, so that those of two lines that meet can be read.
            anchor, below = ("start", "end")[at > 0] if at in (0, len(line) - 1) else "middle", -9 if number_of else 18
            drawn.append(f'<text x="{x(a):.1f}" y="{y(b) + below:.1f}" text-anchor="{anchor}">{measured(b)}</text>')
    return drawn


def draw(comparisons):
    """The SVG of a part's comparisons, or none, where there is nothing to draw."""
    time, memory = {}, {}
    for row in comparisons:
        for name, own in row["programs"].items():
            if name in COLOURS:
                middle = sorted(own["cpu"])[len(own["cpu"]) // 2]
                time.setdefault(name, []).append((own["amount"], middle))
                memory.setdefault(name, []).append((own["amount"], max(own["peak"])))
    if not time or max(map(len, time.values())) < 2:
        return None
    drawn = panel(LEFT, "CPU seconds, by documents", time)
    drawn += panel(LEFT + PLOT_WIDTH + 90, "peak memory in MB, by documents", memory)
    at = LEFT
    for name in time:
        drawn.append(f'<circle cx="{at + 5}" cy="{HEIGHT - 15}" r="5" fill="{COLOURS[name]}"/>')
        drawn.append(f'<text x="{at + 16}" y="{HEIGHT - 11}">{NAMES.get(name, name)}</text>')
        at += 40 + 8 * len(NAMES.get(name, name))
    body = "\n".join(drawn)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f'aria-label="CPU seconds and peak memory by documents">\n<style>{STYLE}</style>\n{body}\n</svg>\n')
