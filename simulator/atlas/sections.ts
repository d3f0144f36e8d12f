import { evidence } from '../ledger/markdown.js';
import type { LedgerRow } from '../ledger/rows.js';
import type { Answer, Place, RefusalRow, Thrown, WeatherRow, Written } from './row.js';

/** All about one way in which a provider refuses. */
export function refusalSection(row: RefusalRow, written: Written): string {
  const { code, refusal, answer, says, cause } = row;
  const about = [`- **Code**: \`${code}\` ${refusal}, ${shown(answer)}`, ...meaning(says), ...causeLines(cause)];
  return section(row, about, written);
}

/** All about one kind of weather. */
export function weatherSection(row: WeatherRow, written: Written): string {
  const { answer, says } = row;
  const answered = answer === undefined ? [] : [`- **Answer**: ${shown(answer)}`];
  return section(row, [...answered, ...meaning(says)], written);
}

function section(
  { scenario, places, clientThrows, retry }: RefusalRow | WeatherRow,
  about: readonly string[],
  written: Written,
): string {
  const lines = [
    ...about,
    `- **The client throws**: ${thrownShown(clientThrows)}`,
    `- **Does a retry help?** ${retry}`,
    `- **Scenario URLs**: ${places.map(({ path }) => `\`${path}/…\``).join(', ')}`,
  ];
  return [`### ${scenario}`, lines.join('\n'), commands(places, written)].join('\n\n');
}

const shown = ({ status, body }: Answer): string =>
  `HTTP ${status}, ${body === '' ? 'no body' : `\`${body.replaceAll('\r\n', '␍␊')}\``}`;

const meaning = ({ en, zh }: RefusalRow['says']): readonly string[] => [`- **Means**: ${en}`, `- **含义**: ${zh}`];

function causeLines(cause: LedgerRow | undefined): readonly string[] {
  if (cause === undefined)
    return ['- **Cause**: no check gives it; which requests the provider answers so is not known.'];
  const { check, statement, refusals, readings, operations, because } = cause;
  const others = refusals.slice(1).map(({ code, name }) => `\`${code}\` ${name}`);
  return [
    `- **Cause**: "${statement}" does not hold (\`${check}\`)`,
    ...because.map((each) => `  - ${evidence(each)}`),
    `- **Operations**: ${operations.join(', ')}`,
    ...(others.length === 0 ? [] : [`- **By another reading**: ${others.join(', ')}`]),
    ...(readings.length === 0 ? [] : [`- **Readings**: ${readings.map((each) => `\`${each}\``).join(', ')}`]),
  ];
}

function thrownShown(thrown: Thrown): string {
  if (thrown.name === null) return `nothing. ${thrown.because}`;
  const properties = Object.entries(thrown.with).map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``);
  return `\`${thrown.name}\` with ${properties.join(', ')}`;
}

function commands(places: readonly Place[], written: Written): string {
  const lines = places.flatMap((place) => [`# ${where(place)}`, written(place)]);
  return ['```sh', ...lines, '```'].join('\n');
}

const where = ({ provider, environment, because }: Place): string =>
  because === undefined
    ? `${provider.name} ${environment}`
    : `${provider.name} ${environment}, by the scenario: ${because}`;
