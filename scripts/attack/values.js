// Pieces from which hostile requests are put together.

const deep = (open, close, levels) => open.repeat(levels) + close.repeat(levels);

/** Makes a text when it is first asked for. */
const once = (make) => {
  let text;
  return () => (text ??= make());
};

const texts = [
  '',
  '\u0000',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  '%00'.repeat(300),
  '云讯'.repeat(400),
  '\ud800',
  '٣٤٥',
  '-1',
  '9007199254740993',
  '1e309',
  '${jndi:ldap://127.0.0.1/x}',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
];

const longTexts = [
  () => '%25'.repeat(2000),
  () => '\\u0000'.repeat(5000),
  () => '&#10;'.repeat(3000),
  () => '\\\\'.repeat(8000),
  () => 'a'.repeat(100_000),
].map(once);

const jsons = ['{"a":1,"a":2}', '[1,2', 'nul', '{"__proto__":{"polluted":true}}', '"\\ud800"', '\ufeff{}'];

const longJsons = [
  () => deep('[', ']', 50_000),
  () => deep('{"a":', '}', 5_000),
  () => `[${'1,'.repeat(100_000)}1]`,
  () => `{${Array.from({ length: 20_000 }, (_, index) => `"k${index}":0`).join(',')}}`,
  () => '1'.repeat(10_000),
].map(once);

/** A long input costs as much as a hundred short ones, and there are only a few. */
const shareOfLong = 0.02;

/** A text that often breaks programs. */
export const text = (random) => (random.chance(shareOfLong) ? random.pick(longTexts)() : random.pick(texts));

/** JSON that often breaks parsers. */
export const json = (random) => (random.chance(shareOfLong) ? random.pick(longJsons)() : random.pick(jsons));

/** A random JSON value. */
export function value(random, levels = 3) {
  const kind = random.below(levels > 0 ? 8 : 6);
  if (kind === 0) return null;
  if (kind === 1) return random.chance(0.5);
  if (kind === 2) return random.pick([0, -1, 1, 2, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308]);
  if (kind < 6) return text(random);
  const members = Array.from({ length: random.below(4) }, () => value(random, levels - 1));
  return kind === 6 ? members : Object.fromEntries(members.map((member) => [text(random).slice(0, 40), member]));
}

/** Addresses that the server must not call. */
export const addresses = (port) => [
  `http://127.0.0.1:${port}/_simulator/reset`,
  `http://localhost:${port}/~victim/_simulator/reset`,
  `http://[::1]:${port}/_simulator/world`,
  `http://127.1:${port}/_simulator/reset`,
  `http://0x7f000001:${port}/_simulator/reset`,
  `http://2130706433:${port}/_simulator/reset`,
  `http://0.0.0.0:${port}/_simulator/reset`,
  `http://victim.localhost:${port}/_simulator/reset`,
  `http://127.0.0.1:${port}/_simulator/sink/x`,
  'http://169.254.169.254/latest/meta-data',
  'http://10.0.0.1/',
  'file:///etc/passwd',
  'http://user:pass@127.0.0.1/',
  'http://127.0.0.1:1/',
  'gopher://127.0.0.1/',
  'http://',
  '',
];
