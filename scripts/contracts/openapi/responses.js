import { replySchema } from './replies.js';

/** The refusals as examples, by name: the literal reply, where it is more than a status, and what it means. */
export const refusalExamples = (refusals, confidence) =>
  Object.fromEntries(
    Object.entries(refusals)
      .filter(([, { body }]) => body !== '')
      .map(([name, refusal]) => [
        name,
        {
          summary: `${refusal.code}: ${refusal.means}`,
          description: `Confidence of the reply: ${confidence(refusal)}.`,
          value: JSON.parse(refusal.body),
        },
      ]),
  );

function description(accepting, refused) {
  const bare = refused.filter(({ body }) => body === '').map(({ code, means }) => ` Empty for ${code}: ${means}`);
  const parts = [...(accepting.length > 0 ? ['Accepted'] : []), ...(refused.length > 0 ? ['refused'] : [])];
  const said = parts.join(', or ');
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.${bare.join('')}`;
}

function response(status, operations, { api, refusals, refer }) {
  const accepting = operations.filter(({ accepted }) => accepted.status === status);
  const refused = Object.entries(refusals)
    .map(([name, refusal]) => ({ name, ...refusal }))
    .filter((refusal) => refusal.status === status);
  const spoken = Object.values(refusals).filter(({ body }) => body !== '');
  const values = spoken.map((refusal) => ({ status: refusal.status, value: JSON.parse(refusal.body) }));
  const schema = replySchema(status, operations, { refusals: values, refer });
  if (schema === undefined) return { description: description(accepting, refused) };
  const successes = accepting
    .filter(({ name }) => api.operations[name]?.reply !== undefined)
    .map(({ name, title }) => [name, { summary: `${title}: accepted`, value: api.operations[name].reply }]);
  const shown = refused.filter(({ body }) => body !== '');
  const examples = [...successes, ...shown.map(({ name }) => [name, { $ref: `#/components/examples/${name}` }])];
  const content = { schema, ...(examples.length === 0 ? {} : { examples: Object.fromEntries(examples) }) };
  return { description: description(accepting, refused), content: { 'application/json': content } };
}

/** What operations that share a method and a path answer with, by status. */
export function responses(operations, parts) {
  const statuses = [...operations.map(({ accepted }) => accepted), ...Object.values(parts.refusals)];
  const distinct = [...new Set(statuses.map(({ status }) => status))].sort((one, other) => one - other);
  return Object.fromEntries(distinct.map((status) => [String(status), response(status, operations, parts)]));
}
