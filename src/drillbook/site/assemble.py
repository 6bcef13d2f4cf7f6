"""Puts the site together: every page of one language, and its navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from drillbook.coverage import Coverage, coverage
from drillbook.graph import Graph, Node
from drillbook.model.covered import CoverageReport
from drillbook.model.fields import EDITORIAL
from drillbook.model.item import Form as QuizForm
from drillbook.model.organisation import ManualPart, Role
from drillbook.model.process import Process
from drillbook.model.reference import Term
from drillbook.model.sources import SourceList
from drillbook.site.environment import environment
from drillbook.site.item_coverage import coverage_pages, parts_covered
from drillbook.site.lists import MOST_SHOWN, Line, Pager, packed, pager, sheets
from drillbook.site.markdown import Glossary, Renderer
from drillbook.site.nav import PRACTICE, NavItem, navigation
from drillbook.site.page import Draft, Heading, Page, Shared, has_page, render_links
from drillbook.site.pages import MAKERS, MOST_STEPS, has_many_steps, part_values, used_by
from drillbook.site.raci import performances
from drillbook.site.registers import PAGED, REGISTERS, home, industries
from drillbook.site.sources import SourcePage, source_pages
from drillbook.site.urls import OWN_PAGE, page_of, url_of
from drillbook.text import plain
from drillbook.words import Words

_Values = Callable[[Draft], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that is shown in one language."""

    pages: list[Page]
    nav: list[NavItem]


def make_site(
    graph: Graph,
    words: Words,
    title: str,
    forms: Callable[[str], QuizForm | None],
    up: str = "",
    *,
    printed: bool = False,
    pdf: bool = False,
    covered: CoverageReport | None = None,
) -> Site:
    """Prepares every page; its content is made when it is asked for.

    Args:
        graph: The manual in the language of the site.
        words: The words of the user interface.
        title: The manual's name.
        forms: Gives the quiz that the page of an entity shows.
        up: The way from the language's folder to the site's: empty or ``../``.
        printed: Whether there are pages to print, to link.
        pdf: Whether the whole manual is there as PDF, to link.
        covered: What has items, to show trainers; None where that is not shown.
    """
    maker = _PageMaker(graph, words, Shared(up, printed, pdf, forms))
    pages = [maker.home(title), *maker.entities(), *maker.registers(), *maker.practice(), *maker.sources()]
    sources = [page.src for page in pages if page.src.startswith("reference/sources-")]
    if covered is None:
        return Site(pages, navigation(graph, words, sources))
    pages += maker.item_coverage(covered)
    return Site(pages, navigation(graph, words, sources, (*PRACTICE, "coverage")))


