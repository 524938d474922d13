// The parts of the page: packed JSON, unpacked when it is needed.

const data = JSON.parse(at("data").textContent);
const glosses = new Map(Object.entries(data.glosses));

/** What stands packed in the element `id`. */
async function unpack(id) {
  const bytes = Uint8Array.from(atob(at(id).textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

/** Lets the browser draw and answer before the work goes on. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

// ---------------------------------------------------------------------------------------------- tables

// Articles and entities stand at their numbers; `connected` are the entities, most ties first.
const tables = { articles: [], entities: [], connected: [], numberOf: new Map(), articleOf: new Map() };

/** Reads names and counts of all articles and entities; everything else waits for it. */
const ready = (async () => {
  const articles = await unpack("table-articles");
  tables.articles = articles.map(([name, title, outlet, published, triples], number) =>
    ({ number, name, title, outlet, published, triples, words: `${name}\n${title}\n${outlet}`.toLowerCase() }));
  const entities = await unpack("table-entities");
  tables.entities = entities.map(([name, type, others, triples, count], number) =>
    ({ number, name, type, others, triples, articles: count, words: `${name}\n${type}`.toLowerCase() }));
  tables.articleOf = new Map(tables.articles.map((article) => [article.name, article.number]));
  tables.numberOf = new Map(tables.entities.map((entity) => [entity.name, entity.number]));
  tables.connected = tables.entities.toSorted((a, b) => b.others - a.others || b.triples - a.triples || a.number - b.number);
})();

// --------------------------------------------------------------------------------------------- articles

const KEPT = 8; // parts of articles that stay unpacked
const texts = new Map();

/** An article with its text and triples. */
async function articleAt(number) {
  const part = data.texts.findLastIndex((first) => first <= number);
  const held = texts.get(part) ?? unpack(`texts-${part}`);
  texts.delete(part);
  texts.set(part, held);
  if (texts.size > KEPT) texts.delete(texts.keys().next().value);
  return (await held)[number - data.texts[part]];
}

// --------------------------------------------------------------------------------------- rows of triples

const rows = [];

/** A part of the columns of all triples, with the words to search in; parts are unpacked one after another. */
function rowsAt(part) {
  rows[part] ??= (part ? rowsAt(part - 1) : ready).then(breathe).then(() => unpack(`rows-${part}`)).then(indexed);
  return rows[part];
}

function indexed(columns) {
  const relations = columns.relations.map(([, relation]) => relation);
  const names = columns.names.map(([name]) => name);
  columns.words = columns.evidence.map((evidence, row) => [
    names[columns.subject[row]], relations[columns.relation[row]], names[columns.object[row]],
    names[columns.source[row]] ?? "", evidence,
  ].join("\n").toLowerCase());
  return columns;
}

/** A row in the shape of a triple. */
function tripleOf(columns, row) {
  const argument = (number) => {
    if (number < 0) return null;
    const [name, type, value, entity] = columns.names[number];
    return { name, type, value, entity };
  };
  const [family, relation] = columns.relations[columns.relation[row]];
  return {
    family, relation,
    subject: argument(columns.subject[row]),
    object: argument(columns.object[row]),
    source: argument(columns.source[row]),
    factuality: data.factuality[columns.factuality[row]],
    score: columns.score[row] / 100,
    evidence: columns.evidence[row],
    article: columns.article[row],
    number: columns.number[row],
  };
}
