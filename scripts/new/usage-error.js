/** A mistake in the arguments of `npm run new`; the message says what to do. */
export class UsageError extends Error {
  name = 'UsageError';
}
