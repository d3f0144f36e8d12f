import { readFile } from 'node:fs/promises';
import { BadUse } from './bad-use.js';
import { rawRequest } from './raw-request.js';
import { whyUnreadable } from './unreadable.js';
import type { UnsentRequest } from './unsent-request.js';

/** The raw request in a file, or on standard input for `-`. */
export async function requestIn(file: string): Promise<UnsentRequest> {
  return rawRequest(file === '-' ? await standardInput() : await bytesOf(file));
}

async function standardInput(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new BadUse(`cannot read the request file ${file}: ${whyUnreadable(error)}`);
  }
}
