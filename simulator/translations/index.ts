import { textIn } from '../../contracts/messages.js';
import advice from './advice.json' with { type: 'json' };
import details from './details.json' with { type: 'json' };
import errorCatalogue from './error-catalogue.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import paragraphs from './help-paragraphs.json' with { type: 'json' };
import help from './help.json' with { type: 'json' };
import output from './output.json' with { type: 'json' };
import phrases from './phrases.json' with { type: 'json' };
import profiles from './reading-profiles.json' with { type: 'json' };
import runs from './runs.json' with { type: 'json' };
import xylinkChecks from './xylink/checks.json' with { type: 'json' };
import xylinkEvidence from './xylink/evidence.json' with { type: 'json' };
import xylinkReadings from './xylink/readings.json' with { type: 'json' };
import xylinkSuccesses from './xylink/successes.json' with { type: 'json' };
import ytxChecks from './ytx/checks.json' with { type: 'json' };
import ytxEvidence from './ytx/evidence.json' with { type: 'json' };
import ytxReadings from './ytx/readings.json' with { type: 'json' };
import ytxSuccesses from './ytx/successes.json' with { type: 'json' };

/** Texts that are written in the sources with `say`, and the help of the commands. */
const messages: Readonly<Record<string, string>> = { ...help, ...paragraphs, ...errors, ...output, ...errorCatalogue };

/** Texts of the providers' contracts, and of parts that have no language of their own. */
const finished: Readonly<Record<string, string>> = {
  ...{ ...ytxReadings, ...ytxEvidence, ...ytxSuccesses, ...ytxChecks },
  ...{ ...xylinkReadings, ...xylinkEvidence, ...xylinkSuccesses, ...xylinkChecks },
  ...{ ...advice, ...details, ...phrases, ...profiles, ...runs },
};

/** Renders texts in Chinese. */
export const chinese = textIn({ language: 'zh', messages, phrases: finished });
