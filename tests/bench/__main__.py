"""`python -m tests.bench [PART …]`: print the named parts; without a name, all parts of `make bench`."""

import sys
from collections.abc import Callable, Iterator, Mapping

from tests.bench import data, forms, growth, lighthouse, pages, preview, rates, search, server, tables
from tests.bench.sites import Sites, workshop

#: What `make bench` prints, in this order.
PARTS: Mapping[str, Callable[[Sites], Iterator[str]]] = {
    "data": data.lines,
    "tables": tables.lines,
    "rates": rates.lines,
    "pages": pages.lines,
    "forms": forms.lines,
    "search": search.lines,
    "lighthouse": lighthouse.lines,
}
#: What `make bench-build` prints.
BUILDING: Mapping[str, Callable[[Sites], Iterator[str]]] = {
    "growth": growth.lines,
    "preview": preview.lines,
    "server": server.lines,
}
TITLES = {
    "data": "检查和法规库",
    "tables": "表格",
    "rates": "内部收益率，和别的库对照",
    "pages": "页面多重",
    "forms": "计算器",
    "search": "搜索",
    "lighthouse": "Lighthouse",
    "growth": "页数多了以后的构建",
    "preview": "预览",
    "server": "nginx",
}


def main(words: list[str]) -> int:
    """Print the parts; return 2 when a name is unknown."""
    parts = {**PARTS, **BUILDING}
    unknown = [word for word in words if word not in parts]
    if unknown:
        print(f"没有这一部分：{'、'.join(unknown)}。能写的有：{'、'.join(parts)}。", file=sys.stderr)
        return 2
    with workshop() as sites:
        for name in words or PARTS:
            print(f"== {TITLES[name]}（{name}）", flush=True)
            for line in parts[name](sites):
                print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
