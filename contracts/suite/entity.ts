import type { Entity } from './target.js';

/** A member of an entity that is text; empty where it is none. */
export const text = (entity: Entity | undefined, field: string): string => {
  const value = entity?.[field];
  return typeof value === 'string' ? value : '';
};
