// One article: its text with what is marked in it, and its triples, of which one can be chosen.

/** Marks that always stand: title, cuts, mentions, and cue and evidence of each triple. */
function standingMarks(article) {
  const marks = article.title ? [mark(article.title, "title")] : [];
  marks.push(...article.cuts.map(([start, end, reason]) => mark([start, end], "cut", { reason })));
  for (const entity of article.entities) {
    marks.push(...entity.mentions.map((span) => mark(span, "mention", { entity })));
  }
  article.triples.forEach((triple, number) => {
    marks.push(mark(triple.cue, "lane", { number }), mark(triple.evidence, "quoted"));
  });
  return marks;
}

function chosenMarks(triple) {
  return [mark(triple.evidence, "evidence"), ...rolesOf(triple).map(([role, span]) => mark(span, "role", { role }))];
}

/** One run as a text node, or as a span that shows its marks. */
function drawRun(article, run) {
  const text = article.text.slice(run.start, run.end);
  if (!run.marks.length) return document.createTextNode(text);
  const of = (kind) => run.marks.filter((m) => m.kind === kind);
  const element = make("span", distinct(run.marks.map((m) => m.kind)).join(" "), [text]);
  if (of("lane").length) element.dataset.items = distinct(of("lane").map((m) => m.number)).join(" ");
  if (of("cut").length) element.title = `cut: ${of("cut")[0].reason}`;
  if (of("mention").length) element.title = of("mention").map((m) => `${m.entity.name} (${m.entity.type})`).join(", ");
  const roles = of("role");
  if (roles.length) element.classList.add(ROLES.find((role) => roles.some((m) => m.role === role)));
  const ending = distinct(roles.filter((m) => m.end === run.end).map((m) => m.role));
  if (ending.length) element.dataset.label = ending.join(" · ");
  return element;
}

function drawText(article, chosen) {
  const marks = [...standingMarks(article), ...(chosen ? chosenMarks(chosen) : [])];
  at("text").replaceChildren(...runs(article.text.length, marks).map((run) => drawRun(article, run)));
  at("legend").replaceChildren(...(chosen ? ["evidence", ...ROLES].map((role) => make("span", `role ${role}`, [role]))
    : [article.whole ? "" : "only what the triples quote; the articles were not given"]));
}

// ------------------------------------------------------------------------------------------------ triples

function tripleButton(triple, number, chosen) {
  const attributes = { type: "button", "data-number": number, "aria-expanded": String(chosen) };
  const button = make("button", "item", [
    make("span", "", [sentence(triple), ...triple.stances.map(() => make("span", "hedge disputed", ["stance taken"]))]),
  ], attributes);
  if (chosen) button.setAttribute("aria-current", "true");
  return button;
}

/** The card of a triple: a row for each question that it answers. */
function card(article, triple) {
  const rows = QUESTIONS.map(([name, tell]) => {
    const told = tell(triple, article);
    return told.length ? make("tr", "", [make("th", "", [name], { scope: "row" }), make("td", "", told)]) : "";
  });
  return make("div", "card", [make("table", "", [make("tbody", "", rows)])]);
}

function argumentCell(argument, article, triple) {
  const [name, about] = argumentParts(argument, article.text, triple.evidence);
  return [argument.entity ? linkTo({ view: "entities", entity: argument.name }, name) : name, about];
}

const jump = (number, words) => make("button", "quote jump", [words], { type: "button", "data-jump": number });
const claimOf = (triple) => `${triple.subject.name} ${triple.relation} ${triple.object.name}`;

// Each question: its name, and what a triple answers, as children of a cell; nothing to say is an empty list.
const QUESTIONS = [
  ["subject", (t, article) => argumentCell(t.subject, article, t)],
  ["relation", (t) => relationParts(t, glosses)],
  ["object", (t, article) => argumentCell(t.object, article, t)],
  ["towards", (t, article) => (t.target === null ? [] : [jump(t.target, claimOf(article.triples[t.target]))])],
  ["source", (t, article) => (t.source ? argumentCell(t.source, article, t) : ["the article itself"])],
  ["told via", (t) => (t.via.length ? [t.via.join(", ")] : [])],
  ["factuality", (t) => [t.factuality]],
  ["stance", (t, article) =>
    t.stances.map((number) => {
      const { subject, relation } = article.triples[number];
      return jump(number, `${subject.name} ${relation} it`);
    })],
  ["qualifiers", (t, article) =>
    t.qualifiers.map(([name, span]) => make("span", "line", [soft(name), " ", quoted(article.text, span)]))],
  ["cue", (t, article) => [quoted(article.text, t.cue)]],
  ["evidence", (t, article) => [make("button", "quote", [quoted(article.text, t.evidence)], { type: "button" })]],
  ["found by", (t) => [`${t.by}, score ${t.score.toFixed(2)}`]],
];

function drawTold(article, chosen) {
  at("told-heading").textContent = `Triples (${article.triples.length})`;
  const focused = at("told").contains(document.activeElement);
  const entries = article.triples.map((triple, number) => {
    const button = tripleButton(triple, number, triple === chosen);
    button.tabIndex = triple === (chosen ?? article.triples[0]) ? 0 : -1;
    return make("li", "", [button, ...(triple === chosen ? [card(article, triple)] : [])]);
  });
  at("told").replaceChildren(...(entries.length ? entries : [make("li", "nothing", ["No triple was found here."])]));
  if (focused) at("told").querySelector("button.item[tabindex='0']")?.focus({ preventScroll: true });
}
