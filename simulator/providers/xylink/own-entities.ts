import { type OwnEntities, type OwnEntity, ownerOf, pairIn } from '../../core/state/own-entities.js';
import type { Adoption } from '../../core/provider.js';
import { verifiedCaller } from './common-checks.js';
import { participantIdOf } from './meeting-lifecycle.js';
import { clients, enterprises as enterpriseDocuments, type XylinkContext } from './model.js';
import { enterpriseIdIn } from './request-parts.js';
import { enterpriseFrom } from './state-serializer.js';
import type {
  WrittenEnterprise,
  WrittenMeeting,
  WrittenParticipant,
  WrittenRoom,
  WrittenWorld,
} from './world-format.js';
import schema from './world.schema.json' with { type: 'json' };

const { enterprises, rooms } = schema.properties;
const { token: tokenSchema, clientId: clientIdSchema, clientSecret } = enterprises.additionalProperties.properties;
const idAndToken = [new RegExp(enterprises.propertyNames.pattern), new RegExp(tokenSchema.pattern)] as const;
/** The enterprise ids that a world may have. */
const [enterpriseIdShape] = idAndToken;
const idAndSecret = [new RegExp(clientIdSchema.pattern), new RegExp(clientSecret.pattern)] as const;
const numberAndPeople = [new RegExp(rooms.propertyNames.pattern), /^[0-9]{1,3}$/] as const;

interface EnterpriseAdditions {
  readonly part: WrittenWorld;
  readonly enterprises: Map<string, WrittenEnterprise>;
  readonly rooms: Map<string, WrittenRoom>;
  readonly meetings: Map<string, WrittenMeeting>;
}

/** The flags of `serve` that add enterprises, their clients and rooms. */
export const ownEntities: OwnEntities<WrittenWorld> = {
  flags: [
    { name: 'enterprise', value: 'ID:TOKEN', says: 'add a XYLink enterprise' },
    {
      name: 'client',
      value: 'ID:SECRET',
      says: 'client_id and client_secret of the --enterprise before it, or of the only one',
    },
    {
      name: 'room',
      value: 'NUMBER:PEOPLE',
      says: 'add a XYLink room of the --enterprise before it, or of the only one; so many people are in its meeting',
    },
  ],
  add(part, given) {
    const additions: EnterpriseAdditions = { part, enterprises: new Map(), rooms: new Map(), meetings: new Map() };
    // Enterprises first: a client or a room may stand before the only one.
    const sorted = ['enterprise', 'client', 'room'].flatMap((flag) => given.filter((each) => each.flag === flag));
    for (const entity of sorted) {
      const problem = addOne[entity.flag]?.(entity, given, additions);
      if (problem !== undefined) return { ok: false, written: entity.written, says: problem };
    }
    return { ok: true, part: merge(additions), added: inWords(additions) };
  },
};

/** An enterprise without a client of its own: a login needs one, so it has the credentials of the enterprise. */
const ownEnterprise = (id: string, token: string): WrittenEnterprise => ({
  token,
  clientId: id,
  clientSecret: token,
});

type AddOne = (entity: OwnEntity, given: readonly OwnEntity[], additions: EnterpriseAdditions) => string | undefined;

/** Each adds one entity; a text is the reason why its value is unusable. */
const addOne: Readonly<Record<string, AddOne>> = {
  enterprise({ value }, _given, { part, enterprises: added }) {
    const [id, token] = pairIn(value, idAndToken) ?? [];
    if (id === undefined || token === undefined) return shapeOf('ID:TOKEN', 'token');
    added.set(id, { ...ownEnterprise(id, token), ...part.enterprises?.[id], token });
    return undefined;
  },
  client(entity, given, { enterprises: added }) {
    const [clientId, secret] = pairIn(entity.value, idAndSecret) ?? [];
    if (clientId === undefined || secret === undefined) return shapeOf('ID:SECRET', 'secret');
    const owner = ownerIdOf(entity, given);
    const enterprise = owner === undefined ? undefined : added.get(owner);
    if (owner === undefined || enterprise === undefined) return ownerMissing;
    added.set(owner, { ...enterprise, clientId, clientSecret: secret });
    return undefined;
  },
  room(entity, given, { part, rooms: added, meetings }) {
    const [number, people] = pairIn(entity.value, numberAndPeople) ?? [];
    if (number === undefined || people === undefined)
      return 'must be NUMBER:PEOPLE: 4 to 20 digits, a colon, and a number of people from 0 to 999';
    const enterprise = ownerIdOf(entity, given);
    if (enterprise === undefined) return ownerMissing;
    added.set(number, { ...part.rooms?.[number], enterprise });
    if (Number(people) > 0) meetings.set(number, meetingOf(number, Number(people), meetings.size));
    return undefined;
  },
};

const ownerMissing = 'needs the enterprise that it belongs to: add --enterprise ID:TOKEN before it';

const shapeOf = (form: string, secret: string): string =>
  `must be ${form}: 8 to 64 letters and digits, a colon, and a ${secret} of 8 to 128 of letters, digits and ._~+/=-`;

const ownerIdOf = (entity: OwnEntity, given: readonly OwnEntity[]): string | undefined =>
  ownerOf(entity, 'enterprise', given)?.value.split(':', 1)[0];

/** Less than the ids of participants who are invited later, and apart from those of generated worlds. */
const firstParticipant = 101_500_000;

/** A running meeting of so many people with apps on invented mobile numbers; `before` meetings were added already. */
function meetingOf(number: string, people: number, before: number): WrittenMeeting {
  const participants = Array.from({ length: people }, (_, index): WrittenParticipant => {
    const running = before * 1000 + index + 1;
    return {
      id: firstParticipant + running,
      type: 5,
      participantId: participantIdOf(running),
      participantNumber: `1001${String(running).padStart(7, '0')}`,
      name: `与会者${index + 1}`,
    };
  });
  return { meetingId: `1156${number.slice(-9).padStart(9, '0')}`, participants };
}

const merge = ({ part, ...added }: EnterpriseAdditions): WrittenWorld => ({
  ...part,
  enterprises: { ...part.enterprises, ...Object.fromEntries(added.enterprises) },
  rooms: { ...part.rooms, ...Object.fromEntries(added.rooms) },
  meetings: { ...part.meetings, ...Object.fromEntries(added.meetings) },
});

const inWords = ({ enterprises: all, rooms: inside, meetings }: EnterpriseAdditions): readonly string[] => [
  ...Array.from(all, ([id, { clientId }]) => `enterprise ${id}${clientId === id ? '' : `, client ${clientId}`}`),
  ...Array.from(inside.keys(), (number) => `room ${number} (${meetings.get(number)?.participants.length ?? 0})`),
];

/** Adds an unknown enterprise whose request is signed by scheme 1. Scheme 2 needs a login of a known client. */
export const adoption: Adoption<XylinkContext> = {
  signed: verifiedCaller,
  callerWith({ documents, request, readings }, token) {
    const id = enterpriseIdIn(request, readings) ?? '';
    if (!enterpriseIdShape.test(id) || enterpriseDocuments.read(documents, id) !== undefined) return undefined;
    // Another enterprise may have this client: then the world would have it twice.
    if (clients.read(documents, id) !== undefined) return undefined;
    const [enterprise, client] = enterpriseFrom(id, ownEnterprise(id, token));
    return { changes: [enterprise, client], what: `enterprise ${id}` };
  },
};
