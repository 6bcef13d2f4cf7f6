"""Facts of talk tracks and objections: what is meant, what is said next, what must not be said."""

from __future__ import annotations

from drillbook.facts.fact import Reader, Value, in_this_order
from drillbook.model.talk import Objection, TalkTrack, Turn
from drillbook.ways import below


def objection_facts(read: Reader, objection: Objection) -> None:
    """Everything an objection states."""
    # A frown is no words: “（皱了皱眉）”.
    says = read.speech(said for said in objection.says if not said.startswith(("（", "("))) or read.speech(
        objection.says
    )
    read.fact("objection_concern", None, [read.text(objection.concern)], "concern", given=says)
    read.fact("objection_reply", None, [read.text(objection.reply)], "reply", given=says)
    read.fact("objection_avoid", None, read.speech(objection.do_not_say), "do_not_say", given=says)
    read.fact("objection_category", None, [Value(word=f"category_{objection.category}")], "category", given=says)
    hows = read.texts(move.how for move in objection.moves)
    read.fact("move_first", None, hows[:1], "moves", given=says)
    for move, how, following in zip(objection.moves, hows, (*hows[1:], None), strict=True):
        read.fact("move_how", move, [how], "how", given=says)
        read.fact("move_next", move, [following] if following else [], given=says)
    moves = read.parts(objection.moves)
    if len(moves) > 2:
        method = [read.text(objection.method)]
        read.fact("objection_moves", None, moves, "moves", given=method, before=in_this_order(moves))
    if objection.escalate:
        when = [read.text(objection.escalate.when)]
        read.fact("objection_escalate", None, read.ref(objection.escalate.to), "escalate", given=when)


def talk_facts(read: Reader, talk: TalkTrack) -> None:
    """Everything a talk track states."""
    read.fact("talk_goal", None, [read.text(talk.goal)], "goal")
    read.fact("talk_situation", None, [read.text(talk.situation)], "situation")
    read.fact("must_say", None, read.texts(talk.must_say), "must_say")
    read.fact("must_not_say", None, read.speech(talk.must_not_say), "must_not_say")
    follows = below(talk.turns)
    ways = {turn.id: turn.next or follows[turn.id] for turn in talk.turns}
    for turn in talk.turns:
        _turn(read, turn, ways[turn.id])
    course = read.parts(turn for turn in talk.turns if turn.id in _ordinary_course(talk, ways))
    if len(course) > 2:
        read.fact("turns_order", None, course, "turns", before=in_this_order(course))
    for contrast in talk.contrast:
        (bad, good), why = read.speech((contrast.bad, contrast.good)), read.text(contrast.why)
        read.fact("contrast_bad", contrast, [bad], "bad", given=[good, why])
        read.fact("contrast_good", contrast, [good], "good", given=[bad, why])


def _ordinary_course(talk: TalkTrack, ways: dict[str, str]) -> set[str]:
    """The turns from the first on, when no signal leads elsewhere; none where that runs in a circle or jumps back."""
    found: list[str] = []
    here, order = talk.turns[0].id, list(ways)
    while here in ways:
        if found and order.index(here) <= order.index(found[-1]):
            return set()
        found.append(here)
        here = ways[here]
    return set(found)


def _turn(read: Reader, turn: Turn, follows: str) -> None:
    elsewhere = [value for signal in turn.listen_for for value in read.way(signal.goto)]
    read.fact("turn_say", turn, read.speech(turn.say), "say")
    read.fact("turn_next", turn, read.way(follows), "next", excluded=elsewhere)
    if turn.why:
        read.fact("turn_why", turn, [read.text(turn.why)], "why")
    for qualifier, target, heard in read.under((signal.goto, signal.signal) for signal in turn.listen_for):
        read.fact("turn_for_signal", turn, target, "listen_for", given=read.texts(heard), qualifier=qualifier)
