"""Facts of talk tracks and objections: what is meant, what is said next, what must not be said."""

from __future__ import annotations

from drillbook.facts.fact import Reader, in_this_order
from drillbook.model.talk import Objection, TalkTrack, Turn


def objection_facts(read: Reader, objection: Objection) -> None:
    """Everything an objection states."""
    says = read.texts(objection.says)
    read.fact("objection_concern", None, [read.text(objection.concern)], "concern", given=says)
    read.fact("objection_reply", None, [read.text(objection.reply)], "reply", given=says)
    read.fact("objection_avoid", None, read.texts(objection.do_not_say), "do_not_say", given=says)
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
    read.fact("must_not_say", None, read.texts(talk.must_not_say), "must_not_say")
    for turn in talk.turns:
        _turn(read, turn)
    for contrast in talk.contrast:
        bad, good, why = read.texts((contrast.bad, contrast.good, contrast.why))
        read.fact("contrast_bad", contrast, [bad], "bad", given=[good, why])
        read.fact("contrast_good", contrast, [good], "good", given=[bad, why])


def _turn(read: Reader, turn: Turn) -> None:
    if turn.why:
        read.fact("turn_why", turn, [read.text(turn.why)], "why")
    for qualifier, target, heard in read.under((signal.goto, signal.signal) for signal in turn.listen_for):
        read.fact("turn_for_signal", turn, target, "listen_for", given=read.texts(heard), qualifier=qualifier)
