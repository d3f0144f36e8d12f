import { request as ask } from 'node:http';

interface Asked {
  readonly method?: string;
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request with its target just as it is, and gives everything that comes back as one text. */
export function exchange(port: number, { method = 'POST', target, headers = {}, body = '' }: Asked): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = ask({ host: '127.0.0.1', port, method, path: target, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve([...response.rawHeaders, Buffer.concat(chunks).toString()].join('\n'));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
