import { styleText } from 'node:util';

/** What a text can be painted in. */
export type Colour = 'red' | 'green' | 'yellow' | 'cyan' | 'dim' | 'bold';

/** Paints a text for a terminal. */
export type Paint = (colour: Colour, text: string) => string;

/** Paints in ANSI colours, or not at all. Whether to is the caller's to say: no stream and no variable is looked at. */
export const painter = (isColoured: boolean): Paint =>
  isColoured ? (colour, text) => styleText(colour, text, { validateStream: false }) : (_colour, text) => text;
