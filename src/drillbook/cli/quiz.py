"""Commands on quizzes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from drillbook.cli.options import Root, described, require
from drillbook.cli.terminal import err, find_root, interface_language, mistake, out, say, settings_at
from drillbook.rules import Count
from drillbook.words import words

if TYPE_CHECKING:
    from drillbook.building.build import Checked
    from drillbook.model.item import Form, Item
    from drillbook.settings import Settings

_Quiz = Annotated[str, typer.Argument(metavar="QUIZ", help=say("help_quiz_id"))]
app = typer.Typer(help=say("help_quiz"), no_args_is_help=True)
_ItemLang = Annotated[str, typer.Option("--lang", metavar="LANG", help=say("help_quiz_lang"))]
_Seed = Annotated[str, typer.Option("--seed", metavar="WORD", help=say("help_quiz_seed"))]


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
    from drillbook.building.practice import every_item

    require(form, ("json", "text"), "--format")
    settings = _settings_over(playbooks) if playbooks else settings_at(root)
    lang = _item_language(settings, lang)
    items = every_item(_checked(settings), lang)
    if form == "json":
        _print_json(items)
    else:
        for item in items:
            out().print(_as_text(item))
    err().print(say("items", count=Count(len(items))))


def _print_json(items: Iterable[Item]) -> None:
    """Prints items one after the other: the text of a large bank would take more memory than the bank."""
    before = "["
    for item in items:
        text = item.model_dump_json(indent=1).replace("\n", "\n ")
        sys.stdout.write(f"{before}\n {text}")
        before = ","
    typer.echo("[]" if before == "[" else "\n]")


@app.command("list", **described("quiz_list", "drillbook quiz list"))
def list_(lang: _ItemLang = "", root: Root = None) -> None:
    """Lists the quizzes of the manual."""
    from drillbook.model.quiz import Blueprint

    settings = settings_at(root)
    lang = _item_language(settings, lang)
    for blueprint in _checked(settings).graphs[lang].of(Blueprint):
        out().print(
            say(
                "quiz_line",
                id=blueprint.id,
                title=blueprint.title,
                count=Count(blueprint.total),
                cut=blueprint.cut_score,
                forms=", ".join("ABCDEFGH"[: blueprint.forms]),
            )
        )


@app.command(
    **described(
        "quiz_preview", "drillbook quiz preview quiz-part-b", "drillbook quiz preview quiz-part-b --form B --key"
    )
)
def preview(
    blueprint: _Quiz,
    form: Annotated[str, typer.Option("--form", metavar="A|B|...", help=say("help_quiz_form"))] = "A",
    key: Annotated[bool, typer.Option("--key", help=say("help_quiz_key"))] = False,
    seed: _Seed = "",
    lang: _ItemLang = "",
    root: Root = None,
) -> None:
    """Shows a form in the terminal."""
    chosen = {each.name or "A": each for each in _forms(blueprint, seed, lang, root)}
    require(form.upper(), chosen, "--form")
    found = chosen[form.upper()]
    word = words(found.lang)
    name = word["quiz_form_name"].format(name=found.name) if found.name else ""
    out().print(f"{found.title}  {name}".rstrip() + "\n")
    for number, item in enumerate(found.items, 1):
        out().print(_as_question(number, item, word, with_key=key))


@app.command(
    "print",
    **described(
        "quiz_print", "drillbook quiz print quiz-part-b", "drillbook quiz print quiz-part-b --seed spring --out exam"
    ),
)
def print_(
    blueprint: _Quiz,
    out_: Annotated[Path | None, typer.Option("--out", "-o", metavar="DIR", help=say("help_quiz_out"))] = None,
    pdf: Annotated[bool, typer.Option("--pdf/--no-pdf", help=say("help_quiz_pdf"))] = True,
    seed: _Seed = "",
    lang: _ItemLang = "",
    root: Root = None,
) -> None:
    """Writes question sheet, answer sheet and key sheet of every form."""
    from drillbook.pdf import VARIABLE, find_browser, print_pdf
    from drillbook.quiz.sheets import SHEETS, sheet
    from drillbook.storage.whole import write_whole

    found = _forms(blueprint, seed, lang, root)
    browser = find_browser() if pdf else None
    folder = out_ or _print_folder(root)
    folder.mkdir(parents=True, exist_ok=True)
    for form in found:
        for kind in SHEETS:
            file = folder / f"{blueprint}{f'-{form.name.lower()}' if form.name else ''}.{form.lang}.{kind}.html"
            write_whole(file, sheet(form, kind, words(form.lang)).encode())
            out().print(say("written", file=file))
            if browser:
                print_pdf(file, file.with_suffix(".pdf"), browser)
                out().print(say("written", file=file.with_suffix(".pdf")))
    if pdf and not browser:
        err().print(say("no_browser", variable=VARIABLE))
    if not seed:
        err().print(say("quiz_on_site"))


def _print_folder(root: Path | None) -> Path:
    """The folder ``print`` of the manual, as seen from here where it lies below."""
    folder = find_root(root) / "print"
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


@app.command("lint", **described("quiz_lint", "drillbook quiz lint", "drillbook quiz lint --lang en --format json"))
def lint(
    form: Annotated[str, typer.Option("--format", metavar="text|json", help=say("help_quiz_format"))] = "text",
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help=say("help_quiz_one_lang"))] = "",
    root: Root = None,
) -> None:
    """Judges the bank and all forms."""
    from drillbook.cli import quiz_gate

    require(form, ("text", "json"), "--format")
    settings = settings_at(root)
    languages = [_item_language(settings, lang)] if lang else list(settings.languages)
    quiz_gate.lint(_checked(settings), languages, form)


@app.command("coverage", **described("quiz_coverage", "drillbook quiz coverage --format json"))
def coverage(
    form: Annotated[str, typer.Option("--format", metavar="text|json", help=say("help_quiz_format"))] = "text",
    root: Root = None,
) -> None:
    """Tells what has items."""
    from drillbook.cli import quiz_gate

    require(form, ("text", "json"), "--format")
    quiz_gate.coverage(_checked(settings_at(root)), form)


def _forms(id_: str, seed: str, lang: str, root: Path | None) -> tuple[Form, ...]:
    """The forms of a blueprint, those of another seed if one is given; there must be something to ask."""
    from drillbook.model.quiz import Blueprint
    from drillbook.quiz import assemble

    settings = settings_at(root)
    lang = _item_language(settings, lang)
    checked = _checked(settings)
    blueprints = {each.id: each for each in checked.graphs[lang].of(Blueprint)}
    if id_ not in blueprints:
        raise mistake("no_quiz", value=id_, allowed=", ".join(blueprints))
    blueprint = blueprints[id_]
    if seed == blueprint.seed:
        raise mistake("quiz_seed_of_site", value=seed)
    if seed:
        blueprint = blueprint.model_copy(update={"seed": seed})
    found = assemble.forms(blueprint, checked.bank.shelf(lang), checked.graphs[lang])
    if not any(form.items for form in found):
        raise mistake("quiz_without_items", value=id_, lang=settings.language_name(lang))
    return found


def _as_question(number: int, item: Item, word: Mapping[str, str], *, with_key: bool) -> str:
    from drillbook.quiz.sheets import way

    lines = [f"{number}. {item.stem} {word['quiz_hint_' + way(item)]}"]
    lines += [f"   {prompt.id}. {prompt.text}" for prompt in item.prompts]
    if way(item) != "write":
        lines += [f"   {option.id.upper()}. {option.text}" for option in item.options]
    if with_key:
        answers = item.answer if way(item) == "write" else [answer.upper() for answer in item.answer]
        lines.append(f"   {word['player_key']}{word['colon']}{', '.join(answers)}  [{item.link}]")
    return "\n".join([*lines, ""])


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
    from drillbook.building.build import check_manual
    from drillbook.cli.report import Format, print_problems

    checked = check_manual(settings, searches=False)
    if checked.has_errors:
        print_problems(checked.problems, Format.TEXT, interface_language(), settings.root, err())
        raise typer.Exit(1)
    return checked


def _as_text(item: Item) -> str:
    lines = [f"{item.id}  [{item.type}, {item.level}]  {item.source}", f"  {item.stem}"]
    lines += [f"  {'*' if option.key else ' '} {option.id}) {option.text}" for option in item.options]
    return "\n".join([*lines, ""])