class _PageMaker:
    def __init__(self, graph: Graph, words: Words, shared: Shared) -> None:
        self.graph, self.words = graph, words
        self.env = environment()
        self.glossary = Glossary(_wordings(graph, words.lang), lambda id_: url_of(graph, id_))
        self._renderers: dict[str, Renderer] = {}
        self._shared = shared

    def _draft(self, src: str) -> Draft:
        root = "../" * src.count("/")
        if root not in self._renderers:
            self._renderers[root] = Renderer(render_links(self.graph, root))
        return Draft(self.graph, self.words, src, self._renderers[root], self._shared)

    def _page(
        self, src: str, template: str, values: _Values, title: str, description: str = "", shown: Node | None = None
    ) -> Page:
        source, entity = (shown.loaded.source.file, shown.entity.id) if shown else ("", "")
        return Page(src, title, description, source, lambda: self._content(src, template, values), entity)

    def _content(self, src: str, template: str, values: _Values) -> tuple[str, tuple[Heading, ...]]:
        draft = self._draft(src)
        html = self.env.get_template(f"{template}.jinja").render(p=draft, w=self.words, **values(draft))
        if template != "register-glossary":
            html = self.glossary.annotate(html, draft.root)
        return _squeeze(html), tuple(draft.headings)

    def home(self, title: str) -> Page:
        return self._page(
            "index", "home", lambda p: {"title": title, **home(p)}, self.words["nav_home"], self.words["home_lead"]
        )

    def entities(self) -> Iterator[Page]:
        for node in self.graph.nodes.values():
            if node.part is None and node.entity.kind in OWN_PAGE and has_page(node):
                yield self._entity(node)
                yield from self._used_by(node)
                if isinstance(node.entity, ManualPart):
                    yield from self._contents(node, node.entity)
                if isinstance(node.entity, Role):
                    yield from self._role_steps(node)
                if isinstance(node.entity, Process) and node.entity.variants:
                    yield self._variants(node, node.entity)

    def _entity(self, node: Node) -> Page:
        entity, draft = node.entity, self._draft(page_of(node))

        def values(p: Draft) -> dict[str, Any]:
            own = MAKERS[entity.kind](p, entity, p.form(entity.id)) if entity.kind in MAKERS else {}
            return {**own, "node": node, "e": entity, "used_by": used_by(self.graph, node, self.words)}

        description = draft.plain(entity.summary or entity.title)
        return self._page(draft.src, entity.kind, values, draft.title(entity.id), description, node)

    def _variants(self, node: Node, process: Process) -> Page:
        """Other ways to do the same have a page of their own, so that the process itself stays short."""
        title = self.words["variants_of"].format(title=self._draft("").title(process.id))
        values = {"title": title, "e": process, "own": {step.id for step in process.steps}}
        return self._page(f"{page_of(node)}.variants", "variants", _just(values), title, shown=node)

    def _role_steps(self, node: Node) -> Iterator[Page]:
        draft = self._draft(f"{page_of(node)}.steps")
        performs = draft.table(performances).get(node.id, [])
        if not has_many_steps(performs):
            return
        title = self.words["steps_of"].format(title=draft.title(node.id))
        values = {"title": title, "e": node.entity}
        for src, sheet in sheets(draft.src, packed(performs, MOST_STEPS), 1):
            yield self._page(src, "role-steps", _listed(sheet, values), title, shown=node)

    def _used_by(self, node: Node) -> Iterator[Page]:
        """Who refers to it, where its own page names the first of them only."""
        if len(self.graph.links_to.get(node.id, ())) <= MOST_SHOWN:
            return
        rows = used_by(self.graph, node, self.words)
        if len(rows) > MOST_SHOWN:
            title = self.words["uses_of"].format(title=self._draft("").title(node.id))
            yield from self._list(f"{page_of(node)}.used", title, rows, node)

    def _contents(self, node: Node, manual_part: ManualPart) -> Iterator[Page]:
        """What a part holds, where its own page names the first of each kind only."""
        draft = self._draft("")
        for kind, found in part_values(draft, manual_part, None)["groups"]:
            if len(found) > MOST_SHOWN:
                title = f"{draft.title(node.id)} · {self.words[f'kinds_{kind}']}"
                rows = [(entity.id, draft.plain(entity.summary or "")) for entity in found]
                yield from self._list(f"part/{node.id}/{kind}", title, rows, node)

    def _industries(self) -> Iterator[Page]:
        """What applies to an industry, where the register names the first of it only."""
        draft = self._draft("")
        for industry, found in industries(draft)["industries"]:
            if len(found) > MOST_SHOWN:
                rows = [(id_, self.words[f"kind_{self.graph.nodes[id_].entity.kind}"]) for id_ in found]
                src = f"reference/industry-{industry.id}"
                yield from self._list(src, draft.title(industry.id), rows, self.graph.nodes[industry.id])

    def _list(self, src: str, title: str, rows: list[Line], about: Node) -> Iterator[Page]:
        values = {"title": title, "back": about.id}
        for place, sheet in sheets(src, rows):
            yield self._page(place, "list", _listed(sheet, values), title, shown=about)

    def registers(self) -> Iterator[Page]:
        for name, make in REGISTERS.items():
            src, title = f"reference/{name}", self.words[f"register_{name}"]
            if name not in PAGED:
                yield self._page(src, f"register-{name}", _titled(make, title), title)
                continue
            values = make(self._draft(src))
            for place, sheet in sheets(src, values.pop("rows"), PAGED[name]):
                yield self._page(place, f"register-{name}", _listed(sheet, values | {"title": title}), title)
        yield from self._industries()

    def practice(self) -> Iterator[Page]:
        """What the browser fills: the pages hold no more than what to do."""
        for name in PRACTICE:
            title, lead = self.words[f"practice_{name}"], self.words[f"practice_{name}_lead"]
            yield self._page(f"practice/{name}", f"practice-{name}", _just({"title": title}), title, lead)

    def item_coverage(self, report: CoverageReport) -> Iterator[Page]:
        """For trainers: the parts on a first page, their playbooks on the next ones."""
        parts, title = parts_covered(self.graph, report), self.words["practice_coverage"]
        pages = coverage_pages(parts)
        names = [f"coverage-{number}" for number in range(1, len(pages) + 1)]
        first: dict[str, str] = {}
        for name, groups in zip(names, pages, strict=True):
            for group in groups:
                first.setdefault(group.part, f"{name}.html#{group.part or 'section-elsewhere'}")
        linked = [(part, first[part.part]) for part in parts]
        head = {"title": title, "total": report.total, "parts": linked}
        yield self._page("practice/coverage", "practice-coverage", _just(head), title, self.words["coverage_by_part"])
        for number, (name, groups) in enumerate(zip(names, pages, strict=True), 1):
            own = self.words["coverage_all_of"].format(kind=title, count=number)
            others = pager("coverage-{}.html".format, len(pages), number)
            rows = {"title": own, "total": None, "groups": groups, "pager": others}
            yield self._page(f"practice/{name}", "practice-coverage", _just(rows), own)

    def sources(self) -> Iterator[Page]:
        covered = coverage(self.graph)
        pages = list(source_pages(covered))
        title = self.words["register_sources"]
        groups = [(self._source_title(page), page.src.rpartition("/")[2] + ".html", page) for page in pages]
        yield self._page(
            "reference/sources",
            "register-sources",
            _just({**self._covered(covered), "title": title, "groups": groups, "documents": []}),
            title,
        )
        for page in pages:
            own = self.words["sources_of"].format(name=self._source_title(page))
            values = {"title": own, "groups": [], "documents": page.documents, "covered": None}
            yield self._page(page.src, "register-sources", _just(values), own)

    def _covered(self, covered: Coverage) -> dict[str, Any]:
        """What the first page of the register says about all of them together."""
        total = len(covered.declared)
        numbers = {"used": covered.used, "total": total, "omitted": covered.left_out, "open": covered.unplaced}
        counts = {name: f"{number:,}" for name, number in numbers.items()}
        return {"covered": counts if total else None, "lists": list(self.graph.of(SourceList))}

    def _source_title(self, page: SourcePage) -> str:
        name = self.words["editorial"] if page.group == EDITORIAL else page.group
        return f"{name} ({page.number})" if page.number else name


