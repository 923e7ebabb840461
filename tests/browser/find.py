"""Where this machine keeps its Chromium or Chrome."""

import os
import shutil

#: Tried in this order; the same list stands in .ci/run.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

MISSING = (
    "没有找到 Chromium 或 Chrome。在 Debian 上：apt-get install chromium fonts-noto-cjk；"
    "装在别处的，用环境变量 CHROMIUM 写明程序位置。"
)

#: Quiet and offline: a browser that reports, updates or syncs by itself would spoil the record of requests.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium() -> str | None:
    """Return the path of the browser that CHROMIUM names, else of the first usual one, else None."""
    for name in (os.environ.get("CHROMIUM", ""), *NAMES):
        if name and (path := shutil.which(name)):
            return path
    return None
