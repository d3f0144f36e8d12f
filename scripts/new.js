// `npm run new`: writes the files of a new operation or a new check; the parts to fill in are marked TODO(new).
import process from 'node:process';
import { command } from './new/command.js';

const { status, stdout, stderr } = await command(process.argv.slice(2));
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status;
