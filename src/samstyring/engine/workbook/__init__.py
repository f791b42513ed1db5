"""Problems and plans as Excel workbooks, in the words of the workbook of project sheets.

``reading.read_problem`` and ``writing.write_problem`` are each other's opposites; ``telling.write_plan``
lays a plan out for people.
"""
