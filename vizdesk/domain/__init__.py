"""Words and rules of VizDesk: no Qt, no I/O, no clock; everything here is a value or a pure function."""
