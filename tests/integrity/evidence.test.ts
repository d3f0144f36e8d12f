import { expect, test } from '@jest/globals';
import type { Evidence } from '../../simulator/core/pipeline/evidence.js';
import { providers } from '../../simulator/providers/index.js';
import { evidenceOf } from '../support/evidence.js';

test.each(providers)(
  '$name: corroborated evidence has sources of two lineages, all other evidence of one',
  (provider) => {
    const lineagesOf = (each: Evidence): number =>
      'sources' in each ? new Set(each.sources.map((source) => provider.sources[source]?.lineage)).size : 0;
    const cited = evidenceOf(provider).filter(({ confidence }) => confidence !== 'assumed');
    expect(cited.length).toBeGreaterThan(20);
    const wrong = cited.filter((each) => (each.confidence === 'corroborated') !== lineagesOf(each) >= 2);
    expect(wrong).toEqual([]);
  },
);

test.each(providers)(
  '$name: each refusal has evidence for its code, text and status, all of them for headers',
  (provider) => {
    expect(provider.commonEvidence?.order.length).toBeGreaterThan(0);
    expect(provider.commonEvidence?.headers.length).toBeGreaterThan(0);
    const missing = Object.values(provider.refusals).flatMap(({ name, evidence }) =>
      ['code', 'text', 'status']
        .filter((part) => !evidence.some(({ about }) => about.some((each) => each === part)))
        .map((part) => `${name}: ${part}`),
    );
    expect(missing).toEqual([]);
  },
);
