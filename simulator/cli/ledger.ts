import type { Command } from 'commander';
import { BadUse } from './bad-use.js';

const ledgerExamples = `
Examples:
  understudy ledger
  understudy ledger --json
`;

const explainExamples = `
Examples:
  understudy explain ytx ytx/caller-is-allowed
  understudy explain ytx applicationNotVerified
`;

/** `understudy ledger` and `understudy explain`: what is known of every check, and how well. */
export function addLedger(program: Command): void {
  program
    .command('ledger')
    .description('show every check with its standing and its refusal')
    .option('--json', 'print it as JSON, evidence and cases included')
    .addHelpText('after', ledgerExamples)
    .action(async ({ json }: { readonly json?: true }) => {
      process.stdout.write(json === undefined ? await asText() : await asJson());
    });
  program
    .command('explain')
    .description('say where a code, a refusal or a check comes from')
    .argument('<provider>', 'ytx')
    .argument('<what>', 'a code of the provider, a refusal (applicationNotVerified), a check or the way it fails')
    // Codes look like flags.
    .allowUnknownOption()
    .addHelpText('after', explainExamples)
    .action(async (provider: string, what: string) => {
      process.stdout.write(`${await explanation(provider, what)}\n`);
    });
}

async function asText(): Promise<string> {
  const { providers } = await import('../providers/index.js');
  const { ledgerText } = await import('../ledger/text.js');
  return providers.map(ledgerText).join('\n');
}

async function asJson(): Promise<string> {
  const { providers } = await import('../providers/index.js');
  const { ledgerJson } = await import('../ledger/json.js');
  return `${JSON.stringify(await ledgerJson(providers), null, 2)}\n`;
}

async function explanation(name: string, what: string): Promise<string> {
  const { providers } = await import('../providers/index.js');
  const { explained } = await import('../ledger/explain.js');
  const provider = providers.find((each) => each.name === name);
  if (provider === undefined) {
    throw new BadUse(`there is no provider "${name}"; there is: ${providers.map((each) => each.name).join(', ')}`);
  }
  const text = await explained(provider, what);
  if (text !== undefined) return text;
  throw new BadUse(`${name} has no code, refusal or check "${what}"; \`understudy ledger\` lists what it has`);
}
