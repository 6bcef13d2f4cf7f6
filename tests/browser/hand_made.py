"""Items of every type, made by hand, and a page that asks them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from drillbook.assets import in_language
from drillbook.facts import digest
from drillbook.graph import Graph
from drillbook.model.item import Form, Item, ItemType, Option, Prompt
from drillbook.model.played import received, secrets, told
from drillbook.site.cards import card_files
from drillbook.site.environment import environment
from drillbook.words import words

_TEXTS: Final = {"a": "核对资料", "b": "编制报价", "c": "送交审批", "d": "归档"}


def item(
    type_: ItemType, answer: tuple[str, ...], *, prompts: int = 0, number: int = 1, lang: str = "zh-CN", **other: object
) -> Item:
    """An item of a type about step ``number`` of the process ``order``."""
    keys = {pair.rpartition("=")[2] for pair in answer}
    letters = "ab" if type_ == "true_false" else "a" if type_ == "cloze" else "abcd"
    fact = f"{type_}:order.step-{number}"
    values = {
        "id": f"{fact}~ask",
        "type": type_,
        "level": "recall",
        "lang": lang,
        "stem": f"{type_}：____？" if type_ == "cloze" else f"{type_}：哪一个？",
        "options": tuple(
            Option(
                id=letter,
                text="24小时" if type_ == "cloze" else _TEXTS[letter],
                key=letter in keys or type_ in ("ordering", "cloze"),
                rationale=f"理由 {letter}",
                link=f"order.step-{letter}",
            )
            for letter in letters
        ),
        "prompts": tuple(
            Prompt(
                id=str(n),
                text=f"客户 {n}",
                rationale=f"依据 {n}",
                link=f"order.step-{n}",
                topic=f"接单流程 › 第 {n} 步",
            )
            for n in range(1, prompts + 1)
        ),
        "answer": answer,
        "facts": (fact,),
        "source": "",
        "hash": f"hash-{number}",
        "link": f"order.step-{number}",
        "topic": f"接单流程 › 第 {number} 步",
    }
    return Item.model_validate(values | other)


def every_type(lang: str = "zh-CN") -> tuple[Item, ...]:
    """One item of each type."""
    return (
        item("single_choice", ("b",), lang=lang),
        item("multiple_response", ("a", "c"), number=2, lang=lang),
        item("true_false", ("a",), number=3, lang=lang),
        item(
            "ordering",
            ("c", "a", "b", "d"),
            number=4,
            before=(("c", "a"), ("c", "b"), ("a", "d"), ("b", "d")),
            lang=lang,
        ),
        item("matching", ("1=c", "2=a", "3=b"), prompts=3, number=5, lang=lang),
        item("classification", ("1=a", "2=b", "3=a", "4=b"), prompts=4, number=6, lang=lang),
        item("cloze", ("24小时",), number=7, lang=lang),
        item("find_mistake", ("d",), number=8, lang=lang),
        item("who_may_decide", ("c",), number=9, lang=lang),
        item("next_best_move", ("a",), number=10, lang=lang),
    )


def form(items: tuple[Item, ...] | None = None, lang: str = "zh-CN", cut_score: int = 80) -> Form:
    """A form of items; of every type by default."""
    items = every_type(lang) if items is None else items
    facts = {fact: ("f-" + one.hash, f"{fact} 的说法") for one in items for fact in one.facts}
    return Form(id="order", title="测验", lang=lang, items=items, cut_score=cut_score, facts=facts)


def write_assets(folder: Path, lang: str = "zh-CN") -> None:
    """The scripts and styles of practice."""
    place = folder / "assets" / "drillbook"
    place.mkdir(parents=True, exist_ok=True)
    for name, text in in_language(words(lang)).items():
        (place / name).write_text(text, "utf-8")


def write_page(folder: Path, body: str, *, lang: str = "zh-CN", head: str = "", name: str = "page.html") -> str:
    """A page opened from disk; gives its address."""
    write_assets(folder, lang)
    page = folder / name
    page.write_text(
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>Practice</title><link rel="stylesheet" href="assets/drillbook/quiz.css">{head}</head>'
        f'<body class="md-typeset"><main><h1>Practice</h1>{body}</main></body></html>',
        "utf-8",
    )
    return page.as_uri()


def write_form(folder: Path, made: Form, script: str = "", *, before: str = "") -> str:
    """A page with a form; gives its address."""
    macro = environment().get_template("quiz.html.jinja").module.quiz_form  # type: ignore[attr-defined]
    place = folder / "assets/drillbook/forms"
    place.mkdir(parents=True, exist_ok=True)
    script_of = received(f"forms/{made.id}", secrets(made, lambda id_: f"{id_.replace('.', '.html#')}"))
    (place / f"{made.id}.js").write_text(script_of, "utf-8")
    body = macro(made, words(made.lang), "")
    return write_page(folder, before + body, lang=made.lang, head=f"<script>{script}</script>" if script else "")


class _Place:
    root = ""


def write_practice(folder: Path, name: str, lang: str = "zh-CN", script: str = "") -> str:
    """One of the practice pages; gives its address."""
    word = words(lang)
    body = (
        environment().get_template(f"practice-{name}.jinja").render(p=_Place(), w=word, title=word[f"practice_{name}"])
    )
    head = f"<script>{script}</script>" if script else ""
    return write_page(
        folder, body.replace("<h1", "<h2").replace("</h1", "</h2"), lang=lang, head=head, name=f"{name}.html"
    )


def write_items(
    folder: Path,
    items: Iterable[Item],
    *,
    statements: Mapping[str, tuple[str, str]] | None = None,
    entity: str = "order",
) -> None:
    """The items of an entity as a script beside the assets, and the index of all entities."""
    place = folder / "assets/drillbook/items"
    place.mkdir(parents=True, exist_ok=True)
    items = list(items)
    facts = {fact: ("f-" + one.hash, f"{fact} 的说法") for one in items for fact in one.facts} | dict(statements or {})
    data = {"entity": entity, "facts": facts, "items": [told(one, lambda id_: f"{id_}.html") for one in items]}
    (place / f"{entity}.js").write_text(received(f"items/{entity}", data), "utf-8")
    index = {"entities": {entity: digest([str(sorted(facts.items()))], 8)}}
    (place / "index.js").write_text(received("items/index", index), "utf-8")


def write_cards(folder: Path, graph: Graph, lang: str = "zh-CN") -> str:
    """The flashcards of a manual, and their page; gives its address."""
    url = write_practice(folder, "cards", lang)
    for name, text in card_files(graph, words(lang)).items():
        (folder / "assets/drillbook" / name).parent.mkdir(exist_ok=True)
        (folder / "assets/drillbook" / name).write_text(text, "utf-8")
    return url
