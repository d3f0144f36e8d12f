import type { Entity } from './target.js';

/** A member of an entity that is text; empty where it is none. */
export const text = (entity: Entity | undefined, field: string): string => {
  const value = entity?.[field];
  return typeof value === 'string' ? value : '';
};

/** The id of a role's entity: what it says of itself first; undefined where there is no entity. */
export const idOf = (entity: Entity | undefined): unknown => Object.values(entity ?? {})[0];
