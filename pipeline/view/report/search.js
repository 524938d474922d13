// Which triples answer to what is asked. Work is done in slices, so that the page answers while it goes on.

const SLICE = 12; // milliseconds of work before the browser has its turn
const ITSELF = "the article itself"; // as a source
const ASKED = ["words", "family", "relation", "factuality", "about", "source", "score"];

const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

/** A test of a row of these columns, for a state. */
function questionOf(columns, state) {
  const words = wordsOf(state.words);
  const least = Number(state.score) * 100 || 0;
  const relations = columns.relations.map(([family, relation]) =>
    (!state.family || family === state.family) && (!state.relation || relation === state.relation));
  const factuality = data.factuality.indexOf(state.factuality);
  const has = (asked) => columns.names.map(([name]) => name.toLowerCase().includes(asked.toLowerCase()));
  const [about, sources] = [has(state.about), has(state.source)];
  const { relation, factuality: kinds, score, source, subject, object, words: told } = columns;
  return (row) => relations[relation[row]]
    && (factuality < 0 || kinds[row] === factuality)
    && score[row] >= least
    && (!state.source || (state.source === ITSELF ? source[row] < 0 : sources[source[row]]))
    && (!state.about || about[subject[row]] || about[object[row]])
    && words.every((word) => told[row].includes(word));
}

let latest = 0; // a newer search ends an older one

function endSearch() {
  latest += 1;
}

/** Goes through all parts of the columns and gives the browser its turns; `look(columns)` is told of each. */
async function throughParts(look, pause = () => {}) {
  let begin = performance.now();
  for (let part = 0; part < data.rows; part += 1) {
    if (look(await rowsAt(part)) === false) return;
    if (performance.now() - begin > SLICE) {
      pause();
      await breathe();
      begin = performance.now();
    }
  }
}

/** Rows [{columns, row}] that answer; `tell(found, done)` hears of them as they come. */
async function search(state, tell) {
  const mine = ++latest;
  const found = [];
  const look = (columns) => {
    if (mine !== latest) return false;
    const answers = questionOf(columns, state);
    columns.article.forEach((_, row) => answers(row) && found.push({ columns, row }));
    return true;
  };
  await throughParts(look, () => mine === latest && tell(found, false));
  if (mine !== latest) return;
  if (state.order === "score") found.sort((a, b) => b.columns.score[b.row] - a.columns.score[a.row]);
  tell(found, true);
}

/** Rows in which an entity stands, of all triples. */
async function rowsAbout(entity) {
  const found = [];
  await throughParts((columns) => {
    const here = columns.names.map(([, , , number]) => number === entity);
    if (!here.includes(true)) return;
    columns.article.forEach((_, row) => {
      if (here[columns.subject[row]] || here[columns.object[row]]) found.push({ columns, row });
    });
  });
  return found;
}

/** The button of a found row: the triple, its evidence, and where it stands. */
function rowButton({ columns, row }) {
  const triple = tripleOf(columns, row);
  const article = tables.articles[triple.article];
  const where = [article.published, article.outlet, article.name, `score ${triple.score.toFixed(2)}`];
  return make("button", "item found", [
    sentence(triple),
    make("span", "evidence-line", [triple.evidence]),
    soft(where.filter(Boolean).join(" · ")),
  ], { type: "button" });
}
