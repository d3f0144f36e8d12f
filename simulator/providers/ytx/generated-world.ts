import { wallClockOf } from '../../../contracts/ytx/china-time.js';
import type { GeneratedPart, GenerationOptions } from '../../core/state/world-generator.js';
import {
  type Draw,
  drawMeetingName,
  drawMobile,
  drawName,
  drawsFrom,
  type Faker,
  inventedId,
  stampOf,
} from '../../world-generator/draws.js';
import { defaultShownNumber, furtherShownNumber } from '../../world-generator/phones.js';
import { type Environment, meidOf, type Party } from './model.js';
import type { WrittenAccount, WrittenApplication, WrittenMeeting, WrittenWorld } from './world-format.js';

const sink = '/_simulator/sink/ytx';
const quarterOfAnHour = 15 * 60 * 1000;
/** The quarters of an hour in two weeks, the range of booked meetings. */
const quarters = 14 * 24 * 4;

/** A party to call. */
export const inventedParty = (faker: Faker): Party => ({ name: drawName(faker), phone: drawMobile(faker) });

/** `count` parties to call. */
export const inventedParties = (draw: Draw, count: number): readonly Party[] =>
  draw(`${count} parties`, (faker) => Array.from({ length: count }, () => inventedParty(faker)));

/** A meeting of an application, booked within two weeks after `startAt` (ms since the epoch). */
export function inventedMeeting(
  faker: Faker,
  { account, appid, startAt }: { readonly account: string; readonly appid: string; readonly startAt: number },
): WrittenMeeting {
  const parties = Array.from({ length: faker.number.int({ min: 2, max: 5 }) }, () => inventedParty(faker));
  return {
    account,
    appid,
    mepwd: faker.string.numeric(6),
    meetcallerid: defaultShownNumber,
    name: drawMeetingName(faker),
    creator: drawMobile(faker),
    parties,
    startsAt: wallClockOf(startAt + faker.number.int({ min: 1, max: quarters }) * quarterOfAnHour),
  };
}

/** An application, and its role if it has one. */
interface InventedApplication extends Omit<WrittenApplication, 'account'> {
  readonly role?: string;
}

const of = (environment: Environment, others: Omit<InventedApplication, 'environment'> = {}): InventedApplication => ({
  environment,
  ...others,
});

/** The applications of `account:active`: one for each role. */
const castOfTheFirst: readonly InventedApplication[] = [
  of('sandbox', { role: 'app:sandbox', shownumbers: [furtherShownNumber] }),
  of('production', { role: 'app:production', shownumbers: [furtherShownNumber] }),
  of('production', { role: 'app:offline', online: false }),
  of('production', { role: 'app:without-meetings', functions: ['sms'] }),
  of('production', { role: 'app:ip-restricted', allowedCallers: '203.0.113.9' }),
  of('production', { role: 'app:with-callback', callbackUrl: sink }),
];

/** The properties of an account by its index: the first three have the roles. */
function accountAt(
  place: number,
  faker: Faker,
): { readonly role?: string; readonly written: Omit<WrittenAccount, 'authToken'> } {
  const balance = faker.number.int({ min: 50, max: 5000 });
  if (place === 1) return { role: 'account:active', written: { status: 'active', balance } };
  if (place === 2) return { role: 'account:suspended', written: { status: 'suspended', balance } };
  if (place === 3) return { role: 'account:no-balance', written: { status: 'active', balance: 0 } };
  return { written: { status: faker.number.int(9) === 0 ? 'suspended' : 'active', balance } };
}

function applicationsAt(place: number, faker: Faker): readonly InventedApplication[] {
  if (place === 1) return castOfTheFirst;
  if (place === 2) return [of('sandbox', { role: 'app:suspended' }), of('production')];
  if (place === 3) return [of('sandbox', { role: 'app:no-balance' }), of('production')];
  const productions = Array.from({ length: faker.number.int({ min: 1, max: 3 }) }, () =>
    of('production', faker.datatype.boolean() ? {} : { callbackUrl: sink }),
  );
  return [of('sandbox'), ...productions];
}

type KeyedById<Value> = readonly [id: string, value: Value];

/** An account with its applications, meetings and roles. */
interface AccountWorld {
  readonly account: KeyedById<WrittenAccount>;
  readonly applications: readonly KeyedById<WrittenApplication>[];
  readonly meetings: readonly KeyedById<WrittenMeeting>[];
  readonly cast: readonly KeyedById<string>[];
}

interface AccountContext {
  readonly draw: Draw;
  readonly stamp: string;
  readonly startAt: number;
}

function accountWorldAt(place: number, { draw, stamp, startAt }: AccountContext): AccountWorld {
  const id = inventedId({ prefix: 'ac', length: 32, stamp }, place);
  const authToken = inventedId({ prefix: '7', length: 32, stamp }, place);
  return draw(`account ${place}`, (faker) => {
    const { role, written } = accountAt(place, faker);
    const wanted = applicationsAt(place, faker).map((each, index) => {
      return { ...each, appid: inventedId({ prefix: 'ab', length: 32, stamp }, place * 100 + index + 1) };
    });
    const [sandbox] = wanted;
    // The contract cases expect that the meetings of account:active are numbered from 001.
    const count = place === 1 ? 0 : faker.number.int({ min: 1, max: 3 });
    const booked = Array.from({ length: count }, (_, index): KeyedById<WrittenMeeting> => {
      const meeting = inventedMeeting(faker, { account: id, appid: sandbox?.appid ?? '', startAt });
      return [`${id}/${meidOf(index + 1)}`, meeting];
    });
    return {
      account: [id, { authToken, ...written }],
      applications: wanted.map(({ appid, role: _, ...application }) => [appid, { account: id, ...application }]),
      meetings: booked,
      cast: [
        ...(role === undefined ? [] : [[role, id] as const]),
        ...wanted.flatMap(({ appid, role: played }) => (played === undefined ? [] : [[played, appid] as const])),
      ],
    };
  });
}

/** Generates YTX's part of a world: accounts, each with applications in both environments and booked meetings. */
export function generatedWorld({ seed, startAt, quantities }: GenerationOptions): GeneratedPart {
  const draw = drawsFrom(`${seed}/ytx`);
  const generating = { draw, stamp: stampOf(draw), startAt };
  const { accounts = 0 } = quantities;
  const accountWorlds = Array.from({ length: accounts }, (_, index) => accountWorldAt(index + 1, generating));
  const world: WrittenWorld = {
    accounts: Object.fromEntries(accountWorlds.map(({ account }) => account)),
    applications: Object.fromEntries(accountWorlds.flatMap(({ applications }) => applications)),
    meetings: Object.fromEntries(accountWorlds.flatMap(({ meetings }) => meetings)),
  };
  return { world: { ...world }, cast: Object.fromEntries(accountWorlds.flatMap(({ cast }) => cast)) };
}
