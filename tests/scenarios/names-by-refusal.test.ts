import { expect, test } from '@jest/globals';
import { findScenarios } from '../../simulator/core/scenarios/scenario-names.js';
import { providers } from '../../simulator/providers/index.js';

/** The error for a name in a URL; undefined if a scenario has it. */
function problemFor(providerName: string, name: string) {
  const provider = providers.find((each) => each.name === providerName);
  const found = provider && findScenarios(provider, [name]);
  return found?.ok === false ? found.problem : undefined;
}

test.each([
  ['xylink', '66620', ['meeting-not-running', 'meeting-empty', 'room-unknown']],
  ['xylink', 'noMeeting', ['meeting-not-running', 'meeting-empty', 'room-unknown']],
  ['xylink', 'meeting-is-running', ['meeting-not-running']],
  [
    'ytx',
    '-205',
    ['app-unknown', 'app-of-other-environment', 'app-without-meetings', 'app-offline', 'caller-not-allowed'],
  ],
  [
    'ytx',
    'application-not-verified',
    ['app-unknown', 'app-of-other-environment', 'app-without-meetings', 'app-offline', 'caller-not-allowed'],
  ],
  ['ytx', 'application-is-online', ['app-offline']],
  ['ytx', 'ytx/application-is-online', ['app-offline']],
  ['ytx', 'application-is-not-online', ['app-offline']],
  ['ytx', 'parties-are-too-few', ['too-few-parties']],
  ['ytx', '-104', ['too-frequent']],
  ['xylink', 'signature-one-is-not-right', ['signature-one-wrong']],
])('%s/+%s leads to the scenarios that fit', (provider, name, fits) => {
  const problem = problemFor(provider, name);
  expect(problem?.status).toBe(404);
  expect(problem?.more?.['nearest']).toEqual(fits);
  expect(problem?.fix).toContain(`The scenarios that fit: ${fits.join(', ')}. `);
});

test('the names of scenarios still lead to them', () => {
  expect(problemFor('ytx', 'app-offline')).toBeUndefined();
  expect(problemFor('xylink', 'meeting-not-running')).toBeUndefined();
});
