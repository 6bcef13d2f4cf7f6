"""Commands on quizzes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drillbook.cli.manual import Root, described
from drillbook.cli.terminal import err, interface_language, mistake, out, say, settings_at

if TYPE_CHECKING:
    from drillbook.build import Checked
    from drillbook.model.item import Item
    from drillbook.settings import Settings

app = typer.Typer(help=say("help_quiz"), no_args_is_help=True)
_ItemLang = Annotated[str, typer.Option("--lang", metavar="LANG", help=say("help_quiz_lang"))]


@app.command(
    **described("quiz_bank", "drillbook quiz bank --format json --lang en", "drillbook quiz bank --playbooks playbooks")
)
def bank(
    form: Annotated[str, typer.Option("--format", metavar="json|text", help=say("help_quiz_format"))] = "text",
    lang: _ItemLang = "",
    playbooks: Annotated[
        Path | None, typer.Option("--playbooks", metavar="DIR", help=say("help_quiz_playbooks"))
    ] = None,
    root: Root = None,
) -> None:
    """Prints every item that can be made from the manual."""
    if form not in ("json", "text"):
        raise typer.BadParameter(say("not_one_of", value=form, allowed="json, text"), param_hint="--format")
    settings = _settings_over(playbooks) if playbooks else settings_at(root)
    lang = _item_language(settings, lang)
    items = _checked(settings).bank.items(lang)
    if form == "json":
        typer.echo(json.dumps([item.model_dump(mode="json") for item in items], ensure_ascii=False, indent=1))
    else:
        for item in items:
            out().print(_as_text(item))
    err().print(say("items", count=len(items)))


@app.command("list", **described("quiz_list", "drillbook quiz list"))
def list_(lang: _ItemLang = "", root: Root = None) -> None:
    """Lists the quizzes of the manual."""
    from drillbook.model.quiz import Blueprint

    settings = settings_at(root)
    lang = _item_language(settings, lang)
    for blueprint in _checked(settings).graphs[lang].of(Blueprint):
        out().print(
            say("quiz_line", id=blueprint.id, title=blueprint.title, count=blueprint.total, cut=blueprint.cut_score)
        )


def _settings_over(playbooks: Path) -> Settings:
    """The options for a folder of playbooks, which needs no mkdocs.yml beside it."""
    from drillbook.settings import Settings, read_settings

    folder = playbooks.resolve()
    if not folder.is_dir():
        raise mistake("no_folder", folder=playbooks)
    if (folder.parent / "mkdocs.yml").is_file():
        return read_settings(folder.parent).model_copy(update={"playbooks": folder.name})
    return Settings(root=folder.parent, playbooks=folder.name)


def _item_language(settings: Settings, lang: str) -> str:
    lang = lang or settings.source_language
    if lang not in settings.languages:
        raise mistake("no_language", value=lang, allowed=", ".join(settings.languages))
    return lang


def _checked(settings: Settings) -> Checked:
    from drillbook.build import check_manual
    from drillbook.cli.report import Format, print_problems

    checked = check_manual(settings)
    if checked.has_errors:
        print_problems(checked.problems, Format.TEXT, interface_language(), settings.root, err())
        raise typer.Exit(1)
    return checked


def _as_text(item: Item) -> str:
    lines = [f"{item.id}  [{item.type}, {item.level}]  {item.source}", f"  {item.stem}"]
    lines += [f"  {'*' if option.key else ' '} {option.id}) {option.text}" for option in item.options]
    return "\n".join([*lines, ""])
