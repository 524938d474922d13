// The entities around one, as a small graph: the strongest ties on a ring, each with its most frequent relation.

const RING = 14; // neighbours drawn
const [WIDTH, HEIGHT] = [760, 560];
const RADII = [200, 215];

function svg(tag, attributes, children = []) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const short = (text, length = 24) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** Entities that share triples with one: [{entity, count, relations}], most first; `forward`: ties with it as subject. */
function neighboursOf(number, found) {
  const ties = new Map();
  for (const { columns, row } of found) {
    const [subject, object] = [columns.subject[row], columns.object[row]].map((name) => columns.names[name][3]);
    const other = subject === number ? object : subject;
    if (other < 0 || other === number) continue;
    const tie = ties.get(other) ?? { number: other, count: 0, forward: 0, relations: new Map() };
    const [, relation] = columns.relations[columns.relation[row]];
    tie.count += 1;
    tie.forward += subject === number ? 1 : 0;
    tie.relations.set(relation, (tie.relations.get(relation) ?? 0) + 1);
    ties.set(other, tie);
  }
  return [...ties.values()].sort((a, b) => b.count - a.count || a.number - b.number);
}

function drawGraph(entity, found) {
  const ties = neighboursOf(entity.number, found);
  const shown = ties.slice(0, RING).map((tie, place, all) =>
    ({ ...tie, name: tables.entities[tie.number].name, size: 5 + Math.min(tie.count, 5), ...onRing(place, all.length) }));
  const more = ties.length > RING ? `; the ${RING} strongest are drawn` : "";
  const title = svg("title", { id: "graph-title" }, [`${entity.name} is tied to ${ties.length} entities${more}`]);
  const center = { name: entity.name, x: WIDTH / 2, y: HEIGHT / 2, size: 9, angle: -Math.PI / 2 };
  const arrow = svg("marker", { id: "arrow", viewBox: "0 0 10 10", refX: 9, refY: 5, markerUnits: "userSpaceOnUse",
    markerWidth: 11, markerHeight: 11, orient: "auto" }, [svg("path", { d: "M0 0L10 5L0 10Z" })]);
  at("graph").replaceChildren(title, svg("defs", {}, [arrow]), ...shown.map((tie) => edge(center, tie)),
    ...shown.map(edgeLabel), ...shown.map((tie) => node(tie)), node(center, true));
}

function onRing(place, count) {
  const angle = (2 * Math.PI * place) / count - Math.PI / 2;
  return { x: WIDTH / 2 + RADII[0] * Math.cos(angle), y: HEIGHT / 2 + RADII[1] * Math.sin(angle), angle };
}

/** A line with an arrow towards the object of most triples. */
function edge(center, tie) {
  const [from, to] = 2 * tie.forward >= tie.count ? [center, tie] : [tie, center];
  const gap = (to.size + 3) / Math.hypot(to.x - from.x, to.y - from.y);
  return svg("line", { class: "edge", "stroke-width": 1 + Math.min(tie.count - 1, 5) / 2, "marker-end": "url(#arrow)",
    x1: from.x, y1: from.y, x2: to.x - gap * (to.x - from.x), y2: to.y - gap * (to.y - from.y) });
}

/** The most frequent relation, and how many others there are. */
function edgeLabel({ x, y, relations }) {
  const [[relation]] = [...relations].sort((a, b) => b[1] - a[1]);
  const others = relations.size > 1 ? ` +${relations.size - 1}` : "";
  const between = (end, middle) => 0.6 * end + 0.4 * middle;
  const place = { x: between(x, WIDTH / 2), y: between(y, HEIGHT / 2) + 4 };
  return svg("text", { class: "tie", "text-anchor": "middle", ...place }, [short(relation, 20) + others]);
}

/** A circle with its name on the outer side; a link to its entity, save for the one in the middle. */
function node({ name, x, y, size, angle, count = 0 }, here = false) {
  const beside = Math.abs(Math.cos(angle)) > 0.25 ? Math.sign(Math.cos(angle)) : 0;
  const [dx, dy] = beside ? [beside * (size + 6), 5] : [0, Math.sin(angle) > 0 ? size + 17 : -size - 8];
  const anchor = { "-1": "end", 0: "middle", 1: "start" }[beside];
  const label = svg("text", { x: x + dx, y: y + dy, "text-anchor": anchor }, [short(name)]);
  const parts = [svg("title", {}, [name]), svg("circle", { cx: x, cy: y, r: size }), label];
  if (here) return svg("g", { class: "node here" }, parts);
  const href = writeAddress({ view: "entities", entity: name }, NAMES);
  return svg("a", { class: "node", href, "aria-label": `${name}, ${count} ${count === 1 ? "triple" : "triples"}` }, parts);
}
