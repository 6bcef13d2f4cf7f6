"""Hand-written keys the manual contradicts: told where it is certain, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import CASES, problems_of, read_case


@pytest.mark.parametrize(
    ("file", "old", "new", "is_told"),
    [
        ("quizzes/items/x.yml", "动笔", "执笔", True),
        ("playbooks/x.yml", "actor: salesperson\n", "actor: salesperson\n    consult: contract-clerk\n", False),
        ("quizzes/items/x.yml", "text: 销售经理,", "text: 请客户自己写,", False),
        ("quizzes/items/x.yml", "tests: contract-signing.draft", "tests: contract-signing.sign", True),
        ("quizzes/items/x.yml", "tests: contract-signing.draft", "tests: sales-manager", False),
    ],
    ids=["another stem", "another fact agrees", "another kind of options", "another step", "no such fact"],
)
def test_only_what_is_certain_is_told(tmp_path: Path, file: str, old: str, new: str, is_told: bool) -> None:
    """A key is called wrong when no fact the item may ask for agrees with it, and all options could be its values."""
    files = dict(read_case(CASES / "DB824-wrong-key.yml")["bad"])
    assert old in files[file]
    files[file] = files[file].replace(old, new)

    codes = {problem.code for problem in problems_of(files, tmp_path)}
    assert codes <= {"DB814", "DB822", "DB824"}
    assert ("DB824" in codes) is is_told
