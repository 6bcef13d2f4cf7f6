"""Durations, calendar moments and figures: what is read, what is refused, and that printing loses nothing."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillbook.model.values import Duration, Quantity, When, print_number, read_number
from drillbook.words import words

ZH, EN = words("zh-CN"), words("en")


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("2小时内", 2, 2, "hour"), ("2-3天", 2, 3, "day"), ("两到三天", 2, 3, "day"), ("１－２ 天", 1, 2, "day"), ("2—3天", 2, 3, "day"),
        ("3个工作日", 3, 3, "workday"), ("三个工作日以内", 3, 3, "workday"), ("二十一天", 21, 21, "day"), ("半小时", 0.5, 0.5, "hour"),
        ("1.5 小时", 1.5, 1.5, "hour"), ("半个月", 0.5, 0.5, "month"), ("一个季度", 1, 1, "quarter"), ("3年", 3, 3, "year"),
        ("within 3 working days", 3, 3, "workday"), ("2 to 3 weeks", 2, 3, "week"), ("90 Minutes", 90, 90, "minute"),
        ("3 business days", 3, 3, "workday"), ("three days", 3, 3, "day"), ("a week", 1, 1, "week"), ("an hour", 1, 1, "hour"),
        ("2 hrs", 2, 2, "hour"), ("half a day", 0.5, 0.5, "day"), ("Within half an hour", 0.5, 0.5, "hour"), ("two to three weeks", 2, 3, "week"),
    ],
)  # fmt: skip
def test_durations_are_read(text: str, low: float, high: float, unit: str) -> None:
    """Arabic and Chinese numbers, ranges, and the units of both languages."""
    assert Duration.parse(text) == Duration(low, high, unit)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["当天", "当日", "same day"])
def test_same_day_is_read(text: str) -> None:
    """Before the day is over is a duration of its own."""
    assert Duration.parse(text).is_same_day


@pytest.mark.parametrize("text", ["立即", "马上", "at once"])
def test_at_once_is_read(text: str) -> None:
    """Without any delay is a duration of its own."""
    assert Duration.parse(text).is_at_once


@pytest.mark.parametrize(
    "text",
    [
        "",
        "尽快",
        "3",
        "天",
        "3-2天",
        "-3天",
        "1 2天",
        "1-天",
        "10 十天",
        "2天3小时",
        "一百天",
        "3个天",
        "9" * 400 + "天",
        "1.2.3天",
        "天3",
        "aday",
        "a few days",
        "half day",
    ],
)
def test_other_durations_are_refused(text: str) -> None:
    """What has no number, no unit, or runs backwards is not guessed at."""
    with pytest.raises(ValueError):
        Duration.parse(text)


NUMBERS = st.integers(0, 999) | st.decimals(0, 999, places=2).map(float)
UNITS = st.sampled_from(["minute", "hour", "day", "workday", "week", "month", "quarter", "year"])


@given(st.tuples(NUMBERS, NUMBERS).map(sorted), UNITS)
def test_printed_durations_are_read_again(numbers: list[float], unit: str) -> None:
    """Printing a deadline in either language and reading it gives the same deadline."""
    duration = Duration(*numbers, unit)  # type: ignore[arg-type]

    assert Duration.parse(ZH.duration(duration)) == duration
    assert Duration.parse(EN.duration(duration)) == duration
    assert Duration.parse(EN.duration(duration, deadline=False)) == duration


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("每天 08:30", When("day", time="08:30")), ("每天8:30", When("day", time="08:30")), ("每周六 上午", When("week", weekday=5, daypart="morning")),
        ("每周天", When("week", weekday=6)), ("每月20日前", When("month", first_day=20)), ("每月5号", When("month", first_day=5)),
        ("每月25至31日", When("month", first_day=25, last_day=31)), ("每月第3个工作日", When("month", workday=3)),
        ("每月第二十个工作日", When("month", workday=20)), ("每季度末", When("quarter", edge="end")), ("每年12月", When("year", month=12)),
        ("按需", When("as-needed")), ("monthly 20", When("month", first_day=20)), ("Weekly Monday 09:00", When("week", weekday=0, time="09:00")),
        ("monthly workday 3", When("month", workday=3)), ("quarterly end", When("quarter", edge="end")),
        ("every Monday 9:00", When("week", weekday=0, time="09:00")), ("Mon 9:00", When("week", weekday=0, time="09:00")),
        ("on Fridays in the afternoon", When("week", weekday=4, daypart="afternoon")), ("every day at 8:30", When("day", time="08:30")),
        ("end of month", When("month", edge="end")), ("the end of each quarter", When("quarter", edge="end")),
        ("beginning of the week", When("week", edge="start")), ("the 20th of every month", When("month", first_day=20)),
        ("3rd working day of every month", When("month", workday=3)), ("every year in December", When("year", month=12)),
        ("every month on the 5th", When("month", first_day=5)),
    ],
)  # fmt: skip
def test_moments_are_read(text: str, when: When) -> None:
    """Days, weekdays, working days, edges and times, in both languages."""
    assert When.parse(text) == when


@pytest.mark.parametrize(
    "text",
    [
        "", "早上", "每月32日", "每月0日", "每月20-5日", "每天 24:00", "每天 08:60", "每周20日", "每天周一", "每月13月", "每年13月", "每天第3个工作日",
        "每月第24个工作日", "每月第" + "9" * 400 + "个工作日", "按需 08:30", "每月最后一天", "monthly workday 99",
        "every 20th", "32nd of every month", "end of May", "every other Monday", "of month", "weekly end of month", "last Friday of the month",
    ],
)  # fmt: skip
def test_impossible_moments_are_refused(text: str) -> None:
    """What no calendar has is not guessed at."""
    with pytest.raises(ValueError):
        When.parse(text)


@pytest.mark.parametrize(
    ("text", "is_stretch"),
    [
        ("每月", True), ("每月末", True), ("按需", True), ("每年12月", True), ("每月1-5日", True), ("每周六 上午", True), ("每天上午", True),
        ("每月20日 下午", True), ("每月20日", False), ("每月5-5日", False), ("每周一", False), ("每月第3个工作日", False), ("每天 08:30", False),
        ("每月末 10:00", False), ("每月1-5日 10:00", False), ("每周六 上午 9:00", False),
    ],
)  # fmt: skip
def test_stretches_are_told_from_days_and_hours(text: str, is_stretch: bool) -> None:
    """Whatever takes longer than a day or is a part of one is a stretch, unless it names an hour."""
    assert When.parse(text).is_stretch == is_stretch


@st.composite
def moments(draw: st.DrawFn) -> When:
    """Any moment an author can write, but the beginning and end of a day or week, which print as words of their own."""
    days = sorted(draw(st.lists(st.integers(1, 31), min_size=2, max_size=2, unique=True)))
    place = draw(
        st.sampled_from(
            [
                When("day"), When("week", weekday=draw(st.integers(0, 6))), When("month", first_day=days[0]),
                When("month", first_day=days[0], last_day=days[1]), When("month", workday=draw(st.integers(1, 23))),
                When(draw(st.sampled_from(["month", "quarter", "year"])), edge=draw(st.sampled_from(["start", "end"]))),
                When("year", month=draw(st.integers(1, 12))),
            ]
        )
    )  # fmt: skip
    time = draw(st.none() | st.tuples(st.integers(0, 23), st.integers(0, 59)).map(lambda t: f"{t[0]:02}:{t[1]:02}"))
    part = draw(st.sampled_from([None, "morning", "afternoon", "evening"]))
    return When(
        place.period, place.edge, place.workday, place.first_day, place.last_day, place.month, place.weekday, part, time
    )


@given(moments())
def test_printed_moments_are_read_again(when: When) -> None:
    """Printing a moment in either language and reading it gives the same moment."""
    assert When.parse(ZH.when(when)) == when
    assert When.parse(EN.when(when)) == when


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("60%", "60%"), ("60％", "60%"), ("≥60%", "≥60%"), ("不低于 60%", "≥60%"), ("2-3", "2–3"), ("60%-80%", "60–80%"), ("不超过 5", "≤5"),
        ("at least 5", "≥5"), ("1,000", "1000"), ("1,000.50", "1000.5"), ("1234567.89", "1234567.89"), ("约 2～3", "≈2–3"), ("0", "0"),
        ("超过10%", ">10%"),
    ],
)  # fmt: skip
def test_figures_are_read(text: str, printed: str) -> None:
    """Comparisons, ranges and per cent in the words of both languages."""
    assert str(Quantity.parse(text)) == printed


@pytest.mark.parametrize(
    ("text", "unit", "printed"),
    [("≥40%", "%", "≥40%"), ("40", "%", "40%"), ("40%", "％", "40%"), ("40", None, "40"), ("2-3", "台", "2–3台")],
)
def test_per_cent_is_printed_once(text: str, unit: str | None, printed: str) -> None:
    """An author may write the sign with the number, under `unit`, or in both places."""
    assert ZH.quantity(Quantity.parse(text), unit) == printed


@pytest.mark.parametrize(
    "text", ["", "很多", "-5", "5-3", "1,0,0,0", "1,5", "1e5", "60%-80", "5 台", "9" * 400, "≥", "5-", "1..5"]
)
def test_other_figures_are_refused(text: str) -> None:
    """What might be read in two ways is not guessed at."""
    with pytest.raises(ValueError):
        Quantity.parse(text)


@given(
    st.sampled_from(["=", "≥", "≤", ">", "<", "≈"]),
    st.tuples(NUMBERS, NUMBERS | st.integers(0, 10**11 - 1)).map(sorted),
    st.booleans(),
)
def test_printed_figures_are_read_again(comparison: str, numbers: list[float], percent: bool) -> None:
    """Printing a figure and reading it gives the same figure."""
    figure = Quantity(comparison, *numbers, percent)  # type: ignore[arg-type]

    assert Quantity.parse(str(figure)) == figure


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes a parser fail in another way than by refusing it."""
    for parse in (Duration.parse, When.parse, Quantity.parse):
        with contextlib.suppress(ValueError):
            assert parse(text)


@given(st.integers(0, 99))
def test_chinese_numbers_are_read(number: int) -> None:
    """Chinese numbers up to 99 mean what they say."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    chinese = digits[ones] if not tens else ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")

    assert read_number(chinese) == number
    assert read_number(print_number(number)) == number
