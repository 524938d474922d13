// The page: draws what the state asks for, and turns keys and clicks into a new state.

const VIEWS = ["overview", "triples", "articles", "entities"];
const NAMES = ["view", "article", "number", "triple", "entity", ...ASKED, "order"];
const SELECTS = ["family", "relation", "factuality", "order"];
const FIELDS = ["about", "source", "score"];

let state = readAddress(location.hash, NAMES);
let article = null; // the one that is drawn

const viewOf = (wanted) => (VIEWS.includes(wanted) ? wanted : "overview");
const chosenOf = (told) => (state.triple === "" ? undefined : told.triples[Number(state.triple)]);

/** Takes over some changes of the state, as a new step of the browser's history or in place of the last, and draws. */
function change(changes, step = true) {
  state = { ...state, ...changes };
  const address = writeAddress(state, NAMES);
  if (step) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
  return draw();
}

/** Draws the view that the state asks for. */
async function draw() {
  const view = viewOf(state.view);
  for (const name of VIEWS) at(name).hidden = name !== view;
  for (const link of document.querySelectorAll("header nav a")) {
    if (link.dataset.view === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (at("words").value !== state.words) at("words").value = state.words;
  endSearch();
  await ready;
  if (view !== viewOf(state.view)) return;
  if (view === "overview") tell(`${told(data.counts.triples)} triples in ${told(data.counts.articles)} articles`);
  if (view === "triples") drawTriples();
  if (view === "articles") await drawArticle();
  if (view === "entities") await drawEntity();
}

function tell(words) {
  if (at("status").textContent !== words) at("status").textContent = words;
}

/** Fills a list with those items that have the words of a field, anew when the words are others; gives them. */
function narrowing(list, field, heading, what, itemsOf) {
  let asked = null;
  let shown = [];
  return () => {
    const words = wordsOf(at(field).value);
    if (words.join(" ") === asked) return shown;
    asked = words.join(" ");
    shown = itemsOf().filter((one) => words.every((word) => one.words.includes(word)));
    at(heading).textContent = `${what} (${told(shown.length)})`;
    list.show(shown, { nothing: "None is called so." });
    return shown;
  };
}

// ---------------------------------------------------------------------------------------------- triples

const foundList = new List("found", 76, { draw: rowButton, open: openRow });

function openRow({ columns, row }) {
  const { name } = tables.articles[columns.article[row]];
  change({ view: "articles", article: name, number: "", triple: String(columns.number[row]) })
    .then(() => stopOfTold()?.focus({ preventScroll: true }));
}

let answered = ""; // the question to which the list is the answer

function drawTriples() {
  for (const name of [...SELECTS, ...FIELDS]) {
    if (at(name).value !== state[name]) at(name).value = state[name];
    at(name).classList.toggle("set", state[name] !== "");
  }
  at("reset").disabled = !ASKED.some((name) => state[name]);
  const question = JSON.stringify([...ASKED, "order"].map((name) => state[name]));
  if (question === answered) { // the list stands as it was left
    tell(`${told(foundList.items.length)} of ${told(data.counts.triples)} triples`);
    return;
  }
  answered = "";
  foundList.show([], { nothing: "searching …" });
  let shown = 0;
  search(state, (found, done) => {
    tell(`${told(found.length)} of ${told(data.counts.triples)} triples${done ? "" : ", searching …"}`);
    const nothing = done ? "No triple answers to this." : "searching …";
    if (done || found.length > shown) foundList.show(found.slice(), { keep: shown > 0, nothing });
    shown = found.length;
    if (done) answered = question;
  });
}

function fillSelects() {
  const option = (value, words = value) => make("option", "", [words], { value });
  const options = {
    family: data.families.map(([family]) => option(family)),
    relation: data.families.flatMap(([, all]) => all.map(([relation]) => relation)).sort().map((name) => option(name)),
    factuality: data.factuality.map((kind) => option(kind)),
  };
  for (const [name, all] of Object.entries(options)) at(name).replaceChildren(option("", "all"), ...all);
}

// --------------------------------------------------------------------------------------------- articles

const articleList = new List("article-list", 66, {
  draw: ({ name, title, outlet, published, triples }) => make("button", "item", [
    make("span", "name", [title || name]),
    soft([published, outlet, title ? name : "", `${triples} triples`].filter(Boolean).join(" · ")),
  ], { type: "button" }),
  open: (found, byKey) => openArticle(found.name).then(() => byKey && enterTold()),
  leave: (step) => step > 0 && enterTold(),
  follow: true,
});
const listedArticles = narrowing(articleList, "article-words", "articles-heading", "Articles", () => tables.articles);

function openArticle(name) {
  at("text").scrollTop = 0;
  at("told").scrollTop = 0;
  return change({ article: name, number: "", triple: "" }, false);
}

async function drawArticle() {
  const listed = listedArticles();
  const number = state.number === "" ? tables.articleOf.get(state.article) : Number(state.number);
  const found = tables.articles[number] ?? listed[0];
  if (!found) return;
  const asked = state;
  const whole = await articleAt(found.number);
  if (asked !== state) return;
  article = whole;
  state = { ...state, article: found.name, number: "" };
  history.replaceState(null, "", writeAddress(state, NAMES));
  at("article-name").textContent = found.title || found.name;
  at("article-name").title = found.name;
  tell(`${found.title || found.name}: ${article.triples.length} triples`);
  const place = listed.indexOf(found);
  if (articleList.current !== place) articleList.show(listed, { current: place, keep: true });
  drawTold(article, chosenOf(article));
  drawText(article, chosenOf(article));
  reveal();
}

/** Brings the chosen triple and its evidence into view. */
function reveal() {
  at("told").querySelector("[aria-current]")?.parentElement.scrollIntoView({ block: "nearest" });
  at("text").querySelector(".evidence")?.scrollIntoView({ block: "center" });
}

const choose = (number) => change({ triple: String(number) }, false);
const stopOfTold = () => at("told").querySelector("button.item[tabindex='0']");

function enterTold() {
  const stop = stopOfTold();
  stop?.focus();
  if (stop && state.triple === "") choose(stop.dataset.number);
}

function keyInTold(event) {
  const buttons = [...at("told").querySelectorAll("button.item")];
  const here = buttons.indexOf(event.target.closest("button.item"));
  if (event.ctrlKey || event.metaKey || event.altKey || here < 0) return;
  if (event.key in STEPS) choose(Math.min(Math.max(here + STEPS[event.key], 0), buttons.length - 1));
  else if (event.key === "ArrowLeft") articleList.focus();
  else if (event.key === "ArrowRight") at("text").focus();
  else return;
  event.preventDefault();
}

// --------------------------------------------------------------------------------------------- entities

const entityList = new List("entity-list", 52, {
  draw: ({ name, type, others, triples }) => make("button", "item", [
    make("span", "name", [name]), soft([type, `${told(others)} ties`, `${told(triples)} triples`].filter(Boolean).join(" · ")),
  ], { type: "button" }),
  open: ({ name }) => change({ entity: name }),
  leave: (step) => step > 0 && tieList.focus(),
});
const tieList = new List("ties", 76, { draw: rowButton, open: openRow, leave: (step) => step < 0 && entityList.focus() });
const listedEntities = narrowing(entityList, "entity-words", "entities-heading", "Entities", () => tables.connected);

async function drawEntity() {
  const known = listedEntities();
  const found = tables.entities[tables.numberOf.get(state.entity)] ?? known[0];
  if (!found) return;
  const asked = state;
  const place = known.indexOf(found);
  if (entityList.current !== place) entityList.show(known, { current: place, keep: true });
  at("entity-name").textContent = found.name;
  at("entity-about").textContent = [found.type, `in ${told(found.articles)} articles`].filter(Boolean).join(" · ");
  const about = await rowsAbout(found.number);
  if (asked !== state) return;
  at("ties-heading").textContent = `Triples (${told(about.length)})`;
  tell(`${found.name}: ${told(about.length)} triples`);
  tieList.show(about, { nothing: "It stands in no triple." });
  drawGraph(found, about);
}

// ---------------------------------------------------------------------------------------- keys and clicks

const SEARCHES = { overview: "words", triples: "words", articles: "article-words", entities: "entity-words" };

at("words").addEventListener("input", (event) => {
  change({ view: "triples", words: event.target.value }, viewOf(state.view) !== "triples");
});
for (const name of [...SELECTS, ...FIELDS]) {
  at(name).addEventListener("input", (event) => change({ [name]: event.target.value }, false));
}
at("filters").addEventListener("submit", (event) => event.preventDefault());
at("reset").addEventListener("click", () => {
  change(Object.fromEntries(ASKED.map((name) => [name, ""])), false);
  at("words").focus();
});
at("article-words").addEventListener("input", () => drawArticle());
at("entity-words").addEventListener("input", () => drawEntity());
at("told").addEventListener("keydown", keyInTold);
listenForClicks("told", "button.item", (button) => choose(button.dataset.number));
listenForClicks("told", "button.quote", (button) => (button.dataset.jump ? choose(button.dataset.jump) : reveal()));
listenForClicks("text", "[data-items]", (run) => {
  const items = run.dataset.items.split(" ");
  choose(items[(items.indexOf(state.triple) + 1) % items.length]);
});
at("text").addEventListener("keydown", (event) => event.key === "ArrowLeft" && enterTold());
at("shown").addEventListener("change", (event) => at("text").classList.toggle(event.target.value, event.target.checked));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && viewOf(state.view) === "articles" && state.triple !== "") choose("");
  if (event.key === "/" && !event.target.closest("input, select")) {
    event.preventDefault();
    at(SEARCHES[viewOf(state.view)]).focus();
  }
});
addEventListener("popstate", async () => {
  state = readAddress(location.hash, NAMES);
  await draw();
  const view = viewOf(state.view);
  if (view === "triples") foundList.focus();
  if (document.activeElement === document.body) at(view).focus({ preventScroll: true });
});
for (const link of document.querySelectorAll("header nav a")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    change({ view: link.dataset.view }); // what is asked for in the views stays
  });
}

fillSelects();
drawOverview();
draw();
ready.then(drawConnected).then(() => rowsAt(data.rows - 1));
