"""An SOP's flowchart in its matrix, as the form asks for it (PermenPANRB 35/2012).

`measure` breaks text into lines, `chart` lays steps and symbols out on pages, `routes` leads the
arrows, `drawing` writes SVG. All lengths are in units of the drawing; a page is 1040 units wide.
"""
