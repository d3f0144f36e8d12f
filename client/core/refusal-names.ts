import type { UnknownRefusal } from './errors/refused.js';

/** A provider's refusals by name, as its contract has them. */
export type Catalogue<Name extends string> = Readonly<Record<Name, { readonly code: string; readonly status: number }>>;

/** The name of the refusal with this code; `unknown` when the catalogue has none. */
export function refusalWithCode<Name extends string>(catalogue: Catalogue<Name>, code: string): Name | UnknownRefusal {
  // The keys of a catalogue are its names; Object.keys only says that they are strings.
  const names = Object.keys(catalogue) as Name[];
  return names.find((name) => catalogue[name].code === code) ?? 'unknown';
}
