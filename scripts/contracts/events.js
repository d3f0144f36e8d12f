import { existsSync, readdirSync } from 'node:fs';
import { json } from './top.js';

/** The events of a provider: folder, event.json, the schema of the body. */
export function eventsIn(provider) {
  const callbacks = `${provider}/callbacks`;
  if (!existsSync(callbacks)) return [];
  return readdirSync(callbacks)
    .filter((folder) => existsSync(`${callbacks}/${folder}/event.json`))
    .sort()
    .map((folder) => ({
      folder,
      ...json(`${callbacks}/${folder}/event.json`),
      body: json(`${callbacks}/${folder}/body.schema.json`),
    }));
}

/** The imports of `generated.ts` for these events. An event may be called as the type of its body is, so the file gets another name. */
export const eventImports = (events) =>
  events.map(({ folder, name }) => `import ${name}Json from './callbacks/${folder}/event.json' with { type: 'json' };`);

/** What `generated.ts` says of these events; nothing where there are none. */
export function eventTables(events) {
  if (events.length === 0) return [];
  const bodies = events.map(({ name, body }) => `readonly ${name}: ${body.title};`);
  const schemas = events.map(
    ({ folder, name }) =>
      `${name}: (await import('./callbacks/${folder}/body.schema.json', { with: { type: 'json' } })).default`,
  );
  return [
    '/** Every event that receivers are told of, by name, as its event.json describes it. */',
    // JSON knows no union types: that every event fits is shown in a test.
    `export const callbackEvents = { ${events.map(({ name }) => `${name}: ${name}Json`).join(', ')} } as Readonly<Record<keyof CallbackBodies, CallbackEventEntry>>;`,
    '',
    '/** The body of each event. */',
    `export interface CallbackBodies { ${bodies.join('\n')} }`,
    '',
    "/** The schema of every event's body, read from disk when they are first asked for. */",
    `export const callbackSchemas = async () => ({ ${schemas.join(', ')} });`,
    '',
    '/** An event.json. */',
    'export interface CallbackEventEntry { readonly name: string; readonly title: string; readonly says: string; readonly evidence: readonly CallbackEvidence[]; readonly sample: object; }',
    '',
    '/** One reason to believe that the event is told so. */',
    "export type CallbackEvidence = { readonly confidence: 'documented' | 'corroborated' | 'single'; readonly sources: readonly string[]; readonly statement: string } | { readonly confidence: 'assumed'; readonly statement: string };",
    '',
  ];
}
