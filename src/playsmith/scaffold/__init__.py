"""`playsmith init`: a client's playbook in a new folder, as a thin layer over the reference playbook."""

from playsmith.scaffold.choices import Answers, Choices, resolve
from playsmith.scaffold.files import plan_files
from playsmith.scaffold.write import write_new

__all__ = ["Answers", "Choices", "plan_files", "resolve", "write_new"]
