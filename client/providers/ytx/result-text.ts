/**
 * A success whose `statusMsg` is JSON text, with what the text holds in its place; anything else as it is.
 *
 * The provider's page shows the result as an object and types it as a string, so either may come.
 */
export function withResultRead(reply: unknown, acceptedCode: string): unknown {
  if (typeof reply !== 'object' || reply === null) return reply;
  const { statusCode, statusMsg } = reply as { readonly statusCode?: unknown; readonly statusMsg?: unknown };
  if (statusCode !== acceptedCode || typeof statusMsg !== 'string') return reply;
  const result = objectIn(statusMsg);
  return result === undefined ? reply : { ...reply, statusMsg: result };
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
