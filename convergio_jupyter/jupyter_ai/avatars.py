"""A teacher's sign as the picture that jupyter-ai shows beside each message: a file, for it takes nothing else."""

from __future__ import annotations

from pathlib import Path

from ..core.faculty import Teacher
from ..teachers.signs import lines_of

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" width="96" height="96">'
    '<circle cx="12" cy="12" r="12" fill="{color}"/>'
    '<g transform="translate(4.8 4.8) scale(.6)" fill="none" stroke="#fff" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round">{lines}</g></svg>\n'
)


def drawing_of(teacher: Teacher) -> str:
    """White lines on the teacher's colour for light paper, which is dark enough for them under any theme."""
    return _DRAWING.format(color=teacher.color_light, lines=lines_of(teacher.glyph))


def file_of(teacher: Teacher, folder: Path) -> Path | None:
    """The picture in ``folder``, made where it is not there; None where nothing can be written."""
    path, drawing = folder / f"{teacher.id}.svg", drawing_of(teacher)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != drawing.encode():
            path.write_bytes(drawing.encode())
    except OSError:
        return None
    return path
