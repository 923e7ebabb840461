"""The built site and the browser for the search's quality, as in the browser tests."""

from tests.browser.conftest import browser, built, chromium, page, site_url

__all__ = ["browser", "built", "chromium", "page", "site_url"]
