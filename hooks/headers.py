"""What a server says with each file: one source for `_headers`, deploy/nginx.conf and whoever sets up a CDN.

What scripts and styles a page may use stands in the page itself, so that hosts without headers are safe too; here is
what a page cannot say of itself.
"""

from __future__ import annotations

from collections.abc import Mapping

#: Sent with every answer.
SECURITY: Mapping[str, str] = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Pages and data: five minutes, so that a correction reaches readers; then ask whether it has changed.
SHORT = "public, max-age=300, must-revalidate"
#: The folder of modules is named by its bytes: it never changes.
LONG = "public, max-age=31536000, immutable"
#: The worker of saved copies (docs/sw.js): a mistake in it must not stay on phones.
NEVER = "no-cache"


def headers_file(scripts: str) -> str:
    """Give the text of `_headers`; `scripts` is the folder of modules, from the site's root."""
    everywhere = ["/*", *(f"  {name}: {value}" for name, value in SECURITY.items())]
    # Nothing about pages: hosts that read this file let browsers ask each time, and would add up two rules' values.
    worker = ["/sw.js", f"  Cache-Control: {NEVER}"]
    return "\n".join([*everywhere, f"/{scripts}*", f"  Cache-Control: {LONG}", *worker]) + "\n"
