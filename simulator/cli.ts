#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { addServe } from './cli/serve.js';
import { addSign } from './cli/sign.js';
import { addCallbacks } from './cli/callbacks.js';
import { addDiagnose } from './cli/diagnose.js';
import { addDrift } from './cli/drift.js';
import { addAtlas } from './cli/atlas.js';
import { addLedger } from './cli/ledger.js';
import { addMatrix } from './cli/matrix.js';
import { addMutants } from './cli/mutants.js';
import { addRecord } from './cli/record.js';
import { addReadings } from './cli/readings.js';
import { addVerify } from './cli/verify.js';
import { BadUse } from './cli/bad-use.js';
import { inOneLine } from './cli/one-line.js';
import { version } from './platform/version.js';

const examples = `
Examples:
  understudy serve
  understudy sign ytx --curl | sh
`;

function program(): Command {
  const understudy = new Command('understudy')
    .description('Stands in for the meeting providers YTX (云讯) and XYLink (小鱼易连).')
    .version(version)
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => {
        write(inOneLine(text));
      },
    })
    .addHelpText('after', examples);
  addServe(understudy);
  addSign(understudy);
  addDiagnose(understudy);
  addLedger(understudy);
  addAtlas(understudy);
  addDrift(understudy);
  addReadings(understudy);
  addMatrix(understudy);
  addVerify(understudy);
  addRecord(understudy);
  addCallbacks(understudy);
  addMutants(understudy);
  return understudy;
}

/** What the process should exit with: 0 done, 1 a bug of ours, 2 wrong use. */
function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof BadUse) {
    process.stderr.write(inOneLine(error.message));
    return 2;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

// Whoever reads may have read enough (`| head`): that is no reason to break off, let alone before what was booked is taken back.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = exitCodeFor(error);
}
