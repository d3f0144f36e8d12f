import { Agent } from 'node:http';
import type { Provider } from '../../simulator/core/provider.js';
import { mergePatch } from '../../contracts/json.js';
import {
  createSimulator,
  type Simulator,
  type SimulatorOptions,
  type Space,
  type World,
} from '../../simulator/index.js';
import { type Answer, type Call, noon, prepare, send } from './caller.js';

/** One simulator on a free port; every client has a space of its own. */
export interface ProviderServer {
  readonly simulator: Simulator;
  readonly ytx: Provider;
  readonly port: number;
  /** The errors that the simulator logged. */
  readonly logged: readonly string[];
  client(): SpaceClient;
  close(): Promise<void>;
}

/** One space, and its caller. */
export interface SpaceClient {
  readonly space: Space;
  call(call?: Call): Promise<Answer>;
  /** Lays a JSON merge patch over YTX's part of the world. */
  changeWorld(patch: object): void;
  setReadings(readings: Readonly<Record<string, string>>): void;
  /** YTX's part of the world as it stands now. */
  world(): WrittenPart;
}

interface WrittenPart {
  readonly meetings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Opens a simulator on a free port of loopback, its clock at noon. */
export async function startServer(options: SimulatorOptions = {}): Promise<ProviderServer> {
  const logged: string[] = [];
  const log = (text: string): void => {
    logged.push(text);
    // A bug of the simulator, with its stack: a test that fails by it shows its reply alone.
    process.stderr.write(`${text}\n`);
  };
  const simulator = createSimulator({ clock: { now: () => noon }, log, ...options });
  const [ytx] = simulator.providers.filter(({ name }) => name === 'ytx');
  if (ytx === undefined) throw new Error('there is no provider called ytx');
  const { port, close } = await simulator.listen(0);
  const agent = new Agent({ keepAlive: true });
  let clients = 0;
  return {
    simulator,
    ytx,
    port,
    logged,
    client() {
      clients += 1;
      const name = `space-${clients}`;
      const space = simulator.spaces.getOrCreate(name);
      return {
        space,
        call(call = {}) {
          const { host, target, ...rest } = prepare(space, call);
          return send(port, { ...rest, target: `/~${name}/${host}${target}` }, agent);
        },
        changeWorld(patch) {
          space.replaceWorld(mergePatch(space.world(), { ytx: patch }) as World, true);
        },
        setReadings(readings) {
          space.setReadings(ytx, readings);
        },
        world: () => space.world()['ytx'] as unknown as WrittenPart,
      };
    },
    async close() {
      agent.destroy();
      await close();
    },
  };
}
