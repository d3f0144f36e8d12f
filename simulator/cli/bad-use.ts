/** A flag or a file that cannot be used as it is; its message is the one line that its user reads. */
export class BadUse extends Error {
  override readonly name = 'BadUse';
}
