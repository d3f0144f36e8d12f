const round = (number) => Number(number.toPrecision(3));

/** A figure held against its target; `missedBy` is how far it lies on the wrong side. */
const target = (says, reached, { limit, sign, met }) => ({
  says,
  reached,
  target: `${sign} ${limit}`,
  verdict: met ? 'met' : `missed by ${round(Math.abs(reached - limit))}`,
});

export const atLeast = (says, reached, limit) => target(says, reached, { limit, sign: '>=', met: reached >= limit });
export const atMost = (says, reached, limit) => target(says, reached, { limit, sign: '<=', met: reached <= limit });
export const below = (says, reached, limit) => target(says, reached, { limit, sign: '<', met: reached < limit });
