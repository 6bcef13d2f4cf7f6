"""Lengths of time, moments and figures: what they measure, and whether two of them could mean the same."""

from __future__ import annotations

from math import inf

from drillbook.facts import Value
from drillbook.model.values import Duration, Quantity, When


def measure(value: Value) -> str:
    """What an amount measures: only amounts of the same measure can stand side by side as options."""
    percent = isinstance(value.amount, Quantity) and value.amount.is_percent
    return f"{type(value.amount).__name__} {value.text} {percent}"


def shape(value: Value) -> tuple[str, bool]:
    """What sort of amount a value is: a number, a limit, a range."""
    amount = value.amount
    if isinstance(amount, Quantity):
        return amount.comparison, amount.low == amount.high
    return "", not isinstance(amount, Duration) or amount.low == amount.high


_HOURS = {
    "minute": 1 / 60,
    "hour": 1,
    "day": 24,
    "workday": 24,
    "week": 168,
    "month": 720,
    "quarter": 2160,
    "year": 8760,
}


def span(amount: Duration | When | Quantity | None) -> tuple[float, float] | None:
    """The range an amount covers, in hours or in its own unit; calendar moments cover none."""
    if isinstance(amount, Duration):
        # The same day and one day are the same promise to many readers.
        low, high = (1.0, 1.0) if amount.is_same_day else (amount.low, amount.high)
        return low * _HOURS[amount.unit], high * _HOURS[amount.unit]
    return (amount.low, amount.high) if isinstance(amount, Quantity) else None


def _reach(amount: Duration | When | Quantity | None) -> tuple[float, float] | None:
    """The range of values an amount allows: a limit reaches on without end."""
    reach = span(amount)
    if reach is None or not isinstance(amount, Quantity):
        return reach
    return (0.0 if amount.comparison in "≤<" else reach[0], inf if amount.comparison in "≥>" else reach[1])


def overlap(value: Value, other: Value) -> bool:
    """Whether two amounts could mean the same time or number."""
    one, two = value.amount, other.amount
    if isinstance(one, Duration) and isinstance(two, Duration):
        return _meet(span(one), span(two))
    # Two limits of the same kind (≥60%, ≥80%) are two different rules, although one allows what the other does.
    if isinstance(one, Quantity) and isinstance(two, Quantity) and one.comparison == two.comparison != "=":
        return (one.low, one.high) == (two.low, two.high)
    if isinstance(one, When) and isinstance(two, When):
        return _may_coincide(one, two)
    return _meet(_reach(one), _reach(two))


def _meet(a: tuple[float, float] | None, b: tuple[float, float] | None) -> bool:
    if a is None or b is None:
        return False
    low, high = max(a[0], b[0]), min(a[1], b[1])
    # Neighbouring ranges (0-40, 40-80) touch and share nothing; a number at the end of a range lies in it.
    return low < high or (low == high and (a[0] == a[1] or b[0] == b[1]))


def _may_coincide(one: When, two: When) -> bool:
    """Whether what recurs at one moment may be said to recur at the other: every Saturday is every week too."""
    if one.period != two.period:
        return False
    pairs = ((getattr(one, name), getattr(two, name)) for name in When.__dataclass_fields__)
    return all(a is None or b is None or a == b for a, b in pairs)
