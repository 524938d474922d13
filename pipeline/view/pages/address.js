// What is asked for (the state) as the address of the page tells it: "#article=a1&words=ban".

/** The state that an address asks for; what it does not name is not asked. */
function readAddress(hash, names) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  return Object.fromEntries(names.map((name) => [name, asked.get(name) ?? ""]));
}

/** The address of a state; what is not asked is left out. */
function writeAddress(state, names) {
  return "#" + new URLSearchParams(names.filter((name) => state[name]).map((name) => [name, state[name]]));
}
