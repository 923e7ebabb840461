"""A page without the line breaks that only its source needs: between two tags, where one side begins or ends a block."""

from __future__ import annotations

import re

_BLOCKS = (
    "article|body|caption|check-list|dd|details|div|dl|dt|footer|form|h[1-6]|head|header|html|li|link|main|meta|nav|ol|p|"
    "script|section|style|summary|table|tbody|td|th|thead|title|tr|ul"
)
_BREAK = re.compile(rf"(</?(?:{_BLOCKS})\b[^<>]*>)\n+(?=<)")


def compact(html: str) -> str:
    """Take out those line breaks. Browsers show the same: text, and blanks between words and buttons, stay as they are."""
    return _BREAK.sub(r"\1", html)
