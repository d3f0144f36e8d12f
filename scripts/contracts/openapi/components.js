import { isDeepStrictEqual } from 'node:util';

/** Where schemas stand inside a schema; everything else is data and stays as it is. */
const inObjects = new Set(['properties', 'patternProperties', 'dependentSchemas', '$defs']);
const inLists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const alone = new Set(
  'items contains additionalProperties propertyNames unevaluatedProperties not if then else contentSchema'.split(' '),
);

function changed(keyword, value, change) {
  if (alone.has(keyword)) return change(value);
  if (inLists.has(keyword)) return value.map(change);
  if (!inObjects.has(keyword)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, change(part)]));
}

/** What OpenAPI can name a component. */
const isName = (title) => typeof title === 'string' && /^[\w.-]+$/.test(title);

/** Collects the titled schemas, and what is titled within them, as components: `refer` gives a schema back as a reference. */
export function componentSchemas() {
  const schemas = {};
  const refer = (schema) => {
    if (typeof schema === 'boolean') return schema;
    const said = Object.entries(schema).filter(([keyword]) => keyword !== '$schema' && keyword !== '$id');
    const whole = Object.fromEntries(said.map(([keyword, value]) => [keyword, changed(keyword, value, refer)]));
    const { title } = whole;
    if (!isName(title)) return whole;
    if (Object.hasOwn(schemas, title) && !isDeepStrictEqual(schemas[title], whole))
      throw new Error(`two different schemas have the title ${title}`);
    schemas[title] = whole;
    return { $ref: `#/components/schemas/${title}` };
  };
  return { schemas, refer };
}
