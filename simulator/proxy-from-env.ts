/**
 * Makes Node use the proxy of `http_proxy`, `https_proxy` and `no_proxy`, which Node 20 ignores: preload it by
 * `node --import meeting-understudy/proxy-from-env`. It replaces the default agents of `http` and `https`, and the global
 * dispatcher of `fetch`; a program that makes its own agents or dispatchers keeps those.
 */
import http from 'node:http';
import https from 'node:https';
import { Agent, type AgentConnectOpts } from 'agent-base';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { EnvHttpProxyAgent, setGlobalDispatcher } from 'undici';

const direct = { http: http.globalAgent, https: https.globalAgent };
const tunnels = new Map<string, HttpsProxyAgent<string>>();

/** The agent that tunnels through a proxy: the same for each request, so that connections are kept alive. */
function tunnelThrough(proxy: string): HttpsProxyAgent<string> {
  const known = tunnels.get(proxy) ?? new HttpsProxyAgent(proxy, { keepAlive: true });
  tunnels.set(proxy, known);
  return known;
}

/** A class, since the package offers no other way to choose an agent for each request. */
class EnvironmentAgent extends Agent {
  override connect(_request: http.ClientRequest, options: AgentConnectOpts): http.Agent {
    const scheme = options.secureEndpoint ? 'https' : 'http';
    const { host = 'localhost', port } = options;
    const proxy = getProxyForUrl(`${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`);
    // A tunnel for plain HTTP, too: the request then stays as the program wrote it.
    return proxy === '' ? direct[scheme] : tunnelThrough(proxy);
  }
}

const names = ['http_proxy', 'https_proxy', 'all_proxy'];

if (names.some((name) => (process.env[name] ?? process.env[name.toUpperCase()] ?? '') !== '')) {
  setGlobalDispatcher(new EnvHttpProxyAgent());
  for (const module of [http, https]) Object.assign(module, { globalAgent: new EnvironmentAgent() });
}
