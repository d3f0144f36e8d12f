/** Gives a text that never comes twice; a test hands in its own. */
export type Random = () => string;

/** 122 bits of the machine's own chance, as a UUID. */
// eslint-disable-next-line no-restricted-globals -- the one door that chance comes in by
export const machineRandom: Random = () => crypto.randomUUID();
