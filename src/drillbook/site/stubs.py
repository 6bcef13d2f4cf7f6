"""The small pages under ``/id/``: one for every entity and step, for ever, whatever becomes of the page it leads to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from drillbook.graph import Graph, Node
from drillbook.model.organisation import Authority, Responsibility
from drillbook.model.process import Step
from drillbook.model.reference import Category, Rule
from drillbook.model.talk import Turn
from drillbook.model.training import Milestone
from drillbook.site.markup import escaped
from drillbook.site.page import has_page
from drillbook.site.urls import url_of
from drillbook.text import Untranslated, plain
from drillbook.words import Words, words

_LINKABLE = (Step, Turn, Rule, Category, Responsibility, Authority, Milestone)


def addresses(source: Graph) -> dict[str, dict[str, str]]:
    """Every id that has a small page, former ones too, with the id of today it stands for; by the entity it belongs to.

    Args:
        source: The manual in its source language.
    """
    found: dict[str, dict[str, str]] = {id_: {} for id_ in source.entities}
    for id_, target in (*zip(source.nodes, source.nodes, strict=True), *source.former.items()):
        node = source.nodes[target]
        if _has_address(node):
            found[node.entity.id][id_] = target
    return found


def stubs(graphs: Mapping[str, Graph], addresses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yields place and content of small pages.

    Args:
        graphs: The manual in each language, the source language first.
        addresses: Which ones, and the id of today each stands for.
    """
    plain_of = {lang: cache(partial(_plain, graph)) for lang, graph in graphs.items()}
    for id_, target in addresses.items():
        yield f"id/{id_}/index.html", _stub(id_, target, graphs, plain_of)


def _has_address(node: Node) -> bool:
    return node.entity.is_shown and (node.part is None or isinstance(node.part, _LINKABLE))


def _stub(id_: str, target: str, graphs: Mapping[str, Graph], plain_of: Mapping[str, Callable[[str], str]]) -> str:
    first = next(iter(graphs))
    node, word = graphs[first].nodes[target], words(first)
    entity = node.entity
    shown = {lang: escaped(_title(graph.nodes[target], plain_of[lang])) for lang, graph in graphs.items()}
    title, description = shown[first], escaped(plain_of[first](entity.summary or entity.title))
    kind = escaped(f"{word['kind_' + entity.kind]} · {word['id_changed']} {entity.version}")
    heading = "".join([f'<span lang="{lang}">{each}</span> ' for lang, each in shown.items()])
    body = _live(target, graphs, shown) if has_page(node) else _gone(node, graphs)
    return (
        f'<!doctype html><html lang="{first}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f'<title>{title}</title><meta name="robots" content="noindex"><meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{description}"><link rel="icon" href="../../assets/images/favicon.png">'
        '<link rel="stylesheet" href="../../assets/drillbook/id.css"></head>'
        f'<body><main data-id="{escaped(id_)}"><p class="kind">{kind}</p><h1>{heading}</h1>{body}</main>'
        '<script src="../../assets/drillbook/id.js"></script></body></html>\n'
    )


def _plain(graph: Graph, text: str) -> str:
    return plain(text, graph.title_of)


def _title(node: Node, plain_of: Callable[[str], str]) -> str:
    own = plain_of(node.title)
    return own if node.part is None else f"{plain_of(node.entity.title)} › {own}"


def _root(lang: str, graphs: Mapping[str, Graph]) -> str:
    return "../../" + ("" if lang == next(iter(graphs)) else f"{lang}/")


def _live(id_: str, graphs: Mapping[str, Graph], shown: Mapping[str, str]) -> str:
    links = [
        f'<li><a lang="{lang}" hreflang="{lang}" href="{_root(lang, graphs)}{escaped(url_of(graph, id_))}">{shown[lang]}</a></li>'
        for lang, graph in graphs.items()
    ]
    return f'<ul class="go">{"".join(links)}</ul>'


def _gone(node: Node, graphs: Mapping[str, Graph]) -> str:
    return "".join(
        _gone_in(words(lang), graph.nodes[node.id], graph, _root(lang, graphs)) for lang, graph in graphs.items()
    )


def _gone_in(word: Words, node: Node, graph: Graph, root: str) -> str:
    entity = node.entity
    if entity.status == "draft":
        return f'<p lang="{word.lang}">{escaped(word["id_draft"])}</p>'
    since = f" ({word['id_retired_since'].format(date=entity.retired_on)})" if entity.retired_on else ""
    text = f'<p lang="{word.lang}">{escaped(word["id_retired"] + since)}'
    text += f"<br>{_reason(entity.retired_because)}" if entity.retired_because else ""
    other = graph.nodes.get(entity.replaced_by or "")
    if other and has_page(other):
        text += f'<br>{escaped(word["id_replaced_by"])}: <a href="{root}{escaped(url_of(graph, other.id))}">{escaped(_title(other, partial(_plain, graph)))}</a>'
    return text + "</p>"


def _reason(text: str) -> str:
    """A reason as it stands; what is not translated says in which language it is."""
    said = escaped(plain(text, str))
    return f'<span lang="{text.lang}">{said}</span>' if isinstance(text, Untranslated) else said
