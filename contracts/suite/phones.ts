import type { Session } from './target.js';

/** The numbers that the cases call, by provider and role, where no real phone can ring. */
const invented: Readonly<Record<string, Session['cast']>> = {
  ytx: {
    'phone:creator': { number: '10000007556' },
    'phone:guest': { number: '10000000804' },
    // A fixed line with an extension, as the provider's page has it.
    'phone:line': { number: '01053889900,1234' },
  },
  xylink: { 'phone:invited': { number: '10000000009' } },
};

/** A cast of a simulator with the invented numbers besides, so that cases name phones by role everywhere. */
export const withInventedPhones = (provider: string, cast: Session['cast']): Session['cast'] => ({
  ...invented[provider],
  ...cast,
});

/** The roles of phones that the cases of a provider name. */
export const phoneRoles = (provider: string): readonly string[] => Object.keys(invented[provider] ?? {});

/** The numbers of all phones in a cast. */
export const phonesIn = (cast: Session['cast']): readonly string[] =>
  Object.entries(cast).flatMap(([role, { number }]) =>
    role.startsWith('phone:') && typeof number === 'string' ? [number] : [],
  );
