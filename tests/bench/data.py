"""What the facts cost: the check of all that editors write, and the register with its cards while the site is built."""

from collections.abc import Iterator

from tests.bench.run import Time, timed
from tests.bench.sites import Sites

CHECK_GOAL = 3  # seconds


def cost(whole: Time, bare: Time) -> str:
    """Say what the register and the cards cost: the whole build as a ratio to the same one without them, by work done."""
    return f"法规库和依据卡片：整站构建是去掉它们以后的 {whole.cpu / bare.cpu:.2f} 倍（去掉以后 {bare}）"


def lines(sites: Sites) -> Iterator[str]:
    """Check everything; build with and without the register."""
    yield f"make check：{timed(['hooks.check'])}，目标 {CHECK_GOAL} 秒以内"
    yield f"构建：{sites.built}"
    yield cost(sites.built, timed(["tests.bench.bare", str(sites.scratch / "bare")]))
