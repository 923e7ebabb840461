"""A page without what only its source needs: line breaks behind the tags of blocks, and end tags that HTML implies."""

from __future__ import annotations

import re

_BLOCKS = (
    "article|body|caption|check-list|dd|details|div|dl|dt|footer|form|h[1-6]|head|header|html|li|link|main|meta|nav|ol|p|"
    "script|section|style|summary|table|tbody|td|th|thead|title|tr|ul"
)
#: https://html.spec.whatwg.org/#optional-tags: each ends where the next one begins or what holds it ends.
_IMPLIED = re.compile(r"</(?:li|dd|dt|td|th|tr|tbody|thead)>")
_BREAK = re.compile(rf"(</?(?:{_BLOCKS})\b[^<>]*>)\n+(?=<)")


def compact(html: str) -> str:
    """Take both out. Browsers make the same of it: text, and blanks between words and buttons, stay as they are."""
    return _IMPLIED.sub("", _BREAK.sub(r"\1", html))
