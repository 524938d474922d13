// A list of any length of which only what is in view is drawn. Its entries are equally high; one is a tab stop.

const AROUND = 8; // entries drawn above and below the view

class List {
  /** In the `ol` of this id, entries `height` pixels high; `draw(item)` gives a button, `open(item, byKey)` is told
   *  which is pressed, `leave(step)` that the left (-1) or right arrow is; `follow`: what the arrows reach is opened. */
  constructor(id, height, { draw, open, leave = () => {}, follow = false }) {
    Object.assign(this, { list: at(id), height, draw, open, leave, follow, items: [], drawn: new Map(), stop: 0 });
    this.space = make("li", "space", [], { "aria-hidden": "true" });
    this.list.addEventListener("scroll", () => this.drawView());
    new ResizeObserver(() => this.drawView()).observe(this.list);
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => {
      const entry = event.target.closest("li[data-at]");
      if (entry) this.press(Number(entry.dataset.at), event.detail === 0);
    });
  }

  /** Shows other items; `current` is the one to mark, `nothing` what is said where there are none. */
  show(items, { current = -1, nothing = "Nothing.", keep = false } = {}) {
    const focused = this.list.contains(document.activeElement);
    const scrolled = keep ? this.list.scrollTop : 0;
    Object.assign(this, { items, current, stop: Math.max(current, 0), drawn: new Map() });
    this.space.style.height = `${items.length * this.height}px`;
    this.list.replaceChildren(items.length ? this.space : make("li", "nothing", [nothing]));
    this.list.scrollTop = scrolled;
    if (current >= 0) this.reveal(current);
    this.drawView();
    if (focused) this.focus();
  }

  drawView() {
    if (!this.items.length || !this.list.clientHeight) return;
    const first = Math.max(Math.floor(this.list.scrollTop / this.height) - AROUND, 0);
    const seen = Math.ceil(this.list.clientHeight / this.height) + 2 * AROUND;
    const wanted = new Set([this.stop, ...Array.from({ length: seen }, (_, n) => first + n)]);
    for (const [place, entry] of this.drawn) {
      if (!wanted.has(place)) entry.remove();
      if (!wanted.has(place)) this.drawn.delete(place);
    }
    const fresh = [...wanted].filter((place) => place < this.items.length && !this.drawn.has(place));
    for (const place of fresh) this.drawn.set(place, this.entry(place));
    const places = fresh.length ? [...this.drawn.keys()].sort((a, b) => a - b) : [];
    let before = null;
    for (const place of places) {
      const entry = this.drawn.get(place);
      if (!entry.isConnected) before ? before.after(entry) : this.list.prepend(entry);
      before = entry;
    }
  }

  entry(place) {
    const button = this.draw(this.items[place]);
    button.tabIndex = place === this.stop ? 0 : -1;
    if (place === this.current) button.setAttribute("aria-current", "true");
    const entry = make("li", "entry", [button],
      { "data-at": place, "aria-setsize": this.items.length, "aria-posinset": place + 1 });
    entry.style.top = `${place * this.height}px`;
    entry.style.height = `${this.height}px`;
    return entry;
  }

  reveal(place) {
    const { scrollTop, clientHeight } = this.list;
    const top = place * this.height;
    if (top < scrollTop) this.list.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight) this.list.scrollTop = top + this.height - clientHeight;
  }

  focus() {
    this.drawn.get(this.stop)?.querySelector("button").focus({ preventScroll: true });
  }

  /** Makes an entry the tab stop, in view and focused. */
  move(place) {
    const old = this.drawn.get(this.stop)?.querySelector("button");
    if (old) old.tabIndex = -1;
    this.stop = place;
    this.reveal(place);
    this.drawView();
    const button = this.drawn.get(place)?.querySelector("button");
    if (button) button.tabIndex = 0;
    this.focus();
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.items.length) return;
    if (event.key in STEPS) {
      this.move(Math.min(Math.max(this.stop + STEPS[event.key], 0), this.items.length - 1));
      if (this.follow) this.open(this.items[this.stop], false);
    } else if (event.key === "ArrowLeft") this.leave(-1);
    else if (event.key === "ArrowRight") this.leave(1);
    else return;
    event.preventDefault();
  }

  press(place, byKey) {
    this.move(place);
    this.open(this.items[place], byKey);
  }
}
