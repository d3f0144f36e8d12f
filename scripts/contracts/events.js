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

/** The imports of `generated.ts` for these events. The import has a suffix, since an event may have the name of its body's type. */
export const eventImports = (events) =>
  events.map(({ folder, name }) => `import ${name}Json from './callbacks/${folder}/event.json' with { type: 'json' };`);

/** The declarations of these events in `generated.ts`; empty without events. */
export function eventTables(events) {
  if (events.length === 0) return [];
  const bodies = events.map(({ name, body }) => `readonly ${name}: ${body.title};`);
  const schemas = events.map(
    ({ folder, name }) =>
      `${name}: (await import('./callbacks/${folder}/body.schema.json', { with: { type: 'json' } })).default`,
  );
  return [
    '/** Every event that the provider sends, by name, from its event.json. */',
    // JSON has no union types: a test validates every event.
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
    '/** One piece of evidence for the event. */',
    "export type CallbackEvidence = { readonly confidence: 'documented' | 'corroborated' | 'single'; readonly sources: readonly string[]; readonly statement: string } | { readonly confidence: 'assumed'; readonly statement: string };",
    '',
  ];
}
