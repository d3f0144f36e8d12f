/**
 * How much a header with quality values, such as `Accept`, wishes for something: from 0 to 1.
 *
 * `shapes` go from the specific to the general; the first that any of the header's ranges has decides. A header that is
 * missing wishes for nothing.
 */
export function qualityOf(header: string | undefined, shapes: readonly RegExp[]): number {
  const ranges = (header ?? '').toLowerCase().split(',').map(rangeOf);
  for (const shape of shapes) {
    const qualities = ranges.filter(({ range }) => shape.test(range)).map(({ quality }) => quality);
    if (qualities.length > 0) return Math.max(...qualities);
  }
  return 0;
}

interface Range {
  readonly range: string;
  readonly quality: number;
}

function rangeOf(text: string): Range {
  const [range = '', ...parameters] = text.split(';').map((each) => each.trim());
  const written = parameters.find((each) => each.startsWith('q='))?.slice('q='.length) ?? '1';
  const quality = Number(written);
  return { range, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}
