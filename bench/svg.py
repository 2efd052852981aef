"""Plots as SVG, written by hand: lines over two logarithmic axes, and grouped bars."""
import math
from xml.sax.saxutils import escape

COLOURS = ['#1f6fb4', '#d1495b', '#2e8b57', '#e08e00', '#7a5195', '#5c5c5c', '#00a0a0']
STYLE = ('<style>text{font:13px sans-serif;fill:#222}.t{font-size:16px;font-weight:bold}'
         '.g{stroke:#ddd}.a{stroke:#444}</style>')


class Log:
    """A logarithmic scale from the interval of values to one of pixels."""

    def __init__(self, values, start, end):
        low, high = min(values), max(values)
        self.low = math.log10(low) - .04
        self.high = math.log10(high) + .04
        if self.high - self.low < 1:  # less than a decade would have no ticks
            middle = (self.low + self.high) / 2
            self.low, self.high = middle - .5, middle + .5
        self.start, self.end = start, end

    def __call__(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def ticks(self):
        """Powers of ten, with 2 and 5 between them where there are few."""
        first, last = math.floor(self.low), math.ceil(self.high)
        steps = (1, 2, 5) if last - first <= 4 else (1,)
        ticks = [m * 10.0 ** e for e in range(first, last + 1) for m in steps]
        return [t for t in ticks if self.low <= math.log10(t) <= self.high]


def label(value):
    """1, 50, 2k, 100k, 1M, 10G; small ones as they are."""
    for limit, letter in ((1e9, 'G'), (1e6, 'M'), (1e3, 'k')):
        if value >= limit * .999:
            return f'{value / limit:g}{letter}'
    return f'{value:.3g}'


def text(x, y, words, anchor='middle', extra=''):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{extra}>{escape(words)}</text>'


def line(x1, y1, x2, y2, kind):
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def document(width, height, parts):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}">\n{STYLE}\n'
            f'<rect width="{width}" height="{height}" fill="#fff"/>\n'
            + '\n'.join(parts) + '\n</svg>\n')


def frame(title, x_title, y_title, x, y, width, height):
    """The axes, with grid and titles, and room for a legend at the right."""
    parts = [text(width / 2 - 70, 24, title, extra=' class="t"')]
    for tick in x.ticks():
        parts.append(line(x(tick), y.start, x(tick), y.end, 'g'))
        parts.append(text(x(tick), y.start + 18, label(tick)))
    for tick in y.ticks():
        parts.append(line(x.start, y(tick), x.end, y(tick), 'g'))
        parts.append(text(x.start - 6, y(tick) + 4, label(tick), 'end'))
    parts.append(line(x.start, y.start, x.end, y.start, 'a'))
    parts.append(line(x.start, y.start, x.start, y.end, 'a'))
    parts.append(text((x.start + x.end) / 2, height - 12, x_title))
    middle = (y.start + y.end) / 2
    parts.append(text(18, middle, y_title, extra=f' transform="rotate(-90 18 {middle:.1f})"'))
    return parts


def legend(names, x, y):
    parts = []
    for i, name in enumerate(names):
        at = y + 20 * i
        colour = COLOURS[i % len(COLOURS)]
        parts.append(f'<rect x="{x}" y="{at - 9}" width="12" height="12" fill="{colour}"/>')
        parts.append(text(x + 18, at + 2, name, 'start'))
    return parts


def lines(title, x_title, y_title, series):
    """A plot of {name: [(x, y)]}, both axes logarithmic; points of no size are left out."""
    width, height = 760, 440
    series = {name: [p for p in points if p[0] > 0 and p[1] > 0]
              for name, points in series.items()}
    series = {name: points for name, points in series.items() if points}
    if not series:
        raise SystemExit(f'nothing to plot for {title}')
    points = [p for each in series.values() for p in each]
    x = Log([p[0] for p in points], 76, 580)
    y = Log([p[1] for p in points], 380, 44)
    parts = frame(title, x_title, y_title, x, y, width, height)
    for i, each in enumerate(series.values()):
        colour = COLOURS[i % len(COLOURS)]
        path = ' '.join(f'{x(a):.1f},{y(b):.1f}' for a, b in each)
        parts.append(
            f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        parts += [f'<circle cx="{x(a):.1f}" cy="{y(b):.1f}" r="3.5" fill="{colour}"/>'
                  for a, b in each]
    return document(width, height, parts + legend(series, 600, 60))


def bars(title, y_title, groups, names):
    """Bars of {group: {name: (median, low, high)}} over a logarithmic axis, with their spread."""
    names = list(names)
    slot = 18 * len(names) + 26
    width, height = 76 + slot * len(groups) + 180, 440
    values = [v for group in groups.values() for triple in group.values() for v in triple if v > 0]
    y = Log(values + [min(values) / 1.5], 380, 44)
    x = Log([1, 10], 76, 76 + slot * len(groups))
    x.ticks = lambda: []
    parts = frame(title, '', y_title, x, y, width, height)
    for g, (group, members) in enumerate(groups.items()):
        left = 76 + slot * g + 13
        parts.append(text(left + 9 * len(names), 400, group))
        for n, name in enumerate(names):
            if name not in members or members[name][0] <= 0:
                continue
            median, low, high = members[name]
            at, middle = left + 18 * n, left + 18 * n + 8
            parts.append(f'<rect x="{at}" y="{y(median):.1f}" width="16" '
                         f'height="{y.start - y(median):.1f}" fill="{COLOURS[n % len(COLOURS)]}"/>')
            parts.append(line(middle, y(low), middle, y(high), 'a'))
    return document(width, height, parts + legend(names, width - 150, 60))
