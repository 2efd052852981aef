"""Medians, ratios and goals: the arithmetic of the tables."""
import math
import statistics


def spread(values):
    """(median, smallest, largest) of values, which must not be empty."""
    return statistics.median(values), min(values), max(values)


def median(values):
    """The median; None of no values."""
    return statistics.median(values) if values else None


def ratio_of_medians(peer, own):
    """How many times as fast 'own' is, by medians; None without both."""
    if not peer or not own or statistics.median(own) == 0:
        return None
    return statistics.median(peer) / statistics.median(own)


def ratio_spread(peer, own):
    """Smallest and largest ratio within one round; both are {round: value}."""
    ratios = [peer[r] / own[r] for r in peer if r in own and own[r]]
    return (min(ratios), max(ratios)) if ratios else None


def verdict(value, goal, at_least=True):
    """'met' or 'MISSED'; nothing can be said ('') without a value or a goal.

    The comparison is of exact values, so that 2.796, which prints as 2.80, does not meet 2.8.
    """
    if goal is None or value is None:
        return ''
    return 'met' if (value >= goal if at_least else value <= goal) else 'MISSED'


def number(value):
    """Three significant digits, not more, never in exponent form."""
    if value is None:
        return '–'
    if value == 0:
        return '0'
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f'{value:.{min(digits, 4)}f}'


def line_fit(points):
    """(a, b) of the line a + b x with the least relative error through points [(x, y)], y > 0.

    Least squares of (a + b x) / y - 1, so that small values count as much as large ones.
    """
    s11 = sum(1 / y ** 2 for _, y in points)
    s1x = sum(x / y ** 2 for x, y in points)
    sxx = sum(x * x / y ** 2 for x, y in points)
    t1 = sum(1 / y for _, y in points)
    tx = sum(x / y for x, y in points)
    determinant = s11 * sxx - s1x * s1x
    if determinant <= 1e-12 * s11 * sxx:
        return t1 / s11, 0.0
    return (t1 * sxx - tx * s1x) / determinant, (s11 * tx - s1x * t1) / determinant


def per_unit(points, fixed):
    """[(x, (y - fixed) / x)]: what one of x costs when a start is taken off."""
    return [(x, (y - fixed) / x) for x, y in points]


def relative_to_middle(points):
    """[(x, y / y of the middle point)]."""
    middle = points[len(points) // 2][1]
    return [(x, y / middle) for x, y in points]


def flat(values, tolerance=.20):
    """'yes' if all are within the tolerance of 1, else 'GROWS' or 'no, it falls', end to end."""
    if all(abs(v - 1) <= tolerance for v in values):
        return 'yes'
    return 'GROWS' if values[-1] > values[0] else 'no, it falls'
