// What is asked for (the state), which outcomes answer, and how many there are.

const CHOICES = ["family", "relation", "by", "outlet"];
const NAMES = ["article", "item", "kind", ...CHOICES, "words", "order"];
const DEFAULTS = Object.fromEntries(NAMES.map((name) => [name, ""]));

/** The group of a kind: "right", "wrong", "missed", "spurious". */
const groupOf = (kind) => kind.split(" ")[0];

const sides = (outcome) => [outcome.gold, outcome.predicted].filter(Boolean);

/** Adds to each outcome its number and what filters look at: values by question, and its words in small letters. */
function index(articles) {
  for (const article of articles) {
    article.outcomes.forEach((outcome, number) => {
      const triples = sides(outcome);
      outcome.number = number;
      outcome.values = {
        kind: [outcome.kind],
        family: distinct(triples.map((triple) => triple.family)),
        relation: distinct(triples.map((triple) => triple.relation)),
        by: outcome.predicted ? [outcome.predicted.by] : [],
        outlet: [article.outlet],
      };
      outcome.words = triples.flatMap((triple) => wordsOf(article, triple)).join("\n").toLowerCase();
    });
  }
}

function wordsOf(article, triple) {
  const quoted = [triple.evidence, ...triple.qualifiers.map(([, span]) => span)];
  const parts = [triple.subject, triple.object, triple.source].filter(Boolean);
  return [article.name, triple.relation, triple.by ?? "", ...parts.map((argument) => argument.name),
    ...quoted.map(([start, end]) => article.raw.slice(start, end))];
}

/** What a state asks, as [name, test] pairs; a test is given an outcome. */
function questionsOf(state) {
  const words = state.words.toLowerCase().split(/\s+/).filter(Boolean);
  const kinds = state.kind.split(",").filter(Boolean);
  return [
    ...CHOICES.filter((name) => state[name]).map((name) => [name, (o) => o.values[name].includes(state[name])]),
    ...(kinds.length ? [["kind", (o) => kinds.includes(o.kind)]] : []),
    ...(words.length ? [["words", (o) => words.every((word) => o.words.includes(word))]] : []),
  ];
}

const answers = (outcome, questions) => questions.every(([, test]) => test(outcome));

/** Articles with the outcomes that answer; one without any is kept only while nothing is asked. */
function select(articles, state) {
  const asked = questionsOf(state);
  const shown = articles.map((article) => ({ article, outcomes: article.outcomes.filter((o) => answers(o, asked)) }));
  const kept = shown.filter(({ outcomes }) => outcomes.length || !asked.length);
  return state.order === "errors" ? kept.sort((a, b) => errors(b.outcomes) - errors(a.outcomes)) : kept;
}

const errors = (outcomes) => outcomes.filter((outcome) => outcome.kind !== "right").length;

/** How many outcomes each value of one question would show, the others standing: Map value -> count. */
function countsOf(name, articles, state) {
  const others = questionsOf(state).filter(([other]) => other !== name);
  const counts = new Map();
  for (const { outcomes } of articles) {
    for (const outcome of outcomes) {
      const shown = answers(outcome, others) ? 1 : 0;
      for (const value of outcome.values[name]) counts.set(value, (counts.get(value) ?? 0) + shown);
    }
  }
  return counts;
}

/** Outcomes by group, in the order of the groups: {right, wrong, missed, spurious}. */
function tally(outcomes) {
  const counts = { right: 0, wrong: 0, missed: 0, spurious: 0 };
  for (const outcome of outcomes) counts[groupOf(outcome.kind)] += 1;
  return counts;
}
