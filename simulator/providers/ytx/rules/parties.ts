import { lookup } from '../../../core/pipeline/check.js';
import { assumed, documented, illegalParameter } from '../evidence.js';
import { refusals } from '../refusals.js';
import type { Party, YtxArriving } from '../vocabulary.js';

function partyOf(member: unknown): Party | undefined {
  if (typeof member !== 'object' || member === null) return undefined;
  const { name, phone } = member as { readonly name?: unknown; readonly phone?: unknown };
  if (typeof name !== 'string' || typeof phone !== 'string' || name === '' || phone === '') return undefined;
  return { name, phone };
}

export const partiesAreAList = lookup({
  name: 'ytx/parties-are-a-list',
  failsAs: 'parties-illegal',
  learns: 'parties',
  refusal: refusals.parameterIllegal,
  because: [
    documented(
      'create-meeting-page',
      '[{"name":"zhangsan","phone":"188****6401"},{"name":"wangwu","phone":"01053889900,1234"}]',
    ),
    illegalParameter,
    assumed('That one party is enough: the only public client sends one.'),
  ],
  readings: ['parties', 'unescapedParties'],
  shows: ({ route }: YtxArriving) => ({
    expected: 'one or more {name, phone}',
    received: route.decoded?.parties === undefined ? 'no list' : `a list of ${route.decoded.parties.length}`,
  }),
  find({ route }: YtxArriving): readonly Party[] | undefined {
    const parties: Party[] = [];
    for (const member of route.decoded?.parties ?? []) {
      const party = partyOf(member);
      if (party === undefined) return undefined;
      parties.push(party);
    }
    return parties.length > 0 ? parties : undefined;
  },
});
