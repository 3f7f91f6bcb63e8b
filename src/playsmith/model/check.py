"""site_config/check.yaml: which rules `playsmith check` holds the playbook to."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from playsmith.model.base import Id, Model

CheckLevel = Literal["off", "note", "warning", "error"]


class CheckSettings(Model):
    """Levels of rules, by their ids; a rule that is not named keeps its own."""

    rules: dict[Id, CheckLevel] = Field(
        {}, description="off: not looked for; note: told; warning: counts under --strict; error: check fails."
    )
