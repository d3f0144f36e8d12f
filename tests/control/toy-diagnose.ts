import { headerOf, queryOf } from '../../simulator/core/requests/incoming-request.js';
import { type Findings, hypothesesOf, type MistakeText } from '../../simulator/core/diagnosis/mistakes.js';
import type { DiagnosisInput } from '../../simulator/core/provider.js';

const mistakes: Readonly<Record<string, MistakeText>> = {
  'key-backwards': {
    says: { en: 'The key of the box {box} was sent backwards.', zh: '盒子 {box} 的钥匙写反了。' },
    fix: { en: 'Turn it round.', zh: '请倒过来写。' },
  },
  'key-of-another-box': {
    says: { en: 'It is the key of another box.', zh: '这是另一个盒子的钥匙。' },
    fix: { en: 'Use the key of {box}.', zh: '请用 {box} 的钥匙。' },
  },
};

interface Facts {
  readonly box: string;
  readonly key: string;
  readonly sent: string;
  readonly others: readonly string[];
}

const backwards = (text: string): string =>
  [...new Intl.Segmenter().segment(text)]
    .map(({ segment }) => segment)
    .reverse()
    .join('');

/** Looks for the mistake behind a key that does not fit. */
export function diagnose({ context, refusedBy, documents }: DiagnosisInput): Findings {
  const box = queryOf(context.request.targetForProvider);
  const { key } = (context.documents.read('box', box) ?? {}) as { readonly key?: string };
  if (refusedBy.name !== 'toy/key-fits' || key === undefined) return { hypotheses: [] };
  const others = Array.from(documents.all('box'), ([, each]) => (each as { readonly key: string }).key);
  const facts = { box, key, sent: headerOf(context.request, 'toy-key') ?? '', others };
  const canonical = `with love to ${box}|‹key›`;
  return {
    signature: { name: 'key', canonical, expected: '1111…2222', received: '3333…4444' },
    hypotheses: hypothesesOf<Facts>(
      [
        {
          mistake: 'key-backwards',
          reproduces: (given) =>
            backwards(given.key) === given.sent
              ? { values: { box: given.box }, signed: `with love to ${given.box}|‹backwards›` }
              : undefined,
        },
        {
          mistake: 'key-of-another-box',
          reproduces: (given) =>
            given.sent !== given.key && given.others.includes(given.sent) ? { values: { box: given.box } } : undefined,
        },
      ],
      facts,
      mistakes,
    ),
  };
}
