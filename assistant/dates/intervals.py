"""Calendar arithmetic: intervals of whole days, names of months and seasons, how to say them."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from contextvars import ContextVar
from typing import Literal, NamedTuple

Grain = Literal["day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century"]
"""How fine a time expression is: the unit that its interval counts."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(calendar.month_name[1:])

Hemisphere = Literal["northern", "southern"]
SEASON_MONTHS: dict[Hemisphere, dict[str, int]] = {
    "northern": {"spring": 3, "summer": 6, "autumn": 9, "winter": 12},
    "southern": {"spring": 9, "summer": 12, "autumn": 3, "winter": 6},
}
"""First month of each three-month season."""
HEMISPHERE: ContextVar[Hemisphere] = ContextVar("HEMISPHERE", default="northern")
"""Where the outlets publish that are read here, which tells what they mean by a season."""
DECEMBER = 12

SEASON_WORDS = {"spring": "spring", "summer": "summer", "autumn": "autumn", "fall": "autumn", "winter": "winter"}

SATURDAY = WEEKDAYS.index("Saturday")

REACH_YEARS = 8
"""How far from the publication year a recurring day is looked for: 29 February may be eight years away."""


class Interval(NamedTuple):
    """Whole days, both ends included."""

    first: dt.date
    last: dt.date


def day_of(day: dt.date) -> Interval:
    """Give the one day."""
    return Interval(day, day)


def week_of(day: dt.date) -> Interval:
    """Give the week, Monday to Sunday (ISO 8601), that holds the day."""
    monday = day - dt.timedelta(days=day.weekday())
    return Interval(monday, monday + dt.timedelta(days=6))


def weekend_of(day: dt.date) -> Interval:
    """Give the Saturday and Sunday of the day's week."""
    sunday = week_of(day).last
    return Interval(sunday - dt.timedelta(days=1), sunday)


def months_from(year: int, month: int, count: int) -> Interval:
    """Give ``count`` whole months from the first of a month on."""
    first = dt.date(year, month, 1)
    final = shifted(first, months=count - 1)
    return Interval(first, final.replace(day=calendar.monthrange(final.year, final.month)[1]))


def month_of(year: int, month: int) -> Interval:
    """Give one month."""
    return months_from(year, month, 1)


def quarter_of(year: int, number: int) -> Interval:
    """Give a quarter, 1 to 4, of a calendar year."""
    return months_from(year, 3 * number - 2, 3)


def half_of(year: int, number: int) -> Interval:
    """Give a half, 1 or 2, of a calendar year."""
    return months_from(year, 6 * number - 5, 6)


def season_of(year: int, name: str) -> Interval:
    """Give the season that begins in the year; in the north winter 2023 is December 2023 to February 2024."""
    return months_from(year, SEASON_MONTHS[HEMISPHERE.get()][name], 3)


def lies_in_two_years(season: str) -> bool:
    """Tell whether a season begins in one year and ends in the next: winter in the north, summer in the south."""
    return SEASON_MONTHS[HEMISPHERE.get()][season] == DECEMBER


def year_of(year: int) -> Interval:
    """Give a calendar year."""
    return Interval(dt.date(year, 1, 1), dt.date(year, 12, 31))


def decade_of(year: int) -> Interval:
    """Give the ten years that begin with the year ending in 0."""
    start = year - year % 10
    return Interval(dt.date(start, 1, 1), dt.date(start + 9, 12, 31))


def century_of(year: int) -> Interval:
    """Give the hundred years, counted from the year 1, that hold a year: the 19th are 1801 to 1900."""
    start = (year - 1) // 100 * 100 + 1
    return Interval(dt.date(start, 1, 1), dt.date(start + 99, 12, 31))


