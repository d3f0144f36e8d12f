import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { BadUse } from './bad-use.js';
import type { Io } from './io.js';
import { rawRequest } from './raw-request.js';
import { whyUnreadable } from './unreadable.js';
import type { UnsentRequest } from './unsent-request.js';

/** The raw request in a file, or on standard input for `-`. */
export async function requestIn(file: string, { stdin, cwd }: Pick<Io, 'stdin' | 'cwd'>): Promise<UnsentRequest> {
  return rawRequest(file === '-' ? await allOf(stdin) : await bytesOf(file, cwd));
}

async function allOf(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function bytesOf(file: string, cwd: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(cwd, file));
  } catch (error) {
    throw new BadUse(`cannot read the request file ${file}: ${whyUnreadable(error)}`);
  }
}
