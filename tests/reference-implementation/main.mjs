// A reference implementation on YTX and XYLink: another program that stands in for both, sharing no code with the simulator.
// It is started with its configuration as JSON and says in one line where it listens; it ends when its input does.
import { once } from 'node:events';
import process from 'node:process';
import { setImmediate } from 'node:timers';
import { providers } from './provider.mjs';
import { adminServer, providerServer } from './servers.mjs';

const both = providers(JSON.parse(process.argv[2] ?? '{}'));

const stop = () => setImmediate(() => process.exit(0));
const servers = [providerServer(both), adminServer(both, stop)];
for (const server of servers) server.listen(0, '127.0.0.1');
await Promise.all(servers.map((server) => once(server, 'listening')));

const [url, admin] = servers.map((server) => `http://127.0.0.1:${server.address().port}`);
process.stdout.write(`${JSON.stringify({ url, admin })}\n`);
process.stdin.resume().once('end', stop);
