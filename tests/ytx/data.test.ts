import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import callRecord from '../../contracts/ytx/callbacks/call-record/event.json' with { type: 'json' };
import meetingState from '../../contracts/ytx/callbacks/meeting-state/event.json' with { type: 'json' };
import values from '../../contracts/ytx/callbacks/values.json' with { type: 'json' };
import { operations } from '../../contracts/ytx/generated.js';
import neighbours from '../../contracts/ytx/neighbours.json' with { type: 'json' };
import refusals from '../../contracts/ytx/refusals.json' with { type: 'json' };
import sources from '../../contracts/ytx/sources.json' with { type: 'json' };
import cast from '../../fixtures/ytx/cast.json' with { type: 'json' };
import world from '../../fixtures/ytx/world.json' with { type: 'json' };
import type { AnyCheck } from '../../simulator/core/pipeline/check.js';
import { readings } from '../../simulator/providers/ytx/readings.js';
import type { ReadingCatalogue } from '../../simulator/core/pipeline/reading.js';
import { createSimulator } from '../../simulator/index.js';
import { refusalBytes } from './literal-replies.js';

const [ytx] = createSimulator({ clock: { now: () => 0 } }).providers.filter(({ name }) => name === 'ytx');
/** Every check once, however many operations meet it. */
const checks: readonly AnyCheck[] = [
  ...new Set(Object.values(ytx?.endpoints ?? {}).flatMap((served) => served.checks.list)),
];

describe('a refusal in the contract', () => {
  const entries = Object.entries(refusals);

  test.each(entries)('%s is valid JSON that carries its own code, with HTTP 200', (_name, { body, code, status }) => {
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ statusCode: code, statusMsg: expect.stringMatching(/./) });
    expect(JSON.stringify(JSON.parse(body))).toBe(body);
  });

  test('has the very bytes of the issue, one entry for each known code', () => {
    const written = Object.fromEntries(entries.map(([, { code, body }]) => [code, body]));
    expect(written).toEqual(refusalBytes);
    expect(entries).toHaveLength(Object.keys(refusalBytes).length);
  });

  test('carries requestId only where the page prints it', () => {
    const carrying = entries.filter(([, { body }]) => body.includes('requestId')).map(([, { code }]) => code);
    expect(carrying).toEqual(['-2']);
  });

  test('says what it means, in a sentence', () => {
    for (const [name, { means }] of entries) expect(`${name}: ${means}`).toMatch(/: [A-Z].*\.$/);
  });

  test('stands in no TypeScript: codes and texts of the provider are data', () => {
    const texts = entries.map(([, { body }]) => (JSON.parse(body) as { readonly statusMsg: string }).statusMsg);
    // A rule may quote the table as evidence; what must not be there is a code as a string or a number of its own.
    const code = /(['"`])-(?:1|2|3|4|100|101|102|104|2\d\d|704)\1|[=(:,]\s*-(?:100|101|102|104|20[0-5])\b/;
    const guilty = typeScript().filter(
      ({ text }) => code.test(text) || texts.some((each) => text.includes(`'${each}'`)),
    );
    expect(guilty.map(({ file }) => file)).toEqual([]);
  });
});

interface Source {
  readonly file: string;
  readonly text: string;
}

/** All TypeScript that ships; the client comes later, and until then its folder need not exist. */
function typeScript(): readonly Source[] {
  return ['simulator', 'contracts', 'client'].flatMap((name) => {
    const folder = fileURLToPath(new URL(`../../${name}/`, import.meta.url));
    if (!existsSync(folder)) return [];
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    return files.map((file) => ({ file: `${name}/${file}`, text: readFileSync(folder + file, 'utf8') }));
  });
}

