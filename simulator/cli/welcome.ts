import type { Provider } from '../core/provider.js';

/** What `serve` says once it listens: where each provider is, and a line that tries it out. */
export function welcome(url: string, providers: readonly Provider[], madeToken: string | undefined): string {
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
    '',
    `Try it:  npx understudy sign ${providers[0]?.name ?? ''} --url ${url} --curl | sh`,
    '',
  ];
  return lines.join('\n');
}
