import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { top } from '../support/cli.js';

const tracked = execFileSync('git', ['ls-files'], { cwd: top }).toString().split('\n');

describe('profiles, which hold credentials,', () => {
  test.each([
    'profile.yaml',
    'team.profile.yaml',
    'docs/profile.yaml',
    'understudy.profile.json',
    'ci/understudy.profile.yml',
  ])('are ignored by git as %s', (file) => {
    expect(spawnSync('git', ['check-ignore', '--no-index', '-q', file], { cwd: top }).status).toBe(0);
  });

  test('are not among the files that git tracks, but for the example', () => {
    const alike = tracked.filter((file) => /profile[^/]*\.(ya?ml|json|env)$/i.test(file));
    const known =
      /^(docs\/profile\.example\.yaml|contracts\/(ytx|xylink)\/profile\.schema\.json|simulator\/(providers\/(ytx|xylink)|translations)\/reading-profiles\.json)$/;
    expect(alike.filter((file) => !known.test(file))).toEqual([]);
  });
});