describe('evidence', () => {
  interface Cited {
    readonly confidence: string;
    readonly sources?: readonly string[];
    readonly statement?: string;
  }
  interface Evidenced {
    readonly evidence: readonly Cited[];
  }
  const evidence: readonly Cited[] = [
    ...checks.flatMap(({ evidence }) => evidence),
    ...Object.values<Evidenced>(refusals).flatMap(({ evidence }) => evidence),
    ...Object.values<Evidenced>(operations).flatMap(({ evidence }) => evidence),
    ...[callRecord, meetingState, values].flatMap(({ evidence }) => evidence),
    ...Object.values<Evidenced>(neighbours.actions).flatMap(({ evidence }) => evidence),
    ...Object.values<Evidenced>(neighbours.paths).flatMap(({ evidence }) => evidence),
  ];
  const cited = new Set(evidence.flatMap((each) => each.sources ?? []));

  test('cites sources that are listed', () => {
    expect([...cited].filter((source) => !Object.hasOwn(sources, source))).toEqual([]);
  });

  test('lists no source that nothing cites', () => {
    expect(Object.keys(sources).filter((source) => !cited.has(source))).toEqual([]);
  });

  test('stands behind every check and refusal', () => {
    const without = [...checks, ...Object.values(refusals)].filter(({ evidence }) => evidence.length === 0);
    expect(without).toEqual([]);
  });

  test('has the confidence that its sources give it, and never claims to be validated', () => {
    const counts: Readonly<Record<string, readonly [min: number, max: number]>> = {
      assumed: [0, 0],
      single: [1, Infinity],
      corroborated: [2, Infinity],
      documented: [1, 1],
    };
    const wrong = evidence.filter(({ confidence, sources: from = [], statement = '' }) => {
      const [min, max] = counts[confidence] ?? [1, 0];
      const count = new Set(from).size;
      return count < min || count > max || statement === '';
    });
    expect(wrong).toEqual([]);
  });

  test("is documented only by the provider's own page", () => {
    const pages = evidence
      .filter(({ confidence }) => confidence === 'documented')
      .flatMap((each) => each.sources ?? []);
    const kinds = new Set(pages.map((page) => Object.entries(sources).find(([name]) => name === page)?.[1].kind));
    expect([...kinds]).toEqual(['provider page']);
  });
});

describe('a check', () => {
  test('has a name of its own, after its provider', () => {
    const names = checks.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => !/^ytx\/[a-z]+(-[a-z]+)+$/.test(name))).toEqual([]);
  });

  test('fails as a situation of its own', () => {
    const situations = checks.map(({ scenario }) => scenario);
    expect(new Set(situations).size).toBe(situations.length);
    expect(situations.filter((each) => !/^[a-z]+(-[a-z]+)+$/.test(each))).toEqual([]);
  });

  test('names only readings that exist, and every reading about what is refused is named by one', () => {
    const named = new Set(checks.flatMap((check) => check.readings));
    expect([...named].filter((name) => !Object.hasOwn(readings, name))).toEqual([]);
    // These three change the reply to a success, or what is served at all.
    const notAboutRefusing = ['requestId', 'statusMsg', 'version'];
    const shown: ReadingCatalogue = readings;
    expect(
      Object.keys(shown)
        .filter((name) => !named.has(name) && shown[name]?.seenIn === undefined)
        .sort(),
    ).toEqual(notAboutRefusing);
  });

  test('shows what it saw', () => {
    // A check that is declared without it gets one that takes nothing and shows nothing.
    expect(checks.filter(({ details }) => details.length === 0).map(({ name }) => name)).toEqual([]);
  });
});

describe('the cast', () => {
  test('has the fixed roles', () => {
    expect(Object.keys(cast)).toEqual([
      ...['account:active', 'account:suspended', 'account:no-balance'],
      ...['app:sandbox', 'app:production', 'app:offline', 'app:without-meetings', 'app:ip-restricted'],
      ...['app:no-balance', 'app:suspended', 'app:with-callback'],
    ]);
  });

  test('is played by entities of the starting world, ids plainly invented', () => {
    for (const [role, id] of Object.entries(cast)) {
      expect(Object.keys(role.startsWith('account:') ? world.accounts : world.applications)).toContain(id);
      expect(id).toMatch(/^[0-9a-f]{2}0{29}[0-9a-f]$/);
    }
  });

  test('gives six applications to the active account, and one to each of the others', () => {
    const ownerOf = (role: string): string | undefined => {
      const id = Object.entries(cast).find(([each]) => each === role)?.[1];
      const account = Object.entries(world.applications).find(([each]) => each === id)?.[1].account;
      return Object.entries(cast).find(([, each]) => each === account)?.[0];
    };
    const roles = Object.keys(cast).filter((role) => role.startsWith('app:'));
    expect(Object.fromEntries(roles.map((role) => [role, ownerOf(role)]))).toEqual({
      'app:sandbox': 'account:active',
      'app:production': 'account:active',
      'app:offline': 'account:active',
      'app:without-meetings': 'account:active',
      'app:ip-restricted': 'account:active',
      'app:no-balance': 'account:no-balance',
      'app:suspended': 'account:suspended',
      'app:with-callback': 'account:active',
    });
  });

  test('has no two tokens alike', () => {
    const tokens = Object.values(world.accounts).map(({ authToken }) => authToken);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  test('leaves nothing in the starting world without a role', () => {
    const played: ReadonlySet<string> = new Set(Object.values(cast));
    const ids = [...Object.keys(world.accounts), ...Object.keys(world.applications)];
    expect(ids.filter((id) => !played.has(id))).toEqual([]);
  });
});
