import { createServer } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import express from 'express';
import { listen } from '../../simulator/http/lifecycle.js';
import { bornExpress } from '../../simulator/http/server.js';

describe('requests and responses born with express’s prototypes', () => {
  test('have them before express is handed them, and work', async () => {
    const app = express();
    app.post('/a', (request, response) => {
      response.json({ type: request.is('json'), query: request.query });
    });
    const right: boolean[] = [];
    const server = createServer(bornExpress(app), (request, response) => {
      right.push(Object.getPrototypeOf(request) === app.request, Object.getPrototypeOf(response) === app.response);
      app(request, response);
    });
    const { url, close } = await listen(server, { port: 0, host: '127.0.0.1' });
    const headers = { 'content-type': 'application/json', connection: 'close' };
    const response = await fetch(`${url}/a?b=c`, { method: 'POST', headers, body: '{}' });
    expect(await response.json()).toEqual({ type: 'json', query: { b: 'c' } });
    expect(right).toEqual([true, true]);
    await close();
  });
});
