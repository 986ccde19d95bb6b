from django.shortcuts import render


def form_page(request, form, heading, back, *args):
    """A page with one form; `back` and `args` name the address that "Cancel" leads to."""
    return render(request, "components/form_page.html", {"form": form, "heading": heading, "back": back, "args": args})
