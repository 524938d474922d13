// The page: draws what the state asks for, and turns keys and clicks into a new state.

const data = JSON.parse(document.getElementById("data").textContent);
const glosses = new Map(Object.entries(data.glosses));
index(data.articles);

let state = readAddress(location.hash, NAMES);
let view = { shown: [], article: null, outcomes: [], chosen: null };

/** Takes over some changes of the state, draws anew and writes the address. */
function change(changes) {
  state = { ...state, ...changes };
  draw();
  history.replaceState(null, "", writeAddress(state, NAMES));
}

/** Draws everything; an article or item that the filters hide gives way to the first article, and to none. */
function draw() {
  const shown = select(data.articles, state);
  const none = { article: null, outcomes: [] };
  const one = shown.find(({ article }) => article.name === state.article) ?? shown[0] ?? none;
  const chosen = one.outcomes.find((outcome) => String(outcome.number) === state.item) ?? null;
  state = { ...state, article: one.article?.name ?? state.article, item: chosen ? state.item : "" };
  view = { shown, ...one, chosen };
  drawFilters();
  drawTotals();
  drawArticles();
  drawOutcomes();
  drawText();
}

// ------------------------------------------------------------------------------------------------ filters

function drawFilters() {
  if (at("words").value !== state.words) at("words").value = state.words;
  at("order").value = state.order;
  at("reset").disabled = !questionsOf(state).length;
  CHOICES.forEach(drawChoice);
  drawKinds();
}

function drawChoice(name) {
  const counts = countsOf(name, data.articles, state);
  if (state[name] && !counts.has(state[name])) counts.set(state[name], 0);
  const values = [...counts.keys()].filter((value) => value && (counts.get(value) || value === state[name])).sort();
  const options = values.map((value) => make("option", "", [`${value} (${counts.get(value)})`], { value }));
  at(name).replaceChildren(make("option", "", ["all"], { value: "" }), ...options);
  at(name).value = state[name];
  at(name).classList.toggle("set", state[name] !== "");
}

function drawKinds() {
  const counts = countsOf("kind", data.articles, state);
  const pressed = state.kind.split(",");
  const focused = document.activeElement?.dataset.kind;
  const chips = data.kinds.map((kind) => make("button", "chip", [badge(kind), soft(String(counts.get(kind) ?? 0))],
    { type: "button", "data-kind": kind, "aria-pressed": String(pressed.includes(kind)) }));
  at("kinds").replaceChildren(...chips);
  chips.find((chip) => chip.dataset.kind === focused)?.focus();
}

function toggleKind(kind) {
  const pressed = state.kind.split(",");
  change({ kind: data.kinds.filter((other) => pressed.includes(other) !== (other === kind)).join(",") });
}

// ------------------------------------------------------------------------------------------------ lists

function drawTotals() {
  const counts = tally(view.shown.flatMap(({ outcomes }) => outcomes));
  const totals = Object.entries(counts).map(([group, n]) =>
    make("span", `total ${group}`, [make("b", "", [n.toLocaleString("en")]), ` ${group}`]));
  at("totals").replaceChildren(`${view.shown.length} of ${data.articles.length} articles`, ...totals);
}

function drawArticles() {
  const most = Math.max(1, ...view.shown.map(({ outcomes }) => outcomes.length));
  const buttons = view.shown.map(({ article, outcomes }) => articleButton(article, tally(outcomes), most));
  const isCurrent = (button) => button.dataset.name === view.article?.name;
  fill("articles", buttons, isCurrent, "No article answers to these filters.");
}

/** The button of an article: name, headline, counts by group and a bar of them, as long as they are of `most`. */
function articleButton(article, counts, most) {
  const told = Object.entries(counts).map(([group, n]) => `${n} ${group}`).join(", ");
  const numbers = Object.entries(counts).map(([group, n]) => make("span", `total ${group}`, [String(n)]));
  const bar = Object.entries(counts).map(([group, n]) => {
    const part = make("span", group);
    part.style.width = `${(100 * n) / most}%`;
    return part;
  });
  const about = [article.outlet, article.published, article.absent ? "not in the run" : ""];
  return make("button", "item", [
    make("span", "name", [article.name]),
    make("span", "numbers", numbers, { role: "img", "aria-label": told, title: told }),
    ...(article.title ? [make("span", "headline", [quoted(article.raw, article.title)])] : []),
    soft(about.filter(Boolean).join(" · ")),
    make("span", "bar", bar, { "aria-hidden": "true" }),
  ], { type: "button", "data-name": article.name });
}

function drawOutcomes() {
  at("outcomes-heading").textContent = `Triples (${view.outcomes.length})`;
  const buttons = view.outcomes.map(outcomeButton);
  const none = view.article ? "Neither gold nor the run has a triple here." : "";
  const current = fill("outcomes", buttons, (button) => button.dataset.number === state.item, none);
  for (const button of buttons) button.setAttribute("aria-expanded", String(button === current));
  current?.after(card(view.article, view.chosen, glosses));
}

