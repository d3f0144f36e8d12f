// A receiver in a process of its own, which may be killed: `node crashing-receiver.mjs PORT holds|answers`.
// It writes its port, and then the number of each callback that has come whole, a line each.
import { createServer } from 'node:http';
import process from 'node:process';

const [port, manner] = process.argv.slice(2);
const server = createServer((request, response) => {
  request.resume().on('end', () => {
    process.stdout.write(`${request.headers['simulator-callback']}\n`);
    if (manner === 'answers') response.end('ok');
  });
});
server.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write(`${server.address().port}\n`);
});
