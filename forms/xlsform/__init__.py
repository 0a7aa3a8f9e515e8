"""Reading questionnaires: XLSForm tables in Markdown or .xlsx become a `Form`, or a list of every fault.

We read the rows ourselves. pyxform's readers, which our tests use as a second opinion, leave out blank rows
(so that row numbers are wrong), stop for good after sixty of them, keep a formula's last value and drop the
formula, and crash on a row with one cell too many.
"""
