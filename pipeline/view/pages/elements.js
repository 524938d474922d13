"use strict";
// Elements of a page. What an article says is put in as text nodes and attributes, never as markup.

const at = (id) => document.getElementById(id);
const distinct = (values) => [...new Set(values)];
const soft = (text) => make("span", "soft", [text]);

/** An element with a class, children and attributes; a string child becomes a text node, never markup. */
function make(tag, className, children = [], attributes = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function listenForClicks(id, selector, act) {
  at(id).addEventListener("click", (event) => {
    const found = event.target.closest(selector);
    if (found) act(found, event);
  });
}

// How far a key leads in a list.
const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
