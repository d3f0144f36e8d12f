import { describe, expect, test } from '@jest/globals';
import { profileFrom } from '../../simulator/cli/verify/profile.js';
import { createSimulator } from '../../simulator/index.js';
import { cast, profileOf, profileYaml } from './profile.js';

describe('the profile for a reference implementation', () => {
  test('has the roles that the simulator has, and says of each what that does', () => {
    const known = createSimulator().spaces.getOrCreate('profile').cast();
    expect(known).toMatchObject(cast);
    expect(Object.keys({ ...cast.ytx, ...cast.xylink })).toEqual(Object.keys({ ...known['ytx'], ...known['xylink'] }));
  });

  test('is read from YAML as it is', async () => {
    const url = 'http://127.0.0.1:4010';
    const restraint = { requestsPerSecond: 5, budget: 20 };
    expect(await profileFrom('profile.yaml', profileYaml(url, restraint), {})).toEqual(profileOf(url, restraint));
  });
});
