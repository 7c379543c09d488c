"""What the readers of structured notices share, whatever the format: `ocds` and `notice_xml`.

`labelled` writes what a notice states as headings and labelled lines with fields; `stated` reads the amounts, days and
numbers in it. No reader by itself.
"""
