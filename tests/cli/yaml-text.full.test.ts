import { expect, test } from '@jest/globals';
import { parsedYaml } from '../../simulator/cli/shared/world-file.js';

test('a YAML file of more than a million values is not read', async () => {
  await expect(parsedYaml('file', `[${'1,'.repeat(1_000_000)}]`)).rejects.toThrow(/^file has more than 1000000 values/);
});
