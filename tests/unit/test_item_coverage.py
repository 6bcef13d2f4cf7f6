"""The pages on item coverage: parts, paging, and what is missing."""

from __future__ import annotations

from quiz_manual import manual

from drillbook.model.covered import CoverageReport, PlaybookCoverage, report
from drillbook.site.assemble import make_site
from drillbook.site.item_coverage import WEIGHT_PER_PAGE, coverage_pages, parts_covered
from drillbook.words import words


def row(id_: str, **values: object) -> PlaybookCoverage:
    """A playbook of two statements, one of them with an item."""
    whole = {
        "id": id_, "facts": 2, "facts_with_items": 1, "items": 1, "steps": 1, "steps_with_items": 0,
        "steps_without_items": (), "critical_steps": 1, "critical_steps_with_two_levels": 0,
    }  # fmt: skip
    return PlaybookCoverage.model_validate(whole | values)


def covered() -> CoverageReport:
    """A process with a step to mend, and something the manual no longer has."""
    mend = ("order.quote",)
    return report([row("order", steps_without_items=mend, critical_steps_to_mend=mend), row("gone")])


def test_what_is_missing_is_named_and_linked() -> None:
    """The page of playbooks links each step without items, and each critical step to mend; what is gone is left out."""
    site = make_site(manual(), words("zh-CN"), "手册", lambda id_: None, covered=covered())
    pages = {page.src: page.html for page in site.pages}
    rows = pages["practice/coverage-1"]
    assert rows.count('href="../process/order.html#quote"') == 2
    assert "关键步骤不足两个层次" in rows and "gone" not in rows
    assert "1/2" in pages["practice/coverage"]
    assert (
        "practice/coverage-1.html" not in pages["practice/coverage"]
        and "coverage-1.html#" in pages["practice/coverage"]
    )


def test_without_the_option_there_is_no_page() -> None:
    """A site that is not asked for coverage has neither the page nor an entry in the navigation."""
    site = make_site(manual(), words("zh-CN"), "手册", lambda id_: None)
    assert not [page.src for page in site.pages if "coverage" in page.src]
    assert "coverage" not in str(site.nav)


def test_a_large_part_goes_on_on_the_next_page() -> None:
    """No page takes more rows than are light enough, none is empty, and no row is lost or told twice."""
    part = parts_covered(manual(), covered())[0]
    many = part.__class__(part.part, part.rows * 300)
    pages = coverage_pages([many, part])
    assert len(pages) > 3
    weights = [sum(row.weight for group in page for row in group.rows) for page in pages]
    assert all(0 < weight <= WEIGHT_PER_PAGE for weight in weights)
    assert sum(len(group.rows) for page in pages for group in page) == len(part.rows) * 301
