// Sins that the tree had when a rule came in are recorded in a list, which may only shrink.

/** How often each text stands in a list. */
export function counted(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/**
 * The lines to print where what was found is not what is recorded; none where both are the same.
 *
 * `advice` says what to do about a thing that is not recorded, `places` in which files it stands where its name does not. More of a recorded thing is a new one; fewer are a line
 * as well, so that the list shrinks with the tree.
 */
export function complaints({ file, known, found, advice, places = new Map() }) {
  const names = [...new Set([...known.keys(), ...found.keys()])].sort();
  return names.flatMap((name) => {
    const [recorded, now] = [known.get(name) ?? 0, found.get(name) ?? 0];
    if (now > recorded) return [`${name}${whereOf(now, places.get(name))}: ${advice}`];
    if (now === recorded) return [];
    const todo = now === 0 ? `remove "${name}", which no longer applies` : `lower "${name}" to ${now}`;
    return [`${file}: ${todo}; "npm run lint:shrink" does it.`];
  });
}

/** How often, and where that is known. */
function whereOf(times, files) {
  if (files !== undefined) return ` (${files.join(', ')})`;
  return times > 1 ? ` (${times} times)` : '';
}

/** What stays of a list: no more of anything than was found, and nothing that was not in it. */
export const shrunk = (known, found) =>
  new Map(
    Array.from(known, ([name, count]) => [name, Math.min(count, found.get(name) ?? 0)]).filter(
      ([, count]) => count > 0,
    ),
  );
