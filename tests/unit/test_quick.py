"""Pages that can be painted before their scripts have come."""

from __future__ import annotations

from drillbook.plugin.quick import quick

PAGE = """<head>
<link rel="stylesheet" href="../assets/drillbook/drillbook.css">
<link rel="stylesheet" href="../assets/drillbook/later.css"></head><body>
<article><script src="own.js"></script></article>
<script id="__config" type="application/json">{"base": "..", "translations": {"search.none": "Nothing"}, "version": null}</script>
<script src="../bundle.js"></script>
<script src="../assets/drillbook/search.js"></script></body>"""


def test_scripts_wait_until_the_page_is_read() -> None:
    """The theme's scripts are deferred in their order; the style sheet of what they add stands before them; content is left alone."""
    found = quick(PAGE)
    head, _, end = found.partition("</head>")
    assert "drillbook.css" in head and "later.css" not in head
    assert '<article><script src="own.js"></script></article>' in end
    assert '{"base": "..", "translations": {}, "version": null}</script>' in end
    tail = end.partition("null}</script>\n")[2]
    assert tail.splitlines() == [
        '<link rel="stylesheet" href="../assets/drillbook/later.css">',
        '<script defer src="../bundle.js"></script>',
        '<script defer src="../assets/drillbook/search.js"></script></body>',
    ]


def test_other_pages_stay_as_they_are() -> None:
    """A page that does not end as Material's do is not touched."""
    page = PAGE.replace("__config", "other")
    assert quick(page) == page


def test_what_readers_choose_holds_for_all_languages() -> None:
    """Pages of each language keep choices, such as dark, for the whole site; and not for their language's folder alone."""
    page = PAGE.replace("</head>", '<script>__md_scope=new URL("..",location)</script></head>')
    assert 'new URL("..",' in quick(page)
    assert 'new URL("../..",' in quick(page, "..")
    assert 'new URL("/manual/en/..",' in quick(page.replace('URL("..",', 'URL("/manual/en/",'), "..")
