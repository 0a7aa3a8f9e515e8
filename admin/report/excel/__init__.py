"""A report as a workbook: one sheet a table, the charts beside it drawn from its own cells."""
