/**
 * The script of the page: it looks for a text among the cases, counts what is shown, and unfolds all before printing.
 * Without it the page is whole, and the choice of an outcome still works. Its hash stands in `integrity.ts`.
 */
export const script = `
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const find = document.querySelector('#find');
const count = document.querySelector('#count');
const cases = all('.case');
const folds = all('.cases details');
let searched = '';

function show() {
  const wanted = find.value.trim().toLowerCase();
  for (const each of cases) each.hidden = !each.textContent.toLowerCase().includes(wanted);
  for (const group of all('.cases, .cases details')) group.hidden = all('.case:not([hidden])', group).length === 0;
  if (wanted !== searched) for (const fold of folds) fold.open = wanted !== '';
  searched = wanted;
  const outcome = document.querySelector('[name=outcome]:checked').value;
  const shown = cases.filter((each) => !each.hidden && (outcome === 'all' || each.closest('.cases').dataset.outcome === outcome));
  count.textContent = shown.length + ' of ' + cases.length + ' cases shown';
}

find.closest('[hidden]').hidden = false;
find.addEventListener('input', show);
for (const choice of all('[name=outcome]')) choice.addEventListener('change', show);
addEventListener('beforeprint', () => { for (const fold of all('details')) fold.open = true; });
show();
`;
