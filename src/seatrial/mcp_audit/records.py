"""What an MCP server offers, as listed, and what was found in it. Everything in here came from a stranger."""

from __future__ import annotations

import msgspec

from seatrial.core.events import Json
from seatrial.dissent.records import Severity


class Tool(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A tool's definition, exactly as the server listed it.

    Attributes:
        schema: Of its input.
        output_schema: None where it has none.
        annotations: The server's own hints (``readOnlyHint`` ...): claims, not facts.
        others: What else stands in it (``_meta``, ``icons`` ...), by which some hosts go; None for nothing.
    """

    name: str
    title: str = ""
    description: str = ""
    schema: Json = None
    output_schema: Json = None
    annotations: Json = None
    others: Json = None


class Prompt(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A prompt that the server offers.

    Attributes:
        arguments: ``[{name, description, required}]``.
        others: As `Tool.others`.
    """

    name: str
    title: str = ""
    description: str = ""
    arguments: Json = None
    others: Json = None


class Resource(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A resource, or a template of resources, that the server offers.

    Attributes:
        others: As `Tool.others`.
    """

    uri: str
    name: str = ""
    title: str = ""
    description: str = ""
    mime_type: str = ""
    others: Json = None


class Listing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one server said of itself.

    Attributes:
        server: The name that the user's configuration gives it, else the one it gives itself.
        target: What the user typed, secrets masked.
        version: The server's own.
        own_name: The name that it gives itself.
        title: As it is to be shown to people.
        description: What it says of itself.
        instructions: What it asks hosts to tell their models.
        incomplete: Why parts are missing, a plain sentence each.
    """

    server: str
    target: str = ""
    version: str = ""
    protocol: str = ""
    own_name: str = ""
    title: str = ""
    description: str = ""
    instructions: str = ""
    tools: tuple[Tool, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    resources: tuple[Resource, ...] = ()
    incomplete: tuple[str, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that a rule or a scanner found. It becomes `Evidence` before the panel.

    Attributes:
        scanner: ``rules``, ``bandit``, ``detect-secrets``, ``pip-audit``, ``semgrep``, ``yara``, ``sandbox``.
        rule: The scanner's id for it.
        server: The server it concerns.
        tool: The tool it concerns; "" for the server as a whole.
        locator: ``description``, ``schema/properties/notes``, ``src/server.py:12`` ...
        span: The words themselves, bounded and with invisible characters made visible.
        says: One plain sentence.
        owasp: ``MCP03`` ...; "" where none fits.
        cwe: ``CWE-78``; "" where that is not sure.
    """

    scanner: str
    rule: str
    server: str
    tool: str = ""
    locator: str = ""
    span: str = ""
    says: str = ""
    severity: Severity = "info"
    owasp: str = ""
    cwe: str = ""


class Skipped(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a scanner did not look at: unknown, never clean."""

    scanner: str
    server: str
    why: str
