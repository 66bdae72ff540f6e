"""Says what an executed notebook lacks: python3 check.py NOTEBOOK EXECUTED CHARTS_FOLDER; exit 1 when it lacks something.

Each draw(chart, "name") of the notebook must have left an image in its cell and CHARTS_FOLDER/name.png, and the notebook
itself must hold no outputs, so that git keeps text and not results.
"""

import json
import pathlib
import re
import struct
import sys

PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_END = b"IEND\xaeB`\x82"
DRAW = re.compile(r'\bdraw\(\s*\w+\s*,\s*"([^"]+)"\s*\)')


def code_cells(path):
    notebook = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def png_problem(path):
    """What is wrong with a picture, or None."""
    if not path.is_file():
        return "was not written"
    content = path.read_bytes()
    if not content.startswith(PNG_START) or not content.endswith(PNG_END):
        return "is no complete PNG"
    width, height = struct.unpack(">II", content[16:24])
    return None if width >= 600 and height >= 300 else f"has {width} x {height} pixels, less than 600 x 300"


def problems(notebook, executed, charts):
    if any(cell["outputs"] or cell["execution_count"] for cell in code_cells(notebook)):
        yield f"holds outputs; clear them: python3 -m nbconvert --clear-output --inplace {notebook}"
    for number, cell in enumerate(code_cells(executed), start=1):
        names = DRAW.findall("".join(cell["source"]))
        images = [output for output in cell["outputs"] if "image/png" in json.dumps(output)]
        if len(images) < len(names):
            yield f"code cell {number} draws {names} and shows {len(images)} images"
        for name in names:
            problem = png_problem(pathlib.Path(charts) / f"{name}.png")
            if problem:
                yield f"code cell {number}: chart {name}.png {problem}"


def main(notebook, executed, charts):
    found = list(problems(notebook, executed, charts))
    for problem in found:
        print(f"notebooks: {notebook}: {problem}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
