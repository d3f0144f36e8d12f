import { refusals } from './agreed.mjs';

const contentType = 'application/json;charset=utf-8';

/** @param {unknown} value */
export const jsonReply = (status, value) => ({
  status,
  contentType,
  body: JSON.stringify(value).replace(/"id":"(-?\d{16,19})"/g, '"id":$1'),
});

/** A reply that says nothing but its status. */
export const bare = (status) => ({ status, contentType: undefined, body: '' });

/** What a provider says to refuse, before its readings and changes. */
export function refusalReply(provider, name) {
  const { status, body } = refusals[provider][name];
  return body === '' ? bare(status) : { status, contentType, body };
}

/** Where each provider puts code and text of a refusal. */
const written = {
  ytx: (body, { code, text }) => ({ ...body, ...(code && { statusCode: code }), ...(text && { statusMsg: text }) }),
  xylink: (body, { code, text }) => ({
    ...body,
    ...(text && { userMessage: text }),
    ...(code && { errorCode: Number(code), moreInfo: body.moreInfo.replace(/\d+$/, code) }),
  }),
};

/** A refusal as a check gives it since the provider changed. */
export function changedRefusal(provider, reply, { plants, check }) {
  const changes = plants.filter((plant) => ['code', 'text'].includes(plant.kind) && plant.check === check);
  return changes.reduce((before, { code, text, status = before.status }) => {
    if (before.body === '') return { ...before, status };
    const body = written[provider](JSON.parse(before.body), { code, text });
    return { ...before, status, body: JSON.stringify(body) };
  }, reply);
}

/** A success as an operation gives it since the provider changed: fields of another type, or gone. */
export function changedSuccess(reply, { plants, operation }) {
  const changes = plants.filter((plant) => plant.kind === 'type' && plant.operation === operation);
  if (changes.length === 0 || reply.body === '') return reply;
  const body = changes.reduce((value, { field, to }) => at(value, field.split('.'), to), JSON.parse(reply.body));
  return { ...reply, body: JSON.stringify(body) };
}

const turned = {
  number: Number,
  string: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  boolean: Boolean,
  array: (value) => [value],
  null: () => null,
  absent: () => undefined,
};

/** A copy of a value in which what stands at a path is of another type; `*` is every member. */
function at(value, [name, ...rest], to) {
  if (name === undefined) return turned[to](value);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) =>
    name === '*' || name === key ? [key, at(member, rest, to)] : [key, member],
  );
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