/** Fills a list with buttons, of which one is its only tab stop: the current one, which is returned, or the first. */
function fill(id, buttons, isCurrent, nothing) {
  const list = at(id);
  const focused = list.contains(document.activeElement);
  const scrolled = list.scrollTop;
  const current = buttons.find(isCurrent);
  const stop = current ?? buttons[0];
  for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  current?.setAttribute("aria-current", "true");
  const items = buttons.map((button) => make("li", "", [button]));
  list.replaceChildren(...(items.length ? items : [make("li", "nothing", [nothing])]));
  list.scrollTop = scrolled;
  if (focused) stop?.focus({ preventScroll: true });
  return current;
}

// ------------------------------------------------------------------------------------------------- text

function drawText() {
  const { article, outcomes, chosen } = view;
  at("article-name").textContent = article ? article.name : "No article";
  at("legend").replaceChildren(...legend(chosen));
  const marks = article ? [...standingMarks(article, outcomes), ...(chosen ? chosenMarks(chosen) : [])] : [];
  const drawn = article ? runs(article.raw.length, marks).map((run) => drawRun(article, run)) : [];
  at("text").replaceChildren(...drawn);
}

function legend(chosen) {
  const roles = ["evidence", "subject", "cue", "object", "source", "qualifier"];
  if (chosen) return roles.map((role) => make("span", `role ${role}`, [role]));
  return ["Cues: ", make("b", "", ["gold"]), " above, ", make("b", "", ["predicted"]), " below. Grey is cut: ",
    make("span", "gold-cut", ["by gold only"]), ", ", make("span", "predicted-cut", ["by the run only"]), "."];
}

/** Brings the current entries of both lists, and the chosen outcome's evidence on one side, into view. */
function reveal(side = view.chosen?.gold ? "gold" : "predicted") {
  const current = [...document.querySelectorAll("#articles [aria-current], #outcomes [aria-current]")];
  for (const button of current) button.parentElement.scrollIntoView({ block: "nearest" });
  at("text").querySelector(`.${side}-evidence`)?.scrollIntoView({ block: "center" });
}

function openArticle(name) {
  change({ article: name, item: "" });
  at("text").scrollTop = 0;
  at("outcomes").scrollTop = 0;
  reveal();
}

function choose(item) {
  change({ item });
  reveal();
}

// ---------------------------------------------------------------------------------------- keys and clicks

const stopOf = (id) => at(id).querySelector("button.item[tabindex='0']");
const openButton = (button) => openArticle(button.dataset.name);
const chooseButton = (button) => choose(button.dataset.number);
const enterArticles = () => stopOf("articles")?.focus();

function enterOutcomes() {
  stopOf("outcomes")?.focus();
  if (!view.chosen && view.outcomes.length) chooseButton(stopOf("outcomes"));
}

/** Moves in a list by a key: `act` is given the button that the step leads to, `left` and `right` leave the list. */
function listenForKeys(id, act, left, right) {
  at(id).addEventListener("keydown", (event) => {
    const buttons = [...at(id).querySelectorAll("button.item")];
    const here = buttons.indexOf(event.target.closest("button.item"));
    if (event.ctrlKey || event.metaKey || event.altKey || here < 0) return;
    if (event.key in STEPS) act(buttons[Math.min(Math.max(here + STEPS[event.key], 0), buttons.length - 1)]);
    else if (event.key === "ArrowLeft") left();
    else if (event.key === "ArrowRight") right();
    else return;
    event.preventDefault();
  });
}

listenForKeys("articles", openButton, () => {}, enterOutcomes);
listenForKeys("outcomes", chooseButton, enterArticles, () => at("text").focus());
listenForClicks("articles", "button.item", (button, event) => {
  openButton(button);
  if (event.detail === 0) enterOutcomes(); // pressed with a key
});
listenForClicks("outcomes", "button.item", chooseButton);
listenForClicks("outcomes", "button.quote", (button) => reveal(button.closest("td").dataset.side));
listenForClicks("kinds", "button", (chip) => toggleKind(chip.dataset.kind));
listenForClicks("text", "[data-items]", (run) => {
  const items = run.dataset.items.split(" ");
  choose(items[(items.indexOf(state.item) + 1) % items.length]);
});
for (const name of [...CHOICES, "order"]) {
  at(name).addEventListener("change", (event) => change({ [name]: event.target.value }));
}
at("words").addEventListener("input", (event) => change({ words: event.target.value }));
at("filters").addEventListener("submit", (event) => event.preventDefault());
at("reset").addEventListener("click", () => {
  const { article, item, order } = state;
  change({ ...DEFAULTS, article, item, order });
  at("words").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && view.chosen) change({ item: "" });
  if (event.key === "/" && !event.target.closest("input, select")) {
    event.preventDefault();
    at("words").focus();
  }
});
at("text").addEventListener("keydown", (event) => event.key === "ArrowLeft" && enterOutcomes());
addEventListener("hashchange", () => {
  change(readAddress(location.hash, NAMES));
  reveal();
});

change({});
reveal();
