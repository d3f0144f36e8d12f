// A program with the providers' hosts written into it, and with no word about a proxy or a CA.
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import redirecting from 'follow-redirects';

const address = 'https://sdk.xylink.com/api/rest/external/v1/callbacks';

async function statusOf(request) {
  const [response] = await once(request, 'response');
  response.resume();
  await once(response, 'end');
  return response.statusCode;
}

console.log('fetch', (await fetch(address)).status);
console.log('https.get', await statusOf(https.get(address)));
// What axios does.
console.log('follow-redirects', await statusOf(redirecting.https.get(address)));
console.log('http.get', await statusOf(http.get('http://api.ytx.net/201612/')));
