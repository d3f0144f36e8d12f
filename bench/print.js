const shown = (value) => {
  if (typeof value !== 'number') return String(value);
  return value >= 1000 ? String(Math.round(value)) : value.toFixed(value >= 100 ? 0 : 2);
};

/** A table whose columns are as wide as they must be: the first to the left, figures to the right. */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (text, column) => (column === 0 ? text.padEnd(widths[0]) : text.padStart(widths[column]));
  return rows.map((row) => `  ${row.map(cell).join('  ')}`).join('\n');
}

/** The figures of one part, then each target with its result. */
export function textOf(name, { table: figures, targets }) {
  const columns = Object.keys(Object.values(figures)[0]);
  const rows = Object.entries(figures).map(([each, row]) => [each, ...columns.map((column) => shown(row[column]))]);
  const verdicts = targets.map(({ says, reached, target, verdict }) => [says, shown(reached), target, verdict]);
  return `\n${name}\n${table([['', ...columns], ...rows])}\n\n${table(verdicts)}\n`;
}
