import { allCaseFiles } from '../../contracts/suite/read-cases.js';
import { type Report, type ReportContext, reportOf } from '../../contracts/suite/reports/index.js';
import { planOf } from '../../contracts/suite/run/plan.js';
import type { Run } from '../../contracts/suite/run/result.js';
import { runCases } from '../../contracts/suite/run/run.js';
import type { Target } from '../../contracts/suite/target.js';
import { createSimulator } from '../../simulator/index.js';
import { checksOf } from '../../simulator/checks-report/rows.js';
import { version } from '../../simulator/platform/version.js';
import { suiteTarget } from '../../simulator/suite-target.js';

const clock = { now: () => Date.parse('2026-11-21T12:00:00+08:00') };
const simulator = createSimulator({ clock });

/** Every credential in the cast: what a profile would keep secret. */
export const worldSecrets: readonly string[] = Object.values(simulator.spaces.getOrCreate(undefined).cast())
  .flatMap((roles) => Object.values(roles))
  .flatMap((entity) => Object.entries(entity))
  .filter(([field]) => /token|secret/i.test(field))
  .map(([, value]) => String(value));

/** A target that answers every accepted request wrongly: with the whole request and all secrets it knows. */
const indiscreet = (target: Target): Target => ({
  ...target,
  keepsState: true,
  controls: ['world', 'clock', 'caller'],
  async begin(situation) {
    const session = await target.begin(situation);
    const talkative: typeof fetch = async (input, init) => {
      const reply = await session.fetch(input, init);
      if (typeof input === 'string' && input.includes('/end')) return new Response('busy', { status: 503 });
      if (reply.headers.has('simulator-refused-by')) return reply;
      const requestSeen = { url: input, headers: init?.headers, body: textOf(init?.body), secrets: worldSecrets };
      return new Response(JSON.stringify(requestSeen), { status: reply.status, headers: reply.headers });
    };
    return { ...session, fetch: talkative };
  },
});

const textOf = (body: unknown): string => (body instanceof Uint8Array ? Buffer.from(body).toString() : '');

/** A run of every case against it. */
export async function indiscreetRun(): Promise<Run> {
  return runCases(planOf(await allCaseFiles(), {}), { target: indiscreet(suiteTarget(simulator)), clock });
}

/** Everything the checks report knows, and the redactor of the simulator's starting world. */
export function contextOfSimulator(): ReportContext {
  const redact = simulator.spaces.getOrCreate(undefined).redactor();
  const rows = simulator.providers.flatMap(checksOf);
  return {
    checks: Object.fromEntries(
      rows.map(({ check, statement, evidence }) => {
        const lines = evidence.map((each) => `${each.confidence}: ${each.statement}`);
        return [check, { statement, evidence: lines }];
      }),
    ),
    version,
    redact: (text) => redact(text),
  };
}

/** The report on the indiscreet run. */
export const indiscreetReport = async (): Promise<Report> => reportOf(await indiscreetRun(), contextOfSimulator());
