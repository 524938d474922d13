// A text in runs, each with the marks that cover it: {start, end, kind, ...} of half-open ranges.

const ROLES = ["subject", "object", "cue", "source", "qualifier"];

const mark = ([start, end], kind, rest = {}) => ({ start, end, kind, ...rest });

/** [role, span] of a triple. An argument as long as the evidence is named elsewhere and has no place of its own. */
function rolesOf(triple) {
  const { subject, object, source, cue, evidence, qualifiers } = triple;
  const roles = [["subject", subject.span], ["object", object.span], ["cue", cue],
    ...(source ? [["source", source.span], ["source", source.cue]] : []),
    ...qualifiers.map(([, span]) => ["qualifier", span])];
  return roles.filter(([, span]) => span[0] < span[1] && String(span) !== String(evidence));
}

/** The text in runs that the same marks cover: [{start, end, marks}], every character in one run. */
function runs(length, marks) {
  const ordered = marks.filter((m) => m.start < m.end).sort((a, b) => a.start - b.start);
  const edges = distinct([0, length, ...ordered.flatMap((m) => [m.start, m.end])]).sort((a, b) => a - b);
  let open = [];
  let next = 0;
  return edges.slice(0, -1).map((start, at) => {
    open = open.filter((m) => m.end > start);
    while (next < ordered.length && ordered[next].start === start) open = [...open, ordered[next++]];
    return { start, end: edges[at + 1], marks: open };
  });
}
