import { table } from '../ledger/markdown.js';
import { callbackWeather } from '../core/scenarios/callback-faults.js';
import type { Scenario } from '../core/scenarios/scenario.js';
import adviceTable from './callback-advice.json' with { type: 'json' };

const advice: Readonly<Record<string, string>> = adviceTable;

function adviceOn(name: string): string {
  const text = advice[name];
  if (text === undefined) throw new Error(`callback-advice.json does not say what a receiver does about ${name}`);
  return text;
}

const introduction = `What befalls callbacks on their way to a receiver. A scenario URL befalls what that one request has told; switched on
in a space (\`PUT /_simulator/scenarios/callback-lost\`) it befalls whatever is delivered from then on, and \`match\` chooses
by event and body. \`docs/callbacks.md\` explains deliveries, retries and the sink.`;

/** The chapter on callbacks: a table, and a section for everything that befalls them. */
export function callbackChapter(): readonly string[] {
  const rows = callbackWeather.map(({ name, says }) => [`[${name}](#${name})`, says.en, says.zh]);
  return [
    '## Callbacks',
    introduction,
    table(['scenario', 'what happens', '含义'], rows),
    ...callbackWeather.flatMap(section),
  ];
}

function section({ name, says }: Scenario): readonly string[] {
  const lines = [
    `- **Means**: ${says.en}`,
    `- **含义**: ${says.zh}`,
    `- **What a receiver does about it**: ${adviceOn(name)}`,
  ];
  const command = `curl -X PUT http://127.0.0.1:4010/_simulator/scenarios/${name} -d '{"times":1}'`;
  return [`### ${name}`, lines.join('\n'), ['```sh', command, '```'].join('\n')];
}
