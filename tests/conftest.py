"""Options that more than one test needs."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("drillbook", deadline=None)  # a busy machine is no finding
settings.load_profile("drillbook")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="Write what comes out as what is expected; then read the diff."
    )
