/** What the person who called `npm run new` got wrong; the message says what to do. */
export class UsageError extends Error {
  name = 'UsageError';
}
