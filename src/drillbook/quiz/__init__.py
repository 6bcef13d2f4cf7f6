"""Questions made from facts: generated, checked, put together to forms, scored.

``generate`` makes the bank, ``lint`` judges items and forms, ``assemble`` draws forms, ``score`` grades responses.
Each item type has a module of its own; the wording of questions stands in
``stems/``. ``handwritten`` adds what authors ask in their own words.
"""
