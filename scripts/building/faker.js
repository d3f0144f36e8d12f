// Faker without the words that no invented world needs: most of its size, and all of its English.
import { pathToFileURL } from 'node:url';

/** Reduces faker's Chinese to these modules; a test makes the same worlds with the tarball as with the sources. */
export const fakerOf = (modules) => ({
  name: 'faker-of',
  load: {
    filter: { id: /@faker-js.faker.dist.locale.zh_CN\.js$/ },
    async handler(id) {
      const { faker } = await import(pathToFileURL(id).href);
      const words = Object.fromEntries(['metadata', ...modules].map((name) => [name, faker.rawDefinitions[name]]));
      return [
        "import { faker as base } from './base.js';",
        `const words = ${JSON.stringify(words)};`,
        'export const faker = new base.constructor({ locale: [words, base.rawDefinitions] });',
      ].join('\n');
    },
  },
});
