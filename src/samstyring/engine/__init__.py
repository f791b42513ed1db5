"""The analysis engine: numbers in, frozen results out. It knows no Django and no database.

Each module is about one question, and is imported by name so that a command starts fast:

- `problem`: what is to be balanced (the format ``samstyring-portfolio-problem/1``)
- `scoring`: what the assessors said, and what a project is worth
- `programme`: which projects to start, when, and who pays
- `elastic`: the same where the frames do not suffice, with what is lacking
- `rebalance`: how little of an adopted programme must change, and what more change gives
- `exposure`: what uncertain costs do to a programme
- `verify`: whether a plan keeps every rule, judged apart from what made it
- `workbook`: problems and plans as Excel workbooks
- `explain`: why a project is in or out, who is next in line, what more money would give
"""
