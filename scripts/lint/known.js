// Violations that are older than a rule are recorded in a list, which may only shrink.

/** Counts each text of a list. */
export function counted(texts) {
  const counts = new Map();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/**
 * The lines to print for differences between the found and the recorded violations.
 *
 * `advice` is the remedy for a violation that is not recorded, `places` the files of each name. More violations than recorded
 * are new ones; fewer also give a line, so that the list shrinks with the tree.
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

/** The list without entries that no longer apply; it never grows. */
export const shrunk = (known, found) =>
  new Map(
    Array.from(known, ([name, count]) => [name, Math.min(count, found.get(name) ?? 0)]).filter(
      ([, count]) => count > 0,
    ),
  );
