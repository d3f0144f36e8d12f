import { createSimulator } from '../../simulator/index.js';
import { type Call, noon, prepare, send } from '../ytx/caller.js';

/** The URL of a space of a listening simulator, and the text of the diagnosis of a call to it. */
export async function diagnosed(
  call: Call,
  name: string,
): Promise<{ readonly url: string; readonly diagnosis: string }> {
  const simulator = createSimulator({ clock: { now: () => noon } });
  const { port, close } = await simulator.listen(0);
  try {
    const url = `http://127.0.0.1:${port}/~${name}`;
    const prepared = prepare(simulator.spaces.getOrCreate(name), call);
    await send(port, { ...prepared, target: `/~${name}/${prepared.host}${prepared.target}` });
    const reply = await fetch(`${url}/_simulator/journal/1/diagnosis?form=text`);
    return { url, diagnosis: await reply.text() };
  } finally {
    await close();
  }
}
