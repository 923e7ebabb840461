"""The one day that a build knows: what 今天 means on every page.

It is read once, by whoever starts a run, and passed down from there. The readers live in one time zone, so
the day is that of China, wherever the machine stands.
"""

from collections.abc import Mapping, MutableMapping
from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def today(environ: Mapping[str, str]) -> date:
    """Return the day in SITE_DATE (2026-11-22), or without one the present day in China.

    Raises ValueError, with a sentence for the editor, if SITE_DATE is not a day.
    """
    given = environ.get("SITE_DATE", "").strip()
    if not given:
        return datetime.now(CHINA).date()
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise ValueError(f"SITE_DATE 要写成 2026-11-22 这样的日期，现在写的是“{given}”。") from None


def fix_clock(environ: MutableMapping[str, str]) -> date:
    """Write the day into SITE_DATE and SOURCE_DATE_EPOCH, so that every later step sees the same one.

    SOURCE_DATE_EPOCH counts seconds and is read in UTC: midnight there gives back the same calendar day.
    """
    day = today(environ)
    environ["SITE_DATE"] = day.isoformat()
    environ["SOURCE_DATE_EPOCH"] = str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))
    return day
