"""Every page of the matrix for every role, written to a folder: SNAP_OUT."""
import os, re, pathlib
import pytest
from django.test import Client
from tests.access import MATRIX, POSTS, ROLES
try:
    from tests.pages import address
except ImportError:
    from tests.codebase.test_access import address

OUT = pathlib.Path(os.environ["SNAP_OUT"])

BLOCK = "html|head|body|meta|link|script|title|header|main|footer|tr|td|th|thead|tbody|tfoot|caption|table|li|ul|ol|div|p|section|article|dt|dd|dl|form|nav|h1|h2|h3|h4|option|select|fieldset|legend|label|details|summary|figure|figcaption|svg|g|rect|text|line|circle|polyline|br|datalist|template"
def clean(text):
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1X", text)
    text = re.sub(r'(name="form_key" value=")[^"]+', r"\1X", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?(</?(?:%s)\b[^>]*>) ?" % BLOCK, r"\1", text)
    text = re.sub(r" ?(<input type=.hidden.[^>]*>) ?", r"\1", text)
    # buttons stand in flex rows
    text = re.sub(r" ?(<a class=.button[^>]*>[^<]*</a>|<button[^>]*>[^<]*</button>) ?", r"\1", text)
    text = re.sub(r" +>", ">", text)
    return text.replace(">", ">\n").replace("<", "\n<").replace("\n\n", "\n")

def put(folder, name, response):
    if "html" in response.get("Content-Type", "") and response.status_code < 500 and not response.streaming:
        p = OUT / folder; p.mkdir(parents=True, exist_ok=True)
        (p / (name.replace(":", "_") + ".txt")).write_text(f"{response.status_code}\n" + clean(response.content.decode()))

@pytest.mark.parametrize("role", ROLES)
def test_get(role, world, sign_in):
    client = Client() if role == "anonymous" else sign_in(world.accounts[role])
    for name in MATRIX:
        put(f"get-{role}", name, client.get(address(name, world)))

@pytest.mark.parametrize("role", [r for r in ROLES if r != "anonymous"])
def test_post(role, world, sign_in):
    client = sign_in(world.accounts[role])
    for name in POSTS:
        put(f"post-{role}", name, client.post(address(name, world)))
