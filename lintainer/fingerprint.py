"""What a finding is known by from run to run."""

from __future__ import annotations

from lintainer.digest import sha256
from lintainer.excerpt import masked_line
from lintainer.finding import Finding


def fingerprint(finding: Finding) -> str:
    """Return a hash that stays when lines move: of policy, path, object, containers, field and the line without secrets."""
    source, span = finding.location.source, finding.location.span
    line = masked_line(source, source.line_of(span.start))
    parts = (finding.policy.id, source.name, str(finding.subject), ",".join(finding.containers), finding.field, line)
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
