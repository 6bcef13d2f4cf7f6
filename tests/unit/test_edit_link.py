"""The button that leads to the file a page is made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from drillbook.building.build import build
from drillbook.new import create
from drillbook.plugin import frame
from drillbook.settings import read_settings


@pytest.mark.parametrize("has_repository", [True, False])
def test_pages_lead_to_their_yaml_file(has_repository: bool, tmp_path: Path) -> None:
    """With a repository in mkdocs.yml a playbook's page links its YAML file there; without one no page has the button."""
    create(tmp_path / "manual", "en")
    file = tmp_path / "manual" / "mkdocs.yml"
    if has_repository:
        file.write_text(
            file.read_text("utf-8") + "\nrepo_url: https://git.example/team/manual\nedit_uri: edit/main/docs/\n",
            "utf-8",
        )
    build(read_settings(tmp_path / "manual"), tmp_path / "site", frame=frame)
    html = (tmp_path / "site" / "process" / "contract-signing.html").read_text("utf-8")
    address = "https://git.example/team/manual/edit/main/playbooks/core/contract-signing.yml"
    assert (f'href="{address}"' in html) is has_repository
    assert ('rel="edit"' in html) is has_repository
