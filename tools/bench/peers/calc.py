"""LibreOffice Calc's linear solver on a sheet with the model: what a spreadsheet offers.

Runs under the Python that LibreOffice's bridge belongs to (Debian's `python3-uno`), and so uses
nothing but the standard library. Every column of the model is a cell of row 1, every row of the
model a formula in row 3 onwards, and the worth a formula in row 2. Calc works out the coefficients
by changing each cell in turn; that is part of what its user waits for.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet import SolverConstraint
from com.sun.star.sheet.SolverConstraintOperator import BINARY, EQUAL, GREATER_EQUAL, INTEGER, LESS_EQUAL
from com.sun.star.table import CellAddress

SOLVERS = ("com.sun.star.comp.Calc.CoinMPSolver", "com.sun.star.comp.Calc.LpsolveSolver")
# A row of a sheet in LibreOffice 7.4 has 1,024 cells; the variables are laid in rows of this many.
WIDE = 1000
OPERATORS = {"E": EQUAL, "G": GREATER_EQUAL, "L": LESS_EQUAL}


def read_mps(path):
    """Columns, rows and bounds of a file that `tools.bench.mps` wrote."""
    rows, terms, sides, whole, upper = {}, {}, {}, set(), {}
    order = {}
    part, marked = "", False
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            part = line.split()[0]
            continue
        words = line.split()
        if part == "ROWS":
            rows[words[1]] = words[0]
            terms[words[1]] = []
        elif part == "COLUMNS" and words[1] == "'MARKER'":
            marked = "INTORG" in words[2]
        elif part == "COLUMNS":
            order.setdefault(words[0], len(order))
            terms[words[1]].append((words[0], float(words[2])))
            if marked:
                whole.add(words[0])
        elif part == "RHS":
            sides[words[1]] = float(words[2])
        elif part == "BOUNDS" and words[0] in ("UP", "FX"):
            upper[words[2]] = float(words[3])
        elif part == "RANGES":
            # Calc has no two-sided rows; a second one is laid below.
            rows[f"{words[1]}+"] = "L"
            terms[f"{words[1]}+"] = terms[words[1]]
            sides[f"{words[1]}+"] = sides.get(words[1], 0.0) + float(words[2])
    return rows, terms, sides, whole, upper, order


def letters(column):
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def office(folder):
    """LibreOffice without a screen, with a profile of its own; (process, context)."""
    pipe = f"samstyring-bench-{Path(folder).name}"
    process = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _attempt in range(300):
        try:
            return process, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    process.kill()
    raise SystemExit("LibreOffice did not start")


def lay_out(sheet, program):
    """Fill the sheet; the address of every column, and of every row of the model."""
    rows, terms, _sides, _whole, _upper, order = program
    high = -(-len(order) // WIDE)
    places = {name: (n % WIDE, n // WIDE) for name, n in order.items()}
    names = {name: f"{letters(column)}{row + 1}" for name, (column, row) in places.items()}
    laid = {}
    for n, (row, entries) in enumerate(terms.items()):
        sheet.getCellByPosition(0, high + 1 + n).setFormula(
            "=" + "".join(f"{amount:+.12g}*{names[name]}" for name, amount in entries) if entries else "=0"
        )
        laid[row] = high + 1 + n
    return places, laid, rows


def main():
    asked = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    program = read_mps(asked["mps"])
    _rows, _terms, sides, whole, upper, _order = program
    with tempfile.TemporaryDirectory() as folder:
        process, context = office(folder)
        try:
            manager = context.ServiceManager
            desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            hidden = PropertyValue(Name="Hidden", Value=True)
            document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, (hidden,))
            began = time.monotonic()
            places, laid, rows = lay_out(document.Sheets.getByIndex(0), program)
            address = {name: CellAddress(0, column, row) for name, (column, row) in places.items()}
            built = time.monotonic() - began
            solver = None
            for kind in SOLVERS:
                solver = manager.createInstanceWithContext(kind, context)
                if solver is not None:
                    break
            if solver is None:
                raise SystemExit("this LibreOffice has no linear solver")
            constraints = []
            for row, place in laid.items():
                if rows[row] == "N":
                    continue
                cell = CellAddress(0, 0, place)
                constraints.append(SolverConstraint(cell, OPERATORS[rows[row]], float(sides.get(row, 0.0))))
            for name in address:
                if name in whole and upper.get(name) == 1:
                    constraints.append(SolverConstraint(address[name], BINARY, None))
                    continue
                if name in whole:
                    constraints.append(SolverConstraint(address[name], INTEGER, None))
                if name in upper:
                    constraints.append(SolverConstraint(address[name], LESS_EQUAL, upper[name]))
            solver.Document = document
            solver.Objective = CellAddress(0, 0, laid["worth"])
            solver.Variables = tuple(address.values())
            solver.Constraints = tuple(constraints)
            solver.Maximize = False
            solver.setPropertyValue("NonNegative", True)
            solver.setPropertyValue("Timeout", int(asked["seconds"]))
            began = time.monotonic()
            solver.solve()
            seconds = time.monotonic() - began
            found = bool(solver.Success)
            value = -float(solver.ResultValue) if found else None
            document.close(True)
        finally:
            process.terminate()
            process.wait()
    proved = found and seconds < asked["seconds"]
    account = {
        "status": "proved" if proved else "time-limit",
        "value": value,
        "bound": value if proved else None,
        "seconds": round(seconds, 3),
        "built": round(built, 3),
        "solver": kind.rpartition(".")[2],
        "trace": [[round(seconds, 3), value, value if proved else None]],
    }
    print(json.dumps(account), flush=True)


if __name__ == "__main__":
    main()
