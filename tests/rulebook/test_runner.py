"""The runner itself: what it compares, and that it skips nothing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from accounts.models import TrailEntry, User
from cells.models import Cell, Commune
from config.rulebook import Meetings, Outcome, run
from members.models import Event, Member

HEAD = 'title = "a case"\n'
CELL = HEAD + '[[event]]\non = 2015-01-05\ndo = "found cell"\ncell = "A"\n'
JOINED = CELL + '[[event]]\non = 2020-01-01\ndo = "join"\nmember = "m1"\ncell = "A"\nstanding = "official"\n'
COUNT = '[[count]]\non = 2020-06-30\ncell = "A"\n'

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome(tmp_path):
    """What comes of a case written as text."""

    def of(text):
        path = tmp_path / "case.toml"
        path.write_text(text)
        return run(path)

    return of


def event(do, on="2021-01-04", **facts):
    """The lines of an event of m1."""
    told = {"on": on, "do": f'"{do}"', "member": '"m1"'} | facts
    return "[[event]]\n" + "".join(f"{key} = {value}\n" for key, value in told.items())


def test_a_case_is_ok_when_every_figure_given_is_as_expected(outcome):
    assert outcome(JOINED + COUNT + "headcount = 1\nprobationary = 0\n") == Outcome("a case")


def test_a_figure_that_differs_is_told_with_what_was_expected(outcome):
    text = JOINED + COUNT + "headcount = 2\nofficial = 1\nvoting_base = 0\n"
    assert outcome(text) == Outcome(
        "a case",
        (
            "count 1, cell A, on 2020-06-30: headcount expected 2, actual 1",
            "count 1, cell A, on 2020-06-30: voting_base expected 0, actual 1",
        ),
    )


def test_nothing_of_a_case_stays(outcome):
    def rows():
        return [model.objects.count() for model in (Commune, Cell, Member, Event, User, TrailEntry)]

    before = rows()
    assert outcome(JOINED + COUNT + "headcount = 1\n").ok
    assert rows() == before


def test_an_event_that_had_to_be_refused_and_was_not_is_told_and_ends_the_case(outcome):
    text = JOINED + event("exempt", refused="true") + COUNT + "headcount = 9\n"
    line = "event 3 (exempt), member m1, on 2021-01-04: expected to be refused, actual accepted"
    assert outcome(text) == Outcome("a case", (line,))


def test_an_event_that_is_refused_as_it_had_to_be_changes_nothing(outcome):
    text = JOINED + event("end exemption", refused="true") + '[[count]]\non = 2021-01-04\ncell = "A"\nheadcount = 1\n'
    assert outcome(text).ok


def test_an_unexpected_refusal_is_an_error_that_names_the_sentence(outcome):
    found = outcome(JOINED + event("end exemption") + COUNT + "headcount = 1\n")
    assert found.faulty
    assert found.lines == (
        "event 3 (end exemption), member m1, on 2021-01-04: was refused: m1 is not exempt on that day.",
    )


def test_the_effective_day_of_a_recognition_is_compared(outcome):
    admitted = event("admit", on="2020-02-03", member='"m2"', cell='"A"', decision_on="2020-01-20")
    recognised = event("recognise", on="2021-05-01", member='"m2"', effective_on="2021-05-01")
    assert outcome(CELL + admitted + recognised).lines == (
        "event 3 (recognise), member m2, on 2021-05-01: effective_on expected 2021-05-01, actual 2021-02-03",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (CELL + 'colour = "red"\n', 'event 1 (found cell): unknown key "colour"'),
        (JOINED + event("exempt", until="2021-05-01"), 'event 3 (exempt): unknown key "until"'),
        (JOINED + event("dance"), 'event 3: unknown verb "dance"'),
        (HEAD + "[[event]]\non = 2020-01-01\n", 'event 1: "do" is missing'),
        (JOINED + '[[birthday]]\nmember = "m1"\n', 'the head of the case: unknown key "birthday"'),
        (JOINED + COUNT + "suspended = 1\n", 'count 1: unknown key "suspended"'),
        ('tilte = "x"\n' + CELL, 'the head of the case: unknown key "tilte"'),
        (CELL.removeprefix(HEAD), 'the head of the case: "title" is missing'),
        ("version = 2\n" + CELL, "only version 1 of the format is known"),
        (HEAD, "nothing happens and nothing is expected"),
        (HEAD + "event = 3\n", "write [[event]] with two brackets"),
        (HEAD + "event = [3]\n", "write [[event]] with two brackets"),
        (JOINED + event("transfer"), 'event 3 (transfer): "to" is missing'),
        (JOINED + event("exempt", on='"2021-01-04"'), "event 3 (exempt): \"on\" may not be '2021-01-04'"),
        (
            JOINED + event("exempt", on="2021-01-04T08:00:00"),
            'event 3 (exempt): "on" may not be datetime.datetime(2021, 1, 4, 8, 0)',
        ),
        (JOINED + event("exempt", refused="1"), 'event 3 (exempt): "refused" may not be 1'),
        (JOINED + event("post", post='"king"'), "event 3 (post): \"post\" may not be 'king'"),
        (
            JOINED + event("correct", what='"died 2021-01-04"'),
            "event 3 (correct): \"what\" may not be 'died 2021-01-04'",
        ),
        (JOINED + event("correct", what='"die 2021-02-30"'), "event 3 (correct): \"what\" may not be 'die 2021-02-30'"),
        (JOINED + COUNT, "count 1: no figure to compare"),
        (JOINED + COUNT + "headcount = true\n", 'count 1: "headcount" may not be True'),
        (JOINED + COUNT + "headcount = 1.0\n", 'count 1: "headcount" may not be 1.0'),
        (JOINED + COUNT + 'commune = "x"\nheadcount = 1\n', 'count 1: give either "cell" or "commune"'),
        (JOINED + "[[count]]\non = 2020-06-30\nheadcount = 1\n", 'count 1: give either "cell" or "commune"'),
        (
            JOINED + '[[flow]]\nfrom = 2020-01-01\nuntil = 2020-01-01\ncell = "A"\nopening = 0\n',
            'flow 1: "until" must be after "from"',
        ),
        (
            JOINED + '[[date]]\nrule = "birthday"\nmember = "m1"\nis = 2020-01-01\n',
            "date 1: \"rule\" may not be 'birthday'",
        ),
        (
            JOINED + '[[date]]\nrule = "official from"\nmember = "m1"\nill = true\nis = 2020-01-01\n',
            'date 1: "ill" belongs to badge',
        ),
        (
            HEAD + "[[rating]]\nyear = 2026\nlevels = { superb = 1 }\nexcellent_at_most = 0\n",
            "rating 1: \"levels\" may not be {'superb': 1}",
        ),
    ],
)
def test_what_is_not_written_well_is_an_error_and_not_skipped(outcome, text, sentence):
    found = outcome(text)
    assert (found.faulty, found.lines) == (True, (sentence,))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (JOINED + event("exempt", member='"m2"'), 'nobody enters the records as "m2"'),
        (JOINED + event("exempt", member='"m2"', refused="true"), 'nobody enters the records as "m2"'),
        (
            JOINED + event("correct", what='"die 2021-01-04"'),
            "event 3 (correct), member m1, on 2021-01-04: not one event of 2021-01-04 is a die",
        ),
        (JOINED + COUNT.replace("A", "B") + "headcount = 0\n", 'nobody speaks of the cell "B" before'),
        (HEAD + '[[count]]\non = 2020-01-01\ncommune = "x"\nheadcount = 0\n', 'no cell is in the commune "x"'),
        (
            JOINED
            + '[[count]]\non = 2020-01-01\ncommune = "x"\nheadcount = 1\n'
            + '[[count]]\non = 2020-01-01\ncommune = "y"\nheadcount = 1\n',
            'no cell is in the commune "y"',
        ),
    ],
)
def test_what_nobody_has_spoken_of_is_an_error(outcome, text, sentence):
    found = outcome(text)
    assert (found.faulty, found.lines) == (True, (sentence,))


def test_a_file_that_is_no_toml_is_an_error(outcome):
    found = outcome('title = "half\n')
    assert found.faulty
    assert "line 1" in found.lines[0]


WAY = (
    JOINED
    + """[[event]]
