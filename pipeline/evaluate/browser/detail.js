// An outcome in the list, and what gold and the run say in it, side by side.

const SIGNS = { right: "✓", wrong: "≠", missed: "○", spurious: "+" };
// The row of the card that a kind of error puts in question.
const ASKED = {
  "wrong source": "source",
  "wrong factuality": "factuality",
  "wrong relation": "relation",
  "wrong subject": "subject",
  "wrong object": "object",
};
const HEADS = { gold: "gold (nothing predicted)", predicted: "predicted (nothing in gold)" };

function badge(kind) {
  const sign = make("span", "sign", [SIGNS[groupOf(kind)]], { "aria-hidden": "true" });
  return make("span", `badge ${groupOf(kind)}`, [sign, kind]);
}

/** The button of an outcome: its kind, gold's triple, and below it the predicted one where that is another. */
function outcomeButton(outcome) {
  const [first, second] = sides(outcome);
  const other = second && outcome.kind !== "right" ? [make("span", "instead", ["predicted ", sentence(second)])] : [];
  const attributes = { type: "button", "data-number": outcome.number };
  return make("button", "item", [badge(outcome.kind), sentence(first), ...other], attributes);
}

/** The card of an outcome: a row for each question, a column for each side; one cell where both say the same. */
function card(article, outcome, glosses) {
  const told = SIDES.filter((side) => outcome[side]);
  const titles = told.length > 1 ? told : told.map((side) => HEADS[side]);
  const head = make("tr", "", [make("td", ""), ...titles.map((title) => make("th", "", [title], { scope: "col" }))]);
  const rows = ROWS.map(([name, tell]) => {
    const cells = told.map((side) => make("td", "", tell(outcome[side], article, glosses), { "data-side": side }));
    if (cells.every((cell) => !cell.textContent)) return "";
    const same = cells.length > 1 && cells[0].textContent === cells[1].textContent;
    if (same) cells.pop();
    if (same) cells[0].colSpan = 2;
    const asked = ASKED[outcome.kind] === name ? "asked" : "";
    return make("tr", asked, [make("th", "", [name], { scope: "row" }), ...cells]);
  });
  return make("div", "card", [make("table", "", [make("thead", "", [head]), make("tbody", "", rows)])]);
}

// Each question: its name, and what a triple answers, as children of a cell; nothing to say is an empty list.
const ROWS = [
  ["subject", (t, article) => argumentParts(t.subject, article.raw, t.evidence)],
  ["relation", (t, article, glosses) => relationParts(t, glosses)],
  ["object", (t, article) => argumentParts(t.object, article.raw, t.evidence)],
  ["towards", (t) => (t.target ? [t.target] : [])],
  ["source", (t, article) =>
    (t.source ? argumentParts(t.source, article.raw, t.evidence) : ["the article itself"])],
  ["factuality", (t) => [t.factuality]],
  ["qualifiers", (t, article) =>
    t.qualifiers.map(([name, span]) => make("span", "line", [soft(name), " ", quoted(article.raw, span)]))],
  ["cue", (t, article) => [quoted(article.raw, t.cue)]],
  ["evidence", (t, article) => [make("button", "quote", [quoted(article.raw, t.evidence)], { type: "button" })]],
  ["found by", (t) => (t.by ? [`${t.by}, score ${t.score.toFixed(2)}`] : [])],
];
