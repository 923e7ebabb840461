"""Pages are sent without what only their source needs, and say the same."""

import pytest

from hooks.compact import compact


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul>\n<li>一</li>\n\n<li>二</li>\n</ul>", "<ul><li>一<li>二</ul>"),
        ("<td>\n<a>甲</a>\n<a>乙</a></td>", "<td><a>甲</a>\n<a>乙</a>"),
        ("<button>一</button>\n<button>二</button>", "<button>一</button>\n<button>二</button>"),
        ("<pre>a\n  b\n</pre>\n<p>字\n字</p>\n", "<pre>a\n  b\n</pre>\n<p>字\n字</p>\n"),
        ('<p title="a > b">\n<em>字</em></p>', '<p title="a > b">\n<em>字</em></p>'),
    ],
)
def test_only_breaks_and_end_tags_of_blocks_go(html: str, expected: str) -> None:
    """Between words, between buttons and in quoted text every break stays."""
    assert expected == compact(html)
