"""The records of a case as its papers and forms tell them. What is not known is left to be written."""

from datetime import date
from functools import cached_property

from django.db.models import prefetch_related_objects
from django.utils.translation import override

from cells.queries import current_numbers, kinds_begun
from common.documents import ended
from common.prepared import prepared
from development.enums import About, StepKind
from development.models import AdmissionForms, Step
from development.papers.issued import body_in_words
from development.papers.issues import WORDS, passed
from development.rules.votes import authority
from members.enums import PostKind
from members.queries.posts import leading_posts

LINE = "." * 120  # of the width of the text
POSTS = {PostKind.SECRETARY: "Bí thư", PostKind.DEPUTY: "Phó Bí thư"}


def blank(label):
    """A line to be written by hand."""
    return f"{label}: {'.' * max(20, len(LINE) - 2 * len(label))}"


def written(day):
    """A day, or room to write it."""
    return f"{day:%d/%m/%Y}" if day else "......"


@prepared
def _steps(candidate):
    return Step.objects.filter(candidate=candidate).select_related(
        "cell", "helper", "event", "account", "attendee__course", "source__movement"
    )


class CaseFacts:
    """The records of a case (a CaseFile) as its papers tell them; several papers share them."""

    def __init__(self, file):
        self.file, self.candidate, self.commune = file, file.candidate, file.candidate.commune
        prefetch_related_objects([self.commune], "former_names")
        self.forms_on = AdmissionForms.objects.over_time([self.commune.pk])
        self.course = file.course()
        self.all_steps = _steps(candidate=self.candidate.pk)  # also those struck out
        self.steps = [step for step in self.all_steps if not step.struck]
        prefetch_related_objects([step.cell for step in self.steps], "former_names")

    @cached_property
    def _cell(self):
        cell = self.candidate.cell
        cell.commune = self.commune  # its former names are read
        prefetch_related_objects([cell], "past_communes__belonged_to__former_names")
        return cell

    def heads_on(self, day):
        """The Heads of the commune that the cell of the case belonged to on `day`."""
        return self._cell.heads_on(day)

    @cached_property
    def numbers(self):
        """{number of a paper: PaperNumber that it bears}."""
        papers = [step.paper_id for step in self.steps] + [self.candidate.recognition_paper_id]
        return current_numbers(papers)

    def title(self, issue, day):
        """(word of the kind, what it is about, number of the form) of an Issue on `day`."""
        word = WORDS[issue.kind]
        titled = issue.form and self.forms_on(self.commune.pk, day).titled(issue.form)
        return (word, titled.title.removeprefix(word).strip(), titled.number) if titled else (word, issue.about, "")

    def label(self, issue, day):
        """What the page calls a paper."""
        with override("vi"):
            word, about, form = self.title(issue, day)
        return f"{form}: {word} {about}" if form else f"{word} {about}"

    def begins(self, issue, step):
        """Whether a number on the day of `step` would be the first of its kind in the term."""
        cell = step.cell_id if issue.by_cell else None
        return issue.kind not in kinds_begun(cell=cell, commune=self.commune.pk, day=step.on)

    def person(self, day):
        """Who it is about, a line each; birth and hamlet as they were known on `day`."""
        profile, member = self.file.known.profile_on(day), self.candidate.member
        born = f"{profile.born:%d/%m/%Y}" if profile and profile.born else member and member.born.text
        hamlet = (profile and profile.hamlet) or (member and member.hamlet)
        return (
            f"Họ và tên: {ended(str(self.candidate))}",
            f"Ngày sinh: {ended(born)}" if born else blank("Ngày sinh"),
            f"Nơi cư trú: {ended(hamlet.titled)}" if hamlet else blank("Nơi cư trú"),
        )

    def last(self, kind, about, day):
        """The last passed vote of `kind` up to `day`, or None."""
        found = [step for step in self.steps if step.kind == kind and step.about == about and step.on <= day]
        return next((step for step in sorted(found, key=lambda step: step.on, reverse=True) if passed(step)), None)

    def reference(self, step, day):
        """Number and day of the paper of `step` in words, as far as they are known."""
        number = self.numbers.get(step.paper_id)
        text, on = (number.text, number.on) if number else (step.paper_no or "......", step.paper_on or step.on)
        return f"số {text}, ngày {on:%d/%m/%Y}"

    def leader(self, cell, day):
        """(post, name) of who signs for `cell`: the secretary, else a deputy."""
        posts = leading_posts(cell=cell.pk, day=day)
        return (POSTS[PostKind(posts[0].kind)], str(posts[0].member)) if posts else ("Bí thư", "")

    def decides(self, day):
        """The Authority of that day."""
        return authority(self.file.known.clocks.rules_on(day), self.file.known.choices_on(day))

    def body(self, day):
        """The name of the body that decides on that day."""
        return body_in_words(self.decides(day), self.heads_on(day).committee)


def recognition_vote(facts):
    """The vote of the Committee that passed the recognition, or None."""
    return facts.last(StepKind.COMMITTEE_VOTE, About.RECOGNITION, date.max)


def recognition_day(facts):
    """The day of the decision: that of the life, before it is recorded there that of the Committee's vote."""
    return facts.course.recognised_on or recognition_vote(facts).on


def recognition_cell(facts):
    """The cell that proposed the recognition."""
    voted = facts.last(StepKind.CELL_VOTE, About.RECOGNITION, date.max)
    return voted.cell if voted else recognition_vote(facts).cell
