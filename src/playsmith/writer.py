"""The text of pages: rendered, or taken over from an earlier build where it would come out the same."""

from __future__ import annotations

import hashlib

from playsmith.asked import EVERYTHING, Answers, Asked
from playsmith.earlier import Earlier
from playsmith.pages import PagePlan
from playsmith.render import Renderer


class Writer:
    """Writes pages, and keeps of each what it asked of the playbook.

    A page is the same where it is given the same and all its questions have the same answers: what a template says
    of other things it can only know by asking. `info` is a hash of playbook.yaml, which every page may tell of.
    """

    def __init__(self, renderer: Renderer, asked: Asked, answers: Answers, info: str, earlier: Earlier | None) -> None:
        self._renderer = renderer
        self._asked = asked
        self._answers = answers
        self._kept = earlier.pages if earlier else None
        # What every page is made of: templates, look and words, playbook.yaml, names to link.
        look = earlier.inputs.digest_of(lambda path: path.startswith(("templates/", "site_config/"))) if earlier else ""
        self._made_of = f"{look} {info} {renderer.made_of}"

    def text(self, plan: PagePlan) -> str:
        """The Markdown of a page. Raises PlaybookError with what is wrong in its template."""
        if self._kept is None:
            return self._render(plan)
        key = self._key(plan)
        known = self._kept.get(key)
        if known is not None:
            questions, answers, text = known
            if self._answers.to(questions) == answers:
                return text
        text, questions = self._asked.questions_of(self._render, plan)
        if EVERYTHING not in questions:
            self._kept.put(key, (questions, self._answers.to(questions), text))
        return text

    def _render(self, plan: PagePlan) -> str:
        given = {name: self._asked.given(value) for name, value in plan.variables.items()}
        return self._renderer.page(
            plan.template, plan.html, plan.title, plan.summary, plan.hide, plan.searched, **given
        )

    def _key(self, plan: PagePlan) -> str:
        """A hash of what the page knows without asking."""
        given = (plan.path, plan.template, plan.title, plan.summary, plan.hide, plan.searched, *plan.variables)
        said = repr((*given, plan.things, self._renderer.extent(plan.path)))
        return hashlib.sha256(f"{self._made_of} {said}".encode()).hexdigest()
