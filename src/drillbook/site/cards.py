"""Flashcards: terms, objections and the moves of talk tracks, as data for the browser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from drillbook.graph import Graph
from drillbook.model.fields import Many
from drillbook.model.played import received
from drillbook.model.reference import Term, Wording
from drillbook.model.talk import Objection, TalkTrack, Turn
from drillbook.site.urls import url_of
from drillbook.text import plain
from drillbook.words import Words

FILE_CARDS: Final = 150
"""How many cards a file holds, so that none becomes too large."""


class Card(NamedTuple):
    """A card.

    Attributes:
        id: The term, the objection, or the turn.
        part: The part of the manual it belongs to; empty for none.
        ask: What the front asks.
        front: What the learner sees first.
        back: What the learner should know: pairs of a label and a text; a label may be empty.
        url: Where it is written, relative to the language's folder.
    """

    id: str
    part: str
    ask: str
    front: str
    back: tuple[tuple[str, str], ...]
    url: str


def card_files(graph: Graph, words: Words) -> dict[str, str]:
    """The scripts with the cards: place below the assets -> text."""
    decks = {
        "term": list(_terms(graph, words)),
        "objection": list(_objections(graph, words)),
        "move": list(_moves(graph, words)),
    }
    files: dict[str, str] = {}
    for deck, cards in decks.items():
        for number, start in enumerate(range(0, len(cards), FILE_CARDS)):
            name = f"cards/{deck}-{number}"
            files[f"{name}.js"] = received(name, {"cards": cards[start : start + FILE_CARDS]})
    files["cards/index.js"] = received("cards/index", _index(graph, decks))
    return files


def _index(graph: Graph, decks: Mapping[str, Sequence[Card]]) -> dict[str, Any]:
    """Which files there are for each deck, and what the parts are called."""
    parts = dict.fromkeys(card.part for cards in decks.values() for card in cards if card.part)
    return {
        "decks": {deck: [len(cards), -(-len(cards) // FILE_CARDS)] for deck, cards in decks.items()},
        "parts": [[part, plain(graph.title_of(part), graph.title_of)] for part in parts],
    }


def _terms(graph: Graph, words: Words) -> Iterator[Card]:
    for term in graph.of(Term):
        wording = term.wording.get(words.lang, Wording())
        also = words["comma"].join((*wording.abbreviations, *wording.synonyms))
        back = [
            ("", term.definition),
            (words["also_called"], also),
            (words["forbidden"], words["comma"].join(wording.forbidden)),
        ]
        yield _card(graph, term.id, words["practice_ask_term"], term.title, back)


def _objections(graph: Graph, words: Words) -> Iterator[Card]:
    for objection in graph.of(Objection):
        moves = words["practice_then"].join(move.move for move in objection.moves)
        back = [
            (words["concern"], objection.concern),
            (words["moves"], moves),
            (words["reply"], objection.reply),
            (words["do_not_say"], _joined(objection.do_not_say)),
        ]
        ask = words["practice_ask_objection" if objection.raised_by == "customer" else "practice_ask_excuse"]
        yield _card(graph, objection.id, ask, objection.says[0], back)


def _moves(graph: Graph, words: Words) -> Iterator[Card]:
    for track in graph.of(TalkTrack):
        for turn in track.turns:
            yield _move(graph, words, track, turn)


def _move(graph: Graph, words: Words, track: TalkTrack, turn: Turn) -> Card:
    heard = _joined(signal.signal for before in track.turns for signal in before.listen_for if signal.goto == turn.id)
    back = [("", turn.say[0]), (words["why"], turn.why or "")]
    ask = words["practice_ask_move"].format(title=_plain(graph, track.title))
    front = turn.title + (f"\n{words['practice_heard']}{words['colon']}{heard}" if heard else "")
    return _card(graph, f"{track.id}.{turn.id}", ask, front, back)


def _card(graph: Graph, id_: str, ask: str, front: str, back: Sequence[tuple[str, str]]) -> Card:
    texts = tuple((label, _plain(graph, text)) for label, text in back if text)
    parts = graph.parts_for(graph.nodes[id_].loaded)
    outermost = [part.id for part in parts][-1:]
    return Card(id_, outermost[0] if outermost else "", ask, _plain(graph, front), texts, url_of(graph, id_))


def _joined(texts: Many[str] | Iterator[str]) -> str:
    return " / ".join(texts)


def _plain(graph: Graph, text: str) -> str:
    return "\n".join(plain(line, graph.title_of) for line in text.split("\n"))
