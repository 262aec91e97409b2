"""The transfer engine: cuts, hashes, sends, resumes. No Qt; the window and `vizdesk upload` drive the same one."""
