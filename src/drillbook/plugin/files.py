"""The files of a MkDocs build: hand-written pages in one language, and Material's style sheets without what is not used."""

from __future__ import annotations

from fnmatch import fnmatch

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from drillbook import framing
from drillbook.plugin.ready import ReadyPage
from drillbook.plugin.slim import slim, without_unused


def in_language(files: Files, lang: str, languages: tuple[str, ...], config: MkDocsConfig) -> list[File]:
    """Takes the variants ``page.en.md`` out of the files and returns those of this language under their plain name."""
    chosen = []
    for file in list(files.documentation_pages()):
        name = framing.variant(file.src_uri, languages)
        if name is None:
            continue
        files.remove(file)
        if name[1] == lang:
            plain = files.get_file_from_path(name[0])
            if plain is not None:
                files.remove(plain)
            variant = File.generated(config, name[0], abs_src_path=str(file.abs_src_path))
            variant.edit_uri = file.src_uri
            chosen.append(variant)
    return chosen


def slim_styles(files: Files, config: MkDocsConfig) -> None:
    """Puts Material's style sheets without what the site has no use for in their place."""
    theirs = [file for file in files if fnmatch(file.src_uri, "assets/stylesheets/*.min.css")]
    written = "\n".join(f.content_string for f in files.documentation_pages() if not isinstance(f.page, ReadyPage))
    bare = {file: slim(file.content_string, config, written) for file in theirs}
    rest = [f.content_string for f in files.css_files() if f not in bare]
    everything = "".join([*bare.values(), *rest])
    for file, css in bare.items():
        files.remove(file)
        files.append(File.generated(config, file.src_uri, content=without_unused(css, everything, config)))
