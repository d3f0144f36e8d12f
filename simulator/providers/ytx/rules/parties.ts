import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, documented, refusals, single } from '../evidence.js';
import type { Party, YtxContext } from '../model.js';
import type { Readings } from '../readings.js';
import type { YtxWithFields } from './body.js';

export function partyOf(member: unknown, { partyNames }: Readings): Party | undefined {
  if (typeof member !== 'object' || member === null) return undefined;
  const { name: nameOrNothing, phone } = member as { readonly name?: unknown; readonly phone?: unknown };
  const name = nameOrNothing ?? '';
  if (typeof name !== 'string' || typeof phone !== 'string' || phone === '') return undefined;
  if (name === '' && partyNames === 'required') return undefined;
  return { name, phone };
}

export const partiesAreAList = lookup({
  name: 'ytx/parties-are-a-list',
  scenario: 'parties-illegal',
  provides: 'parties',
  refusal: refusals.parameterIllegal,
  evidence: [
    documented(
      'create-meeting-page',
      '[{"name":"zhangsan","phone":"188****6401"},{"name":"wangwu","phone":" … ,1234"}]',
    ),
    assumed('One party is enough: the only public client sends one.'),
  ],
  readings: ['parties', 'unescapedParties', 'partyNames'],
  details: ({ route }: YtxWithFields) => ({
    expected: 'one or more {name, phone}',
    received: route.decoded?.parties === undefined ? 'not a list' : `a list of ${route.decoded.parties.length}`,
  }),
  // Without `parties`, which only a reading allows, there is no list.
  resolve({ route, fields, readings }: YtxWithFields): readonly Party[] | null | undefined {
    if (fields['parties'] === undefined) return null;
    const parties: Party[] = [];
    for (const member of route.decoded?.parties ?? []) {
      const party = partyOf(member, readings);
      if (party === undefined) return undefined;
      parties.push(party);
    }
    return parties.length > 0 ? parties : undefined;
  },
});

type CreatorContext = YtxContext & { readonly textFields: { readonly creator: string | undefined } };
type PartiesContext = YtxContext & { readonly parties: readonly Party[] | null };

const fewest = { one: 1, three: 3 } as const;

export const partiesAreNotTooFew = rule({
  name: 'ytx/parties-are-not-too-few',
  scenario: 'too-few-parties',
  refusal: refusals.parameterIllegal,
  evidence: [
    documented('create-meeting-page', '打破通话只能局限于2方的界限,可以满足3方以上同时通话。'),
    assumed('Our choice: one party is enough. Its own samples have two, one of them the creator.'),
  ],
  readings: ['fewestParties'],
  details: ({ parties, readings }: PartiesContext) => ({
    expected: `at least ${fewest[readings.fewestParties]}`,
    received: parties?.length ?? 0,
  }),
  test: ({ parties, readings }: PartiesContext) => parties === null || parties.length >= fewest[readings.fewestParties],
});

const mobile = /^1\d{10}$/;
const maskedMobile = /^1\d{2}\*{4}\d{4}$/;
/** Area code of three or four digits, number of seven or eight, and an extension after a comma. */
const fixedLine = /^0\d{2,3}\d{7,8}(,\d{1,8})?$/;

export function isPhone(text: string, { maskedPhones }: Readings): boolean {
  return mobile.test(text) || fixedLine.test(text) || (maskedPhones === 'accepted' && maskedMobile.test(text));
}

const phoneRule = {
  refusal: refusals.phoneIllegal,
  evidence: [
    documented('create-meeting-page', "也可以是名称和固话+分机号,固话和分机号用逗号','隔开"),
    single('vendor-error-table', '只能是一个直线固话或手机,固话前要加区号'),
    single(
      ['vendor-error-table', 'error-table-python'],
      "Two copies of the provider's table of codes list one for an illegal phone number.",
    ),
    assumed(
      'The exact formats: 11 digits that start with 1; or 0, area code and number with an extension of up to 8 digits.',
    ),
  ],
  readings: ['maskedPhones'],
} as const;

const expected = '11-digit mobile, or fixed line with area code and optional ",extension"';

export const creatorIsAPhone = rule({
  name: 'ytx/creator-is-a-phone',
  scenario: 'creator-not-a-phone',
  ...phoneRule,
  readings: ['creatorForm', ...phoneRule.readings],
  details: ({ textFields }: CreatorContext) => ({ expected, received: textFields.creator ?? 'nothing' }),
  test: ({ textFields, readings }: CreatorContext) =>
    textFields.creator === undefined || readings.creatorForm === 'label' || isPhone(textFields.creator, readings),
});

export const partiesHavePhones = rule({
  name: 'ytx/parties-have-phones',
  scenario: 'party-phone-illegal',
  ...phoneRule,
  details: ({ parties }: PartiesContext) => ({ expected, received: (parties ?? []).map(({ phone }) => phone) }),
  test: ({ parties, readings }: PartiesContext) =>
    parties === null || parties.every(({ phone }) => isPhone(phone, readings)),
});