def _just(values: dict[str, Any]) -> _Values:
    """Values that do not depend on the page's place."""
    return lambda draft: values


def _listed(sheet: Callable[[], tuple[Sequence[Any], Pager]], values: dict[str, Any]) -> _Values:
    """What a page of a list needs, made when the page is."""

    def made(_: Draft) -> dict[str, Any]:
        rows, others = sheet()
        return {**values, "rows": rows, "pager": others}

    return made


def _titled(make: _Values, title: str) -> _Values:
    """Values that are made when the page is, and its title."""
    return lambda draft: {**make(draft), "title": title}


def glossary_data(graph: Graph) -> dict[str, list[str]]:
    """Title and definition of every term, plain text: what the browser shows in place."""
    return {
        term.id: [plain(term.title, graph.title_of), plain(term.definition, graph.title_of)] for term in graph.of(Term)
    }


def playbook_data(graph: Graph, words: Words) -> dict[str, list[str]]:
    """Kind, title, version and address of every playbook with a page: what the browser lists a reader's marks with."""
    return {
        node.id: [
            words[f"kind_{node.entity.kind}"],
            plain(node.entity.title, graph.title_of),
            node.entity.version,
            url_of(graph, node.id),
        ]
        for node in graph.nodes.values()
        if node.part is None and node.entity.kind in OWN_PAGE and has_page(node)
    }


def _wordings(graph: Graph, lang: str) -> dict[str, str]:
    """Every wording by which a term is recognised in running text: its title, aliases and abbreviations."""
    found: dict[str, str] = {}
    for term in graph.of(Term):
        wording = term.wording.get(lang)
        for text in (term.title, *term.aliases, *(wording.abbreviations if wording else ())):
            found.setdefault(plain(text, str), term.id)
    return found


def _squeeze(html: str) -> str:
    """Drops the empty lines templates leave."""
    return "\n".join(filter(str.strip, html.split("\n")))
