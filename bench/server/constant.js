// Answers every request with the same bytes: what node's HTTP server alone costs. For orientation only.
import { Buffer } from 'node:buffer';
import { createServer } from 'node:http';
import { serving } from './serving.js';

const reply = Buffer.from(
  '{"statusCode":"0","statusMsg":{"meid":"001","mepwd":"000000","meetcallerid":"01000000100"}}',
);
const headers = ['Content-Type', 'application/json;charset=utf-8', 'Content-Length', String(reply.length)];

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => response.writeHead(200, headers).end(reply));
});
server.listen(0, '127.0.0.1', () => serving(server.address().port));
