// A triple in words.

/** Subject, relation and object on one line, with what makes it less than a plain fact of the article. */
function sentence(triple) {
  const { subject, relation, object, factuality, source } = triple;
  const hedges = [factuality === "fact" ? "" : factuality, source ? `says ${source.name}` : ""].filter(Boolean);
  const value = object.value && object.value !== object.name ? ` (${object.value})` : "";
  return make("span", "sentence", [
    `${subject.name} `,
    make("b", "", [relation]),
    ` ${object.name}${value}`,
    ...hedges.map((hedge) => make("span", "hedge", [hedge])),
  ]);
}

/** A name, and below it its type, its value and the words that stand for it here, if they are others. */
function argumentParts(argument, text, evidence) {
  const words = quoted(text, argument.span);
  const elsewhere = String(argument.span) === String(evidence);
  const told = [argument.type, argument.value, elsewhere || words === argument.name ? "" : `“${words}”`];
  return [argument.name, soft(told.filter(Boolean).join(" · "))];
}

function relationParts({ relation, family }, glosses) {
  return [relation, soft([family, glosses.get(relation)].filter(Boolean).join(": "))];
}

const quoted = (text, [start, end]) => text.slice(start, end);
