import type { CaseFile, ContractCase } from '../suite/case.js';

/**
 * Whether a value stands in a case as it is. Such a value is the same for everybody who plays the case, so it stays in a
 * recording: the hour that a case is about, the id that it makes up.
 */
export function valuesOf({ base }: CaseFile, { given, when, then }: ContractCase): (value: string) => boolean {
  const text = JSON.stringify({ base, given, when, then });
  return (value) => value !== '' && standsIn(text, value);
}

/** Whether a text holds a value as a word of its own. */
function standsIn(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + value.length])) return true;
  }
  return false;
}

const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[A-Za-z0-9]/.test(character);
