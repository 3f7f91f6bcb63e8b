"""What every part of the model shares: ids, references, prose, statements, entities."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AllowInfNan,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

# The keyword of JSON Schema's extensions that says of which kind an id is.
REFERENCE = "x-reference"
ID_PATTERN = r"^[a-z][a-z0-9-]{0,63}$"
NAME_PATTERN = r"^[a-z][a-z0-9_]{0,63}$"


@dataclass(frozen=True)
class Ref:
    """Marks a string as the id of an entity of `kind`; "any" means `kind:id`."""

    kind: str

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        said = "What is meant, as kind:id, such as metric:cac." if self.kind == "any" else f"The id of a {self.kind}."
        return {**handler(core_schema), REFERENCE: self.kind, "description": said}


@dataclass(frozen=True)
class Markdown:
    """Marks a string as prose: Markdown, rendered and cleaned, with links such as `[text](metric:cac)`."""

    def __get_pydantic_json_schema__(self, core_schema: Any, handler: Any) -> dict[str, Any]:
        return {**handler(core_schema), "contentMediaType": "text/markdown"}


class Text:
    """Marks a string as words that readers see, and that a language layer translates."""


def _day(value: object) -> object:
    # pydantic would also take seconds since 1970 and times of day.
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII)):
        return value
    raise PydanticCustomError("date_type", "a date such as 2027-01-31 is expected")


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Name = Annotated[str, StringConstraints(pattern=NAME_PATTERN)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300, pattern=r"^\S([^\n]*\S)?$")]
Words = Annotated[Line, Text()]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=20_000), Markdown(), Text()]
# Plain text that may hold {placeholders}; no Markdown, so that scripts can set it as text.
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=1000), Text()]
Int = Annotated[int, Strict()]
Float = Annotated[float, Strict(), AllowInfNan(False)]
Bool = Annotated[bool, Strict()]
Day = Annotated[date, BeforeValidator(_day)]
Period = Literal["day", "week", "month", "quarter", "year"]
Tone = Literal["good", "watch", "bad", "neutral"]

TeamRef = Annotated[Id, Ref("team")]
RoleRef = Annotated[Id, Ref("role")]
ActivityRef = Annotated[Id, Ref("activity")]
MetricRef = Annotated[Id, Ref("metric")]
StageRef = Annotated[Id, Ref("stage")]
StepRef = Annotated[Id, Ref("step")]
PracticeRef = Annotated[Id, Ref("practice")]
ToolRef = Annotated[Id, Ref("tool")]
SkillRef = Annotated[Id, Ref("skill")]
GuidelineRef = Annotated[Id, Ref("guideline")]
CalculatorRef = Annotated[Id, Ref("calculator")]
TermRef = Annotated[Id, Ref("term")]
SourceRef = Annotated[Id, Ref("source")]
AnyRef = Annotated[str, StringConstraints(pattern=r"^[a-z]+:[a-z][a-z0-9-]{0,63}$"), Ref("any")]


class Model(BaseModel):
    """A frozen part of the model: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Statement(Model):
    """A sentence that claims something, with what it is founded on."""

    text: Prose = Field(description="The claim, in one or two sentences of your own.")
    sources: tuple[SourceRef, ...] = Field((), description="Ids of the sources (playbook.yaml) that say so.")
    grade: Literal["common-practice", "weak"] | None = Field(
        None, description="How well it is founded where no source is named; common-practice unless told."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        schema = handler(core_schema)
        resolved = handler.resolve_ref_schema(schema)
        # What binds a string binds no mapping: text alone stands for {text: ...}.
        text = {key: resolved["properties"]["text"][key] for key in ("minLength", "maxLength")}
        resolved |= {"type": ["string", "object"], **text}
        return schema

    @property
    def founded(self) -> Literal["several-sources", "one-source", "common-practice", "weak"]:
        """How well the statement is founded, as the page shows it."""
        if self.grade == "weak":
            return "weak"
        if not self.sources:
            return "common-practice"
        return "several-sources" if len(self.sources) > 1 else "one-source"


class Entity(Model):
    """One thing that has a page or a place on a page. The id is the file's name without its ending."""

    kind: ClassVar[str]

    id: Id
    title: Words = Field(description="The name readers see.")
    summary: Prose = Field(description="One or two sentences: what it is. Shown in lists and at the top of its page.")
    aliases: tuple[Words, ...] = Field((), description="Other names and abbreviations; search finds them.")
    link_mentions: Bool = Field(
        True, description="Link first mentions here; false for a name that often means something else."
    )
    review_by: Day | None = Field(
        None, description="The day by which somebody should read this page again (YYYY-MM-DD)."
    )
    sources: tuple[SourceRef, ...] = Field(
        (), description="Sources (playbook.yaml) that this entity as a whole rests on."
    )
    grade: Literal["common-practice", "weak"] | None = Field(
        None, description="How well it is founded where no source is named; common-practice unless told."
    )

    @property
    def founded(self) -> str:
        """How well the entity as a whole is founded."""
        return Statement(text="-", sources=self.sources, grade=self.grade).founded
