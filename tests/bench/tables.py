"""All tables of the site, each worked out from its specification, nothing kept from before."""

import time
from collections.abc import Iterator
from datetime import date

from hooks import content, tables
from tests.bench.sites import Sites
from tests.conftest import ROOT, SETTINGS

SLOWEST = 3


def lines(_: Sites) -> Iterator[str]:
    """Time reading the data, then each table."""
    start = time.process_time()
    library, _problems = content.collect(ROOT, date.fromisoformat(SETTINGS["SITE_DATE"]))
    reading = time.process_time() - start
    took: dict[str, float] = {}
    cells = 0
    for name, spec in library.tables.items():
        start = time.process_time()
        cells += sum(len(row.cells) for row in tables.work_out(spec, library).rows)
        took[name] = time.process_time() - start
    yield f"{len(took)} 张表，{cells} 个格子：{sum(took.values()) * 1000:.0f} 毫秒（CPU）；读全部数据另要 {reading:.2f} 秒"
    for name in sorted(took, key=took.__getitem__, reverse=True)[:SLOWEST]:
        yield f"  {name}：{took[name] * 1000:.0f} 毫秒"
