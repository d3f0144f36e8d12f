import fc from 'fast-check';

const surrogates = { from: 0xd800, count: 0x800 };

/** Any code point of Unicode but halves of surrogate pairs, ASCII oftener than by chance. */
export const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x7f }) },
    { weight: 14, arbitrary: fc.integer({ min: 0, max: 0x10ffff - surrogates.count }) },
  )
  .map((index) => String.fromCodePoint(index < surrogates.from ? index : index + surrogates.count));

/**
 * Any text: as `fc.string({ unit: 'binary' })`, which makes a table of all a million characters first, in each test file.
 */
export const anyText: fc.Arbitrary<string> = fc.string({ unit: anyCharacter });
