import { format, resolveConfig } from 'prettier';

/** `openapi.json` of the control API, as a simulator with all providers returns it. */
export async function generatedControl(file) {
  const { createSimulator } = await import('../../simulator/index.js');
  const listening = await createSimulator().listen(0);
  try {
    const reply = await fetch(`${listening.url}/_simulator/openapi.json`);
    if (!reply.ok) throw new Error(await reply.text());
    return await format(await reply.text(), { ...(await resolveConfig(file)), parser: 'json' });
  } finally {
    await listening.close(0);
  }
}
