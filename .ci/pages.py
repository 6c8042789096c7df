"""Reads the pages of the docs: their blocks of code, what is said before each, and what is wrong with them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

COMMAND = re.compile(
    r"(\$ )?(sudo |[A-Z_]+=\S+ )*(\./\w+|\.ci/\w+|docs/\S+\.sh|curl|wget|python3?|pip|node|npm|npx|java|git|docker|"
    r"kubectl|systemctl|spark-submit|promtool|grpcurl|openssl|ssh|apt-get|chmod|cp|mv|mkdir|cd|export|source) "
)
DIRECTIVE = re.compile(r"<!-- (not run|run by|exits with|run with|first): (.+?) -->")
LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
COMMENT = re.compile(r"\s+# .*$")


def shown(page):
    return page.relative_to(ROOT) if page.is_relative_to(ROOT) else page


@dataclass
class Block:
    page: Path
    line: int
    language: str
    lines: list = field(default_factory=list)
    says: dict = field(default_factory=dict)

    def where(self):
        return f"{shown(self.page)}:{self.line}"

    def commands(self):
        """Logical lines, without comments."""
        joined = "\n".join(self.lines).replace("\\\n", "")
        lines = (COMMENT.sub("", line).strip() for line in joined.split("\n"))
        return [line for line in lines if line and not line.startswith("#")]


def blocks(page):
    """Every code block of a page, fenced or indented, with what is said before it."""
    found, says, fenced, indented, blank = [], {}, None, None, True
    for number, line in enumerate(page.read_text(encoding="utf-8").split("\n"), 1):
        fence = re.match(r" *```(\w*)", line)
        if fenced:
            if fence:
                found.append(fenced)
                fenced = None
            else:
                fenced.lines.append(line)
        elif fence:
            fenced, says = Block(page, number, fence[1] or "none", says=says), {}
        elif indented and (line.startswith("    ") or not line.strip()):
            indented.lines.append(line[4:])
        elif line.startswith("    ") and blank:
            indented, says = Block(page, number, "indented", [line[4:]], says), {}
            found.append(indented)
        else:
            indented = None
            directive = DIRECTIVE.fullmatch(line.strip())
            if directive:
                says[directive[1]] = directive[2]
            elif line.strip():
                says = {}
        blank = not line.strip()
    return found


def broken_links(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if ":" not in target[0] and not (page.parent / target[0]).exists():
            yield f"{shown(page)}: the link to {target[0]} leads nowhere"


def forgotten(block):
    """What stands in a block that is not run and looks like a command."""
    if block.language in ("sh", "java", "yaml", "python"):
        return
    for line in block.lines:
        if COMMAND.match(line.strip()):
            yield f"{block.where()}: not in a block of ```sh: {line.strip()}"