on = 2026-01-12
do = "propose"
candidate = "c"
cell = "A"
"""
)
ELIGIBLE = HEAD + "[[eligible]]\non = 2026-03-02\nborn = 1990-01-01\n"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (WAY + event("end", candidate='"c"', because='"tired"'), 'event 4 (end): unknown key "member"'),
        (
            WAY + '[[event]]\non = 2026-02-02\ndo = "end"\ncandidate = "c"\nbecause = "tired"\n',
            "event 4 (end): \"because\" may not be 'tired'",
        ),
        (
            WAY + '[[event]]\non = 2026-02-02\ndo = "decide"\ncandidate = ["c", "d"]\n',
            "event 4 (decide): \"candidate\" may not be ['c', 'd']",
        ),
        (
            WAY + '[[event]]\non = 2026-02-02\ndo = "move back"\ncandidate = "c"\nto = "start"\n',
            "event 4 (move back): \"to\" may not be 'start'",
        ),
        (
            WAY + '[[event]]\non = 2026-02-02\ndo = "file"\ncandidate = "c"\nintroducers = [{ name = "m1" }]\n',
            "event 4 (file): \"introducers\" may not be [{'name': 'm1'}]",
        ),
        (
            WAY + '[[event]]\non = 2026-02-02\ndo = "day off"\nday = 2026-02-03\noverride = "x"\n',
            'event 4 (day off): unknown key "override"',
        ),
        (WAY + '[[candidate]]\non = 2026-02-02\ncandidate = "c"\n', "candidate 1: nothing to compare"),
        (
            WAY + '[[candidate]]\non = 2026-02-02\ncandidate = "c"\nlate = ["dinner"]\n',
            "candidate 1: \"late\" may not be ['dinner']",
        ),
        (WAY + '[[pipeline]]\non = 2026-02-02\ncell = "A"\n', "pipeline 1: no figure to compare"),
        (
            WAY + '[[alert]]\non = 2026-02-02\ncandidate = "c"\nkind = "deadline"\nlevel = "none"\n',
            'alert 1: "rule" belongs to a deadline',
        ),
        (
            HEAD + '[[date]]\nrule = "probation ends"\nstart = 2026-01-01\nextended = true\nis = 2027-01-01\n',
            'date 1: "extended" belongs to admission decided by and recognition decided by',
        ),
        (
            HEAD + '[[date]]\nrule = "probation ends"\nstart = 9999-01-01\nis = 2027-01-01\n',
            'date 1: "start" may not be datetime.date(9999, 1, 1)',
        ),
        (
            WAY + '[[target]]\nyear = 2026\non = 2026-02-02\ncell = "A"\nmeasure = "points"\nresult = 0\n',
            "target 1: \"measure\" may not be 'points'",
        ),
        (ELIGIBLE, 'eligible 1: "answer" is missing'),
        (ELIGIBLE + 'answer = "yes"\neducation = "13/12"\n', "eligible 1: \"education\" may not be '13/12'"),
        (ELIGIBLE + 'answer = "yes"\neducation = 99999999999\n', 'eligible 1: "education" may not be 99999999999'),
        (ELIGIBLE + 'answer = "yes"\nbecause = ["rain"]\n', "eligible 1: \"because\" may not be ['rain']"),
        (ELIGIBLE + 'answer = "yes"\nintroducers = [3]\n', 'eligible 1: "introducers" may not be [3]'),
        (JOINED + "[facts]\nborn = 1990-01-01\n", 'the head of the case: "facts" belong to [[eligible]]'),
    ],
)
def test_the_way_into_the_party_is_told_in_known_words_only(outcome, text, sentence):
    found = outcome(text)
    assert (found.faulty, found.lines) == (True, (sentence,))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            JOINED + '[[event]]\non = 2026-02-02\ndo = "list as sympathiser"\ncandidate = "c"\n',
            'nobody proposes "c"',
        ),
        (
            JOINED + '[[candidate]]\non = 2026-02-02\ncandidate = "c"\nstate = "proposed"\n',
            'candidate 1, candidate c, on 2026-02-02: nobody proposes "c"',
        ),
    ],
)
def test_whom_nobody_proposes_is_an_error(outcome, text, sentence):
    found = outcome(text)
    assert (found.faulty, found.lines) == (True, (sentence,))


def test_a_case_is_told_as_of_the_day_asked(outcome):
    asked = '[[candidate]]\non = 2026-01-11\ncandidate = "c"\nstate = "proposed"\n'
    assert outcome(WAY + asked).lines == (
        "candidate 1, candidate c, on 2026-01-11: state expected proposed, actual not proposed yet",
    )


SCORE = HEAD + '[[score]]\nsheet = "hd42"\non = 2026-09-03\nminutes = 89\n'


def test_a_score_that_comes_out_otherwise_is_told_figure_by_figure(outcome):
    judged = 'attendance = 5, preparation = 10, conduct = 40, principles = 5, "last resolution" = 30, closing = 5'
    found = outcome(SCORE + f"given = {{ {judged} }}\n" + 'proposed = { time = 5 }\ntotal = 99.5\nband = "kha"\n')
    assert found.lines == (
        "score 1, on 2026-09-03: proposed expected {'time': 5}, actual {'time': 4}",
        "score 1, on 2026-09-03: total expected 99.5, actual 99.00",
        "score 1, on 2026-09-03: band expected kha, actual tot",
    )
    assert not found.faulty


def test_scores_of_many_cases_share_their_meetings_and_each_begins_anew(tmp_path):
    meetings = Meetings()
    told = {
        "a": "minutes = 90\npresent = 9\nunexcused = 1\ntasks = 2\ntasks_done = 2\ngiven = { conduct = 40 }\n"
        'proposed = { time = 5, attendance = 2, "last resolution" = 30 }\n',
        "b": "roll = 10\ntasks = 2\ntasks_done = 1\ngiven = { preparation = 10, principles = 5, closing = 5 }\n"
        'proposed = { "last resolution" = 15 }\n',
        "c": "minutes = 90\npresent = 10\ntasks = 2\ntasks_done = 2\ngiven = { conduct = 40 }\n"
        "proposed = { attendance = 5 }\ntotal = 80\n",
    }
    lines = []
    for name, text in told.items():
        path = tmp_path / f"{name}.toml"
        path.write_text(f'{HEAD}[[score]]\nsheet = "hd42"\non = 2026-09-03\n{text}')
        lines += run(path, meetings).lines
    assert lines == ["score 1, on 2026-09-03: total expected 80, actual None"]
    assert len(meetings.drafts) == 1


def test_a_meeting_without_all_its_points_has_no_total(outcome):
    found = outcome(SCORE + "given = { preparation = 10 }\nproposed = { attendance = 5 }\ntotal = 14\n")
    assert found.lines == (
        "score 1, on 2026-09-03: proposed expected {'attendance': 5}, actual {'attendance': None}",
        "score 1, on 2026-09-03: total expected 14, actual None",
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("present = 1.5", 'score 1: "present" may not be 1.5'),
        ("present = -1", 'score 1: "present" may not be -1'),
        ("minutes = 961", 'score 1: "minutes" may not be 961'),
        ("given = { conduct = true }", "score 1: \"given\" may not be {'conduct': True}"),
        ("total = true", 'score 1: "total" may not be True'),
        ('band = "good"', "score 1: \"band\" may not be 'good'"),
        ("speakers = 3", 'score 1: unknown key "speakers"'),
        ('sheet = "other"', "score 1: \"sheet\" may not be 'other'"),
        ("excused_run = 3", 'score 1: "excused_run" may not be 3'),
        ("excused_run = { m1 = -1 }", "score 1: \"excused_run\" may not be {'m1': -1}"),
        ("excused_run = { m1 = 37 }", "score 1: \"excused_run\" may not be {'m1': 37}"),
        ('gates = ["chairing"]', 'score 1, on 2026-09-03: the sheet has no criterion "chairing"'),
        ("given = { chairing = 1 }", 'score 1, on 2026-09-03: the sheet has no criterion "chairing"'),
        ("present = 2\nroll = 1", "score 1, on 2026-09-03: more people are recorded than stand on the roll"),
        ("present = 2\nguests = 3", "score 1, on 2026-09-03: more guests than people present"),
        (
            "present = 2\nguests = 1\nexcused_run = { m1 = 1, m2 = 1 }",
            "score 1, on 2026-09-03: excused_run names more people than members stand on the roll",
        ),
        ("tasks = 1\ntasks_done = 2", "score 1, on 2026-09-03: more tasks are done than there are"),
        ("given = { conduct = 41 }", "score 1, on 2026-09-03: conduct: between 0 and 40 points"),
        ("given = { conduct = -1 }", "score 1, on 2026-09-03: conduct: between 0 and 40 points"),
        (
            "present = 1\nexcused = 1\nroll = 2\nexcused_run = { m1 = 1, m2 = 1 }",
            "score 1, on 2026-09-03: was refused: Nobody is recorded as present.",
        ),
    ],
)
def test_a_score_that_cannot_be_is_an_error(outcome, told, sentence):
    text = SCORE.replace("minutes = 89\n", "") if told.startswith("minutes") else SCORE
    text = text.replace('sheet = "hd42"\n', "") if told.startswith("sheet") else text
    found = outcome(text + told + "\n")
    assert (found.faulty, found.lines) == (True, (sentence,))


def test_the_party_age_of_a_probationary_member_is_not_counted(outcome):
    admitted = event("admit", on="2020-02-03", member='"m2"', cell='"A"', decision_on="2020-01-20")
    expected = '[[date]]\nrule = "party age from"\nmember = "m2"\nis = 2020-01-20\n'
    assert outcome(CELL + admitted + expected).lines == (
        "date 1, rule party age from, member m2: is expected 2020-01-20, actual None",
    )


def test_who_is_spoken_of_by_a_start_alone_is_in_no_other_figure(outcome):
    dates = '[[date]]\nrule = "official from"\nstart = 2016-02-03\nis = 2017-02-03\n'
    assert outcome(JOINED + dates * 2 + '[[count]]\non = 2020-06-30\ncommune = "x"\nheadcount = 1\n').ok


def command(folder, *arguments):
    """(exit code, what is printed, what is complained of) of `manage.py rulebook`, beside an office's database."""
    environment = os.environ | {"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/office.sqlite3"}
    line = [sys.executable, "manage.py", "rulebook", *map(str, arguments)]
    done = subprocess.run(line, cwd=settings.ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_command_tells_each_case_and_fails_unless_all_are_ok(tmp_path):
    cases = tmp_path / "cases"
    (cases / "more").mkdir(parents=True)
    (cases / "a.toml").write_text(JOINED + COUNT + "headcount = 1\n")
    (cases / "b.toml").write_text(JOINED + COUNT + "headcount = 2\n")
    (cases / "more" / "c.toml").write_text(JOINED + event("dance"))
    code, told, complaint = command(tmp_path, cases)
    words = [line.replace(os.path.relpath(cases, settings.ROOT), "").rstrip() for line in told.splitlines()]
    assert words == [
        "ok    /a.toml: a case",
        "wrong /b.toml: a case",
        "      count 1, cell A, on 2020-06-30: headcount expected 2, actual 1",
        "error /more/c.toml:",
        '      event 3: unknown verb "dance"',
    ]
    assert (code, complaint) == (1, "CommandError: 2 of 3 cases are not ok.\n")
    assert not (tmp_path / "office.sqlite3").exists()


def test_the_command_is_not_content_with_no_case(tmp_path):
    (tmp_path / "empty").mkdir()
    for path, sentence in ((tmp_path / "empty", "There is no case in"), (tmp_path / "none", "does not exist")):
        code, _told, complaint = command(tmp_path, path)
        assert code == 1
        assert sentence in complaint
