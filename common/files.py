"""Files that leave the system."""

from django.http import HttpResponse
from django.utils.text import slugify

from common.text import search_key

OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {"xlsx": f"{OFFICE}spreadsheetml.sheet", "docx": f"{OFFICE}wordprocessingml.document"}


def attachment(content, *, title, ending):
    """The answer that saves `content` (bytes of an xlsx or docx) under a name made of `title`."""
    name = slugify(search_key(title)) or "file"
    return HttpResponse(
        content,
        content_type=TYPES[ending],
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )
