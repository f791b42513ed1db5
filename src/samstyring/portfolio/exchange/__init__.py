"""Project sheets out to Excel and in again: one workbook for many projects, and nothing half-imported.

`reading` opens a file that anybody may have sent, `columns` says what the workbook holds, `workbook` writes it,
`tables` finds the rows again, and `planning` tells what they would change before anything is changed.
"""
