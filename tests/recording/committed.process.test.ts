import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { recordingFiles } from '../../contracts/recording/index.js';
import { looksLikeSecrets } from '../../contracts/recording/secret-search.js';
import { casesOf, recorded } from './played.js';

const top = fileURLToPath(new URL('../..', import.meta.url));

const committed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: top })
  .toString()
  .split('\n')
  .filter((path) => path !== '');

const read = (path: string): string => readFileSync(top + path, 'utf8');

/** Everything made up that may stand anywhere: the starting world, signed examples, the ids that cases invent. */
const known = committed
  .filter((path) => /^fixtures\/.*\.json$|\/cases\.json$/.test(path) && !isRecording(path))
  .map(read)
  .join('\n')
  .toLowerCase();

/** A file with the exchanges of a run against a provider. */
function isRecording(path: string): boolean {
  return path.endsWith('.json') && /"version":\s*1,\s*"origin"/.test(read(path));
}

/** A file that may hold a user's own ids, phones or credentials. */
const isProfileLike = (path: string): boolean =>
  /\.(ya?ml|json|env)$|(^|\/)\.env/.test(path) && /profile|recording|sandbox|credential|account/i.test(path);

/** What looks like a credential and is no fixture. */
const strangersIn = (text: string): readonly string[] =>
  looksLikeSecrets(text).filter((run) => !known.includes(run.toLowerCase()));

describe('the repository', () => {
  test('holds no recording and no profile with what looks like a credential', () => {
    const found = committed
      .filter((path) => isProfileLike(path) || isRecording(path))
      .filter((path) => strangersIn(read(path)).length > 0);
    expect(found).toEqual([]);
  });

  test('would not keep one to itself', async () => {
    const [text = ''] = Object.values(recordingFiles(await recorded(casesOf('a booking is cancelled'))));
    expect(strangersIn(text)).toEqual([]);
    expect(strangersIn(text.replace('<signature:valid>', 'caa633a90d89acbe97209ba6f7fe6124'))).toHaveLength(1);
    expect(strangersIn('authToken: 70000000000000000000000000000ac1')).toEqual([]);
    expect(strangersIn('authToken: 5d41402abc4b2a76b9719d911017c592')).toHaveLength(1);
  });

  test('keeps profiles from being added by mistake', () => {
    const ignored = (path: string): boolean => {
      try {
        execFileSync('git', ['check-ignore', '-q', path], { cwd: top });
        return true;
      } catch {
        return false;
      }
    };
    expect(['mine.profile.yaml', 'profile.yaml', 'understudy.profile.json'].filter(ignored)).toHaveLength(3);
    expect(ignored('package.json')).toBe(false);
  });
});