def shifted(day: dt.date, *, days: int = 0, months: int = 0) -> dt.date:
    """Move a day; where the month reached is too short, its last day is taken.

    Raises ``OverflowError`` or ``ValueError`` outside the years 1 to 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError("outside the calendar")
    moved = dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return moved + dt.timedelta(days=days)


def weekday_until(weekday: int, day: dt.date) -> dt.date:
    """Give the latest such weekday up to and including the day."""
    return day - dt.timedelta(days=(day.weekday() - weekday) % 7)


def weekday_from(weekday: int, day: dt.date) -> dt.date:
    """Give the first such weekday from the day on, the day included."""
    return day + dt.timedelta(days=(weekday - day.weekday()) % 7)


def latest_until(yearly: Callable[[int], Interval | None], day: dt.date) -> Interval | None:
    """Give the latest of what comes once a year that has begun by the day."""
    for year in range(day.year, day.year - REACH_YEARS - 1, -1):
        interval = yearly(year)
        if interval and interval.first <= day:
            return interval
    return None


def first_from(yearly: Callable[[int], Interval | None], day: dt.date) -> Interval | None:
    """Give the first of what comes once a year that is not over before the day."""
    for year in range(day.year - 1, day.year + REACH_YEARS + 1):
        interval = yearly(year)
        if interval and interval.last >= day:
            return interval
    return None


def unit_of(day: dt.date, grain: Grain) -> Interval:
    """Give the whole unit of that grain that holds the day."""
    units: dict[Grain, Callable[[], Interval]] = {
        "day": lambda: day_of(day),
        "weekend": lambda: weekend_of(day),
        "week": lambda: week_of(day),
        "month": lambda: month_of(day.year, day.month),
        "quarter": lambda: quarter_of(day.year, (day.month + 2) // 3),
        "season": lambda: _season_holding(day),
        "half": lambda: half_of(day.year, 1 if day.month <= 6 else 2),
        "year": lambda: year_of(day.year),
        "decade": lambda: decade_of(day.year),
        "century": lambda: century_of(day.year),
    }
    return units[grain]()


def _season_holding(day: dt.date) -> Interval:
    month = day.month - day.month % 3
    return months_from(day.year, month, 3) if month else months_from(day.year - 1, 12, 3)


def long_day(day: dt.date) -> str:
    """Say a day with its weekday: ``Monday 27 May 2024``."""
    return f"{WEEKDAYS[day.weekday()]} {plain_day(day)}"


def plain_day(day: dt.date) -> str:
    """Say a day: ``27 May 2024``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say(interval: Interval, grain: Grain) -> str:
    """Say an interval in full: a whole unit by its name, anything else from its first day to its last."""
    first, last = interval
    if interval == unit_of(first, grain):
        return _named(first, last, grain)
    if first == last:
        return long_day(first)
    ends = unit_of(first, grain).first, unit_of(last, grain).last
    if ends == (first, last) and grain == "year":
        return f"{first.year} to {last.year}"
    if ends == (first, last) and grain == "month":
        start = MONTHS[first.month - 1] + ("" if first.year == last.year else f" {first.year}")
        return f"{start} to {MONTHS[last.month - 1]} {last.year}"
    if grain == "day":
        return f"{long_day(first)} to {long_day(last)}"
    return f"{plain_day(first)} to {plain_day(last)}"


def _named(first: dt.date, last: dt.date, grain: Grain) -> str:
    months = f"{MONTHS[first.month - 1]} to {MONTHS[last.month - 1]}"
    names: dict[Grain, Callable[[], str]] = {
        "day": lambda: long_day(first),
        "weekend": lambda: f"{long_day(first)} to {long_day(last)}",
        "week": lambda: f"the week of {long_day(first)}",
        "month": lambda: f"{MONTHS[first.month - 1]} {first.year}",
        "quarter": lambda: f"{_ordinal(first.month // 3)} quarter of {first.year} ({months})",
        "season": lambda: f"{_season_name(first)} ({months})",
        "half": lambda: f"{_ordinal(first.month // 6)} half of {first.year} ({months})",
        "year": lambda: f"{first.year}",
        "decade": lambda: f"the {first.year}s",
        "century": lambda: f"{first.year} to {last.year}",
    }
    return names[grain]()


def _ordinal(index: int) -> str:
    return ("first", "second", "third", "fourth")[index]


def _season_name(first: dt.date) -> str:
    name = next(name for name, month in SEASON_MONTHS[HEMISPHERE.get()].items() if month == first.month)
    return f"{name} {first.year}–{(first.year + 1) % 100:02}" if lies_in_two_years(name) else f"{name} {first.year}"
