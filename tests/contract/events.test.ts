import { describe, expect, test } from '@jest/globals';
import { judge } from '../../simulator/platform/judge.js';
import { providers } from '../../simulator/providers/index.js';
import { contractJson } from './case-files.js';
import { eventFoldersOf } from './event-folders.js';

/** What a provider's generated.ts says of its events; it says nothing where there are none. */
interface Generated {
  readonly callbackEvents?: Readonly<Record<string, object>>;
  readonly callbackSchemas?: () => Promise<Readonly<Record<string, object>>>;
}

const twice = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

/** `NewUserCall` and `newUserCall` are kept in `new-user-call`. */
const folderFor = (event: string): string => event.replaceAll(/(?!^)(?=[A-Z])/g, '-').toLowerCase();

describe.each(providers)('the events of $name', (provider) => {
  const folders = eventFoldersOf(provider.name);
  const byName = <Value>(value: (folder: (typeof folders)[number]) => Value): Readonly<Record<string, Value>> =>
    Object.fromEntries(folders.map((each) => [each.event.name, value(each)]));

  test('are described as the schema of event.json says', () => {
    const schema = contractJson('schemas/event.schema.json') as object;
    const problems = folders.map(({ folder, event }) => [folder, judge(schema, event)]);
    expect(problems.filter(([, found]) => found?.length !== 0)).toEqual([]);
  });

  test('have samples that fit the schemas of their bodies', () => {
    const problems = folders.map(({ folder, event, body }) => [folder, judge(body, event.sample)]);
    expect(problems.filter(([, found]) => found?.length !== 0)).toEqual([]);
  });

  test('have bodies that an empty object does not fit', () => {
    expect(folders.filter(({ body }) => judge(body, {}).length === 0).map(({ folder }) => folder)).toEqual([]);
  });

  test('rest on sources that are listed', () => {
    const cited = folders.flatMap(({ event }) => event.evidence.flatMap(({ sources = [] }) => sources));
    expect(cited.filter((source) => !Object.hasOwn(provider.sources, source))).toEqual([]);
  });

  test("are documented only by the provider's own pages", () => {
    const documented = folders
      .flatMap(({ event }) => event.evidence)
      .filter(({ confidence }) => confidence === 'documented')
      .flatMap(({ sources = [] }) => sources);
    const elsewhere = documented.filter((source) => provider.sources[source]?.kind !== 'provider page');
    expect(elsewhere).toEqual([]);
  });

  test('have names, titles and types of bodies of their own', () => {
    expect(twice(folders.map(({ event }) => event.name))).toEqual([]);
    expect(twice(folders.map(({ event }) => event.title))).toEqual([]);
    expect(twice(folders.map(({ body }) => body.title))).toEqual([]);
  });

  test('are kept in folders called after them', () => {
    for (const { folder, event, body } of folders) {
      expect(folder).toBe(folderFor(event.name));
      expect(body.$id).toBe(`urn:meeting-understudy:${provider.name}:callbacks:${folder}`);
      expect(body.title).toMatch(/^[A-Z][A-Za-z]*$/);
    }
  });

  test('stand in generated.ts, every one and no other', async () => {
    const generated = (await import(`../../contracts/${provider.name}/generated.js`)) as Generated;
    expect(generated.callbackEvents ?? {}).toEqual(byName(({ event }) => event));
    expect((await generated.callbackSchemas?.()) ?? {}).toEqual(byName(({ body }) => body));
  });

  test('are those that the provider sends', async () => {
    expect(provider.callbacks?.events ?? {}).toEqual(byName(({ event }) => event));
    expect((await provider.callbacks?.schemas()) ?? {}).toEqual(byName(({ body }) => body));
  });
});
