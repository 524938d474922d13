// The raw text with the marks of outcomes.

const SIDES = ["gold", "predicted"];

/** Marks that always stand: what was cut, the title, and the cues of outcomes, in gold's lane and the predicted one. */
function standingMarks(article, outcomes) {
  const marks = article.title ? [mark(article.title, "title")] : [];
  for (const side of SIDES) {
    const cuts = article.cuts[side] ?? [];
    marks.push(...cuts.map(([start, end, reason]) => mark([start, end], "cut", { side, reason })));
    for (const outcome of outcomes.filter((o) => o[side])) {
      marks.push(mark(outcome[side].cue, "lane", { side, group: groupOf(outcome.kind), number: outcome.number }));
    }
  }
  return marks;
}

/** Marks of the chosen outcome: evidence and roles; `only` names the side where the other has another place. */
function chosenMarks(outcome) {
  const told = SIDES.filter((side) => outcome[side]);
  const roles = told.flatMap((side) =>
    rolesOf(outcome[side]).map(([role, span]) => mark(span, "role", { side, role })));
  const same = (one, other) => ["role", "start", "end"].every((name) => one[name] === other[name]);
  for (const one of roles) {
    const agreed = told.length < 2 || roles.some((other) => other.side !== one.side && same(one, other));
    one.only = agreed ? "" : one.side;
  }
  return [...told.map((side) => mark(outcome[side].evidence, "evidence", { side })), ...roles];
}

/** One run as a text node, or as a span that shows its marks. */
function drawRun(article, run) {
  const text = article.raw.slice(run.start, run.end);
  if (!run.marks.length) return document.createTextNode(text);
  const of = (kind) => run.marks.filter((m) => m.kind === kind);
  const element = make("span", "", [text]);
  const add = (...names) => element.classList.add(...names);
  if (of("title").length) add("title");
  for (const { side, group } of of("lane")) add(`${side}-${group}`);
  for (const { side } of of("evidence")) add("evidence", `${side}-evidence`);
  if (of("lane").length) element.dataset.items = distinct(of("lane").map((m) => m.number)).join(" ");
  if (of("cut").length) drawCut(element, of("cut"), SIDES.every((side) => article.cuts[side]));
  if (of("role").length) drawRole(element, of("role"), run.end);
  return element;
}

function drawCut(element, cuts, known) {
  const sides = distinct(cuts.map((m) => m.side));
  const only = known && sides.length === 1;
  const whose = only ? `${sides[0]} only` : sides.join(" and ");
  element.classList.add("cut", ...(only ? [`${sides[0]}-cut`] : []));
  element.title = `cut (${whose}): ${distinct(cuts.map((m) => m.reason)).join(", ")}`;
}

function drawRole(element, roles, end) {
  const first = ROLES.map((role) => roles.find((m) => m.role === role)).find(Boolean);
  element.classList.add("role", first.role);
  element.classList.toggle("predicted-only", roles.every((m) => m.only === "predicted"));
  const labels = distinct(roles.filter((m) => m.end === end).map((m) => `${m.only} ${m.role}`.trim()));
  if (labels.length) element.dataset.label = labels.join(" · ");
}
