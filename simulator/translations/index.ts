import { textIn } from '../../contracts/messages.js';
import data from './data.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import paragraphs from './help-paragraphs.json' with { type: 'json' };
import help from './help.json' with { type: 'json' };
import output from './output.json' with { type: 'json' };
import phrases from './phrases.json' with { type: 'json' };
import runs from './runs.json' with { type: 'json' };

/** Texts that are written in the sources with `say`, and the help of the commands. */
const messages: Readonly<Record<string, string>> = { ...help, ...paragraphs, ...errors, ...output };

/** Renders texts in Chinese. */
export const chinese = textIn({ language: 'zh', messages, phrases: { ...data, ...phrases, ...runs } });
