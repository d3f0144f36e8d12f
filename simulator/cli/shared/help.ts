import type { HelpConfiguration, Option } from 'commander';
import { columnsOf, phrase, say, type Render } from '../../../contracts/messages.js';
import { wrapText } from './text.js';

/** How commander renders the help in a language. */
export const helpIn = (text: Render): HelpConfiguration => ({
  showGlobalOptions: true,
  styleTitle: text,
  commandDescription: (command) => text(command.description()),
  subcommandDescription: (command) => text(command.description()),
  argumentDescription: ({ description }) => text(description),
  optionDescription: (option) => optionText(option, text),
  displayWidth: columnsOf,
  boxWrap: (description, width) =>
    description
      .split('\n')
      .map((line) => wrapText(line, { lead: '', indent: 0, width }))
      .join('\n'),
});

function optionText({ description, argChoices, defaultValue, defaultValueDescription }: Option, text: Render): string {
  const choices = argChoices?.map((each) => JSON.stringify(each)).join(', ');
  const shown = defaultValueDescription ?? JSON.stringify(defaultValue);
  // A default is a value, except that of a list.
  const usual = shown === 'none' ? say`none` : shown;
  const about = phrase(description);
  if (choices !== undefined && defaultValue !== undefined)
    return text(say`${about} (choices: ${choices}, default: ${usual})`);
  if (choices !== undefined) return text(say`${about} (choices: ${choices})`);
  return defaultValue === undefined ? text(about) : text(say`${about} (default: ${usual})`);
}

/** Paragraphs after the help of a command, in a language. Commands below the title `Examples:` are the same in all. */
export const helpParagraphs = (text: Render, help: string) => (): string =>
  `\n${paragraphsOf(help)
    .map((each) => paragraphText(each, text))
    .join('\n\n')}\n`;

/** The paragraphs of a help text, as they are in the catalogue. */
const paragraphsOf = (help: string): readonly string[] => help.trim().split('\n\n');

function paragraphText(paragraph: string, text: Render): string {
  const [title = '', ...examples] = paragraph.split('\n');
  return title === 'Examples:' ? [text(title), ...examples].join('\n') : text(paragraph);
}
