import type { Provider } from '../core/provider.js';

/** What `serve` can tell about itself once it listens. */
export interface Served {
  readonly url: string;
  readonly providers: readonly Provider[];
  /** The control token, if it was made here: nobody else knows it. */
  readonly madeToken: string | undefined;
  /** A shell command that tries a provider out; undefined when nobody in this world could sign it. */
  readonly attempt: string | undefined;
}

/** What `serve` says once it listens: where each provider is, and a line that tries it out. */
export function welcome({ url, providers, madeToken, attempt }: Served): string {
  const hosts = providers.flatMap(({ name, hosts: each }) =>
    each.map(({ host, label }) => [`${name} ${label}`, `${url}/${host}`] as const),
  );
  const rows = [...hosts, ['control API', `${url}/_simulator/`] as const];
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = [
    `Understudy listens on ${url}`,
    '',
    ...rows.map(([label, address]) => `  ${label.padEnd(width)}  ${address}`),
    ...(madeToken === undefined ? [] : ['', `  control token (shown only now): ${madeToken}`]),
    ...(attempt === undefined ? [] : ['', `Try it:  ${attempt}`]),
    '',
  ];
  return lines.join('\n');
}
