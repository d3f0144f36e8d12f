import phones from '../../../fixtures/phones.json' with { type: 'json' };
import xylink from '../../../fixtures/xylink/world.json' with { type: 'json' };
import ytx from '../../../fixtures/ytx/world.json' with { type: 'json' };

/** Ids and numbers, as worlds write them: what has so many digits in a row is no word. */
const idShape = /[\w-]*\d{6}[\w-]*/g;

const idsIn = (world: object): ReadonlySet<string> => new Set(JSON.stringify(world).match(idShape));

const invented: Readonly<Record<string, ReadonlySet<string>>> = { xylink: idsIn(xylink), ytx: idsIn(ytx) };

/** Whether a text is an id of a provider's included world, which nobody else knows. */
export const isInvented = (provider: string, text: string): boolean => invented[provider]?.has(text) === true;

const { mobile, mobiles, shownNumbers } = phones;
const inventedMobile = new RegExp(`^${mobile.prefix}\\d{${mobile.digits}}$`);
const listed = new Set([...mobiles, ...shownNumbers]);

/** Whether a phone number is one of those that this package made up or took from a provider's page. */
export const isInventedPhone = (number: string): boolean => inventedMobile.test(number) || listed.has(number);
