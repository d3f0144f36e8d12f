import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Recording } from '../../contracts/recording/recording.js';
import ytxWorld from '../../fixtures/ytx/world.json' with { type: 'json' };
import { profileYaml } from '../reference-implementation/profile.js';
import { type ReferenceImplementation, startReferenceImplementation } from '../reference-implementation/start.js';
import { folderWith, tidyUp, understudy } from '../support/cli.js';

afterAll(tidyUp);

describe('a stand-in for the real sandbox', () => {
  let implementation: ReferenceImplementation;
  beforeAll(async () => {
    implementation = await startReferenceImplementation({});
  });
  afterAll(() => implementation.stop());

  test('is recorded without a secret, leaves no booking, and validates nothing', async () => {
    const cwd = folderWith({ 'its.profile.yaml': profileYaml(implementation.url) });
    const sandbox = [
      '--target',
      'sandbox',
      '--profile',
      'its.profile.yaml',
      '--i-own-this-account',
      '--i-own-these-numbers',
    ];
    const { code, stderr } = await understudy(['record', '--provider', 'ytx', ...sandbox, '--case', '*party*'], {
      cwd,
    });
    expect([code, stderr]).toEqual([0, '']);
    const text = readFileSync(join(cwd, 'recordings/ytx/create-meeting.json'), 'utf8');
    for (const { authToken } of Object.values(ytxWorld.accounts)) expect(text).not.toContain(authToken);
    expect((JSON.parse(text) as Recording).origin.kind).toBe('stand-in');
    expect([await implementation.bookings(), readdirSync(cwd).includes('validation')]).toEqual([[], false]);
  });
});
