"""Templates compiled once and kept, as Python keeps its own modules: in ``__pycache__``, beside the package.

To compile the templates of a theme anew takes as long as to make hundreds of pages. Where Python may not write there, they are.
"""

from __future__ import annotations

import sys
from hashlib import sha1
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """Keeps the compiled templates of an environment.

    Args:
        environment: What compiles them; its options and extensions must be complete.
        compiler: The file of a compiler of our own.
    """

    def __init__(self, environment: Environment, compiler: str = "") -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent), "%s.jinja")
        options = environment.trim_blocks, environment.lstrip_blocks, sorted(environment.extensions)
        names = sorted(environment.filters), sorted(environment.tests)
        self._made_by = repr((jinja2.__version__, options, names, Path(compiler).read_bytes() if compiler else b""))

    def get_source_checksum(self, source: str) -> str:
        """A checksum of everything the code is made from."""
        return sha1(f"{self._made_by}\0{source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes the code of a template, where it is kept and whole."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever stands in a broken file, the template is there to be compiled
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template, where Python keeps code at all."""
        if sys.dont_write_bytecode:
            return
        try:
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
        except OSError:
            return
