"""What the window shows and edits, as QtCore objects on the GUI thread; the only place where threads meet Qt."""

from vizdesk.models.import_hook import restore_import
from vizdesk.models.singletons import protect_singletons

protect_singletons()
restore_import()
