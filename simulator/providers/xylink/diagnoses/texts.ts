import texts from './mistakes.json' with { type: 'json' };

/** What is told of each mistake, by its id. */
export { texts };

/** A mistake that has a text. */
export type MistakeId = keyof typeof texts;
