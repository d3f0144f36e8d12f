const codes = { red: 31, green: 32, yellow: 33, cyan: 36, faint: 2, bold: 1 } as const;

/** What a text can be painted in. */
export type Colour = keyof typeof codes;

/** Paints a text for a terminal. */
export type Paint = (colour: Colour, text: string) => string;

/** Paints in ANSI colours, or not at all. */
export const painter = (isColoured: boolean): Paint =>
  isColoured ? (colour, text) => `\u001B[${codes[colour]}m${text}\u001B[0m` : (_colour, text) => text;
