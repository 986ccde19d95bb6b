"""What an app adds to the page of a record that it builds upon, without the page knowing of it.

The app adds its Panel in `AppConfig.ready`; the page draws what there is with `{% panels record %}`, or of a place with
`{% panels record "figures" %}`.
"""

from collections import defaultdict

PANELS = defaultdict(list)  # {"meetings.Meeting": [Panel]}


class Panel:
    """A part of a page about one record; it asks by itself what the user may see and do there."""

    template = ""
    place = ""  # where a page has several

    def facts(self, user, record):
        """The context of the template; None when there is nothing to show."""
        return None

    def actions(self, user, record):
        """Crumbs (`common.crumbs`) that stand as buttons in the head of the page."""
        return ()


def add_panel(label, panel):
    """Draw `panel` on the page of records of the model with this label, after those that were added before."""
    PANELS[label].append(panel)


def panels_of(record, place=""):
    return [panel for panel in PANELS[record._meta.label] if panel.place == place]
