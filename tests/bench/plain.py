"""`python -m tests.bench.plain FOLDER [jieba]`: MkDocs alone builds the project of the current directory.

Without `jieba` the theme's search splits Chinese as it does for whoever installs nothing else.
"""

import sys
from pathlib import Path

from hooks import build


def main(words: list[str]) -> int:
    """Build into the folder; return MkDocs' exit code."""
    if "jieba" not in words[1:]:
        sys.modules["jieba"] = None  # what an import of a missing package finds
    return build._mkdocs("build", "--quiet", "--site-dir", str(Path(words[0])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
