// The first view: counts, the most connected entities, relations by family, disputed claims, what could not be read.

const MOST = 15;
const told = (count) => count.toLocaleString("en");

function drawOverview() {
  at("counts").replaceChildren(...Object.entries(data.counts).map(([name, count]) =>
    make("div", "count", [make("dt", "", [name]), make("dd", "", [told(count)])])));
  at("families").replaceChildren(...data.families.map(drawFamily));
  at("disputes").replaceChildren(...data.disputes.map(drawDispute));
  if (!data.disputes.length) at("disputes").append(make("li", "nothing", ["Nothing is denied or doubted."]));
  at("failures").replaceChildren(...(data.failures.length ? drawFailures() : []));
}

/** The most connected entities, once the tables are read. */
function drawConnected() {
  const most = tables.connected.slice(0, MOST).filter((entity) => entity.triples);
  const top = Math.max(1, ...most.map((entity) => entity.others));
  at("connected").replaceChildren(...most.map((entity) => make("li", "", [bar(
    linkTo({ view: "entities", entity: entity.name }, entity.name), entity.others / top,
    `${told(entity.others)} ties, ${told(entity.triples)} triples`, entity.type)])));
}

function drawFamily([family, relations]) {
  const top = Math.max(1, ...data.families.flatMap(([, all]) => all.map(([, count]) => count)));
  const entries = relations.map(([relation, count]) => make("li", "", [bar(
    linkTo({ view: "triples", family, relation }, relation), count / top, told(count), glosses.get(relation) ?? "")]));
  const total = relations.reduce((sum, [, count]) => sum + count, 0);
  const all = linkTo({ view: "triples", family }, `${family} (${told(total)})`);
  return make("section", "", [make("h3", "", [all]), make("ol", "", entries)]);
}

/** A link with its count and a bar as long as its share of the largest. */
function bar(link, share, count, title) {
  const length = make("span", "bar", [], { "aria-hidden": "true" });
  length.style.width = `${100 * share}%`;
  return make("div", "measured", [link, make("span", "soft", [count]), length], title ? { title } : {});
}

function linkTo(state, words) {
  return make("a", "", [words], { href: writeAddress(state, NAMES) });
}

/** A claim, who takes which position to it with a link to where, and what others say instead. */
function drawDispute({ subject, relation, object, voices, others, outlets }) {
  const links = voices.map(([attitude, name, article, triple]) =>
    make("a", `voice ${attitude}`, [`${name} ${attitude} it`], { href: `#view=articles&number=${article}&triple=${triple}` }));
  const notes = [others.length ? `others: ${others.join(", ")}` : "", outlets > 1 ? `${outlets} outlets` : ""];
  return make("li", "dispute", [
    sentence({ subject: { name: subject }, relation, object: { name: object }, factuality: "fact" }),
    make("span", "voices", links),
    soft(notes.filter(Boolean).join(" · ")),
  ]);
}

function drawFailures() {
  const entries = data.failures.map(([name, stage, message]) =>
    make("li", "", [make("b", "", [name]), ` ${stage}: `, soft(message)]));
  return [make("h2", "", [`Not read (${told(data.counts.failures)})`]), make("ol", "", entries)];
}
