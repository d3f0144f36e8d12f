import { english, type Render } from '../../../contracts/messages.js';
import { type AnyCheck, refusalOf, type Shown } from '../pipeline/check.js';
import { checkConfidence, wholeConfidence } from '../pipeline/confidence.js';
import type { Refusal } from '../pipeline/refusal.js';
import { warningViews } from '../pipeline/warning.js';
import type { Provider } from '../provider.js';
import { redactedBeginning } from '../redaction/long-text.js';
import { type Redact, redactJson } from '../redaction/redactor.js';
import { type NotAdopted, adoptionProblem } from '../requests/adoption.js';
import type { Exchange } from '../requests/handle-request.js';
import { replayContext } from '../requests/replay.js';
import { type Step, traceOf } from '../requests/trace.js';
import type { DocumentRead, Documents, DocumentReader } from '../state/documents.js';
import type { JournalEntry } from '../state/journal.js';
import type { Advice } from './advice.js';
import {
  type AdviceView,
  type CheckMet,
  type Diagnosis,
  type LikelyMistake,
  reachedProvider,
  type RefusalView,
  refusingCheck,
} from './diagnosis.js';
import { firstDifference } from './differences.js';
import { fillPlaceholders, type Findings, type Hypothesis } from './mistakes.js';
import { insteadOf } from './nearest.js';
import { joinSentences, type Language, sentence } from './sentences.js';
import { cleanedSignedText } from './signed-text.js';
import { summary } from './summary.js';

/** The input of a diagnosis. */
interface Diagnosing {
  /** All providers: the request may have been meant for another one. */
  readonly providers: readonly Provider[];
  /** The documents of the exchange's space, in their present state. */
  readonly documents: Documents;
  /** Tokens with which unknown callers are added to that space. Default: none. */
  readonly adoptTokens?: readonly string[];
  readonly redact: Redact;
  readonly language: Language;
  /** Renders the details of checks, and their evidence, in that language. Default: in English. */
  readonly text?: Render;
  /** The URL of the simulator and the space, for commands in the advice. Default: the CLI's default address. */
  readonly simulator?: string;
}

/**
 * Explains the outcome of a request: the checks it passed through, the likely mistakes, the nearest operations.
 *
 * It runs the checks again when it is called.
 */
export function diagnosisOf(
  { exchange, complete }: Pick<JournalEntry, 'exchange' | 'complete'>,
  {
    providers,
    documents,
    adoptTokens,
    redact,
    language,
    text = english,
    simulator = 'http://127.0.0.1:4010',
  }: Diagnosing,
): Diagnosis {
  const { id, provider, request, outcome, warnings } = exchange;
  const clean = (text: string): string => redactedBeginning(text, (each) => redact(each, request));
  const ids = provider.secretRules.idsIn(documents);
  const cleanSigned = (text: string): string => cleanedSignedText(text, { redact, request, ids });
  const trace = complete && reachedProvider(exchange) ? traceOf(exchange) : [];
  const refusedBy = refusingCheck(exchange, trace);
  const found = {
    exchange: id,
    provider: provider.name,
    // Filled in last, though it comes first in the JSON.
    says: '',
    ...summariseOutcome(exchange, refusedBy, { language, text }),
    ...stubOf(exchange),
    whole: complete,
    checks: trace.map((step) => summariseCheck(step, refusedBy, exchange)),
  };
  const cleanId = (id: string): string => redact(id, request, false);
  const rendering = { language, clean, cleanSigned, cleanId, simulator };
  const shown = redactJson(found, clean) as typeof found;
  const unsaid: Diagnosis = {
    ...shown,
    checks: shown.checks.map((each) => translateCheck(each, text)),
    language,
    source: outcome.source,
    ...(complete && refusedBy
      ? explainRefusal(
          { exchange, refusedBy, documents, adoptTokens, shown: translateDetails(trace.at(-1)?.saw ?? {}, text) },
          rendering,
        )
      : nothing),
    ...(warnings.length > 0 && { warnings: warningViews(warnings, language, clean) }),
    ...insteadOf(exchange, { providers, language, clean, simulator }),
  };
  return { ...unsaid, says: summary(unsaid, exchange) };
}

const nothing = { hypotheses: [] };

const stubOf = ({ stub }: Exchange): Pick<Diagnosis, 'stub'> => (stub === undefined ? {} : { stub: stub.name });

function summariseCheck(
  { check, passed, saw }: Step,
  refusedBy: AnyCheck | undefined,
  { provider, readings }: Exchange,
): CheckMet {
  const met = { check, passed, ...saw };
  if (passed || refusedBy?.name !== check) return met;
  const parts = checkConfidence(refusedBy, refusalOf(refusedBy, readings), provider.commonEvidence);
  return { ...met, confidence: { whole: wholeConfidence(parts), ...parts }, evidence: refusedBy.evidence };
}

/** Names and values stay as they are; sentences about them are translated. */
const translateDetails = (details: Shown, text: Render): Shown =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name, typeof value === 'string' ? text(value) : value]),
  );

const translateCheck = ({ check, passed, evidence, confidence, ...details }: CheckMet, text: Render): CheckMet => ({
  check,
  passed,
  ...translateDetails(details, text),
  ...(confidence !== undefined && { confidence }),
  ...(evidence !== undefined && { evidence: evidence.map((each) => ({ ...each, statement: text(each.statement) })) }),
});

/** A refusal to explain, and what its check showed. */
interface RefusalAsked {
  readonly exchange: Exchange;
  readonly refusedBy: AnyCheck;
  readonly documents: Documents;
  readonly adoptTokens: readonly string[] | undefined;
  readonly shown: Shown;
}

/**
 * The provider's advice and findings. It gets the documents that the checks read with their state then, all others with
 * their present state.
 */
function explainRefusal(
  { exchange, refusedBy, documents, adoptTokens = [], shown }: RefusalAsked,
  rendering: Rendering,
): Pick<Diagnosis, 'advice' | 'signature' | 'hypotheses'> {
  const again = replayContext(exchange, asReadOrNow(exchange.reads, documents));
  if (again === undefined) return nothing;
  const asked = { context: again.context, refusedBy, documents };
  const { provider } = exchange;
  const notAdopted = adoptionProblem(adoptTokens, provider, again.context, refusedBy);
  const advice = provider.advise?.({ ...asked, shown });
  const translated = advice && translateAdvice(advice, rendering);
  return {
    ...(translated !== undefined && { advice: adviseOnAdoption(translated, notAdopted, rendering) }),
    ...explainFindings(provider.diagnose?.({ ...asked, ...notAdopted }) ?? nothing, rendering),
  };
}

/** With an adopt token, the user expects an unknown caller to be added: the advice says why this one was not. */
function adviseOnAdoption(
  advice: AdviceView,
  notAdopted: NotAdopted | undefined,
  { language }: Pick<Rendering, 'language'>,
): AdviceView {
  if (notAdopted === undefined) return advice;
  const unfit = sentence('adoptTokenUnfit', language, { check: notAdopted.refusedBy.name });
  return { says: joinSentences([advice.says, unfit], language), fix: sentence('adoptTokenFix', language) };
}

/** The simulator's address is filled in last: it is ours, and is not redacted. */
function translateAdvice(
  { says, fix, receivedIds = {} }: Advice,
  {
    simulator,
    language,
    clean,
    cleanId,
  }: Pick<Rendering, 'language' | 'clean' | 'cleanId'> & { readonly simulator: string },
): AdviceView {
  const ids = Object.entries(receivedIds).map(([name, id]) => [name, id, cleanId(id)] as const);
  const shown = Object.fromEntries(ids.map(([name, , cleaned]) => [name, cleaned]));
  // A marker in place of an id would be no command.
  const inCommands = Object.fromEntries(ids.map(([name, id, cleaned]) => [name, cleaned === id ? id : `<${name}>`]));
  return {
    says: fillPlaceholders(clean(says[language]), shown),
    fix: fillPlaceholders(clean(fix[language]), { ...inCommands, simulator }),
  };
}

const asReadOrNow = (reads: readonly DocumentRead[], documents: DocumentReader): DocumentReader => ({
  read(kind, id) {
    const before = reads.find((each) => each.kind === kind && each.id === id);
    return before === undefined ? documents.read(kind, id) : before.value;
  },
});

type OutcomeSummary = Pick<Diagnosis, 'operation' | 'refusedBy' | 'refusal' | 'scenario' | 'notModelled'>;

/** The outcome of an exchange; members that do not apply to it are absent. */
function summariseOutcome(
  { outcome, readings }: Exchange,
  refusedBy: AnyCheck | undefined,
  { language, text }: Required<Pick<Diagnosing, 'language' | 'text'>>,
): OutcomeSummary {
  const refused = refusedBy && {
    refusedBy: refusedBy.name,
    refusal: shownOutcome(refusalOf(refusedBy, readings), language),
  };
  switch (outcome.source) {
    case 'provider':
      return { operation: outcome.operation, ...refused };
    case 'scenario': {
      const { operation, scenario, refusal } = outcome;
      return {
        operation,
        scenario,
        ...refused,
        ...(refusal !== undefined && { refusal: shownOutcome(refusal, language) }),
      };
    }
    case 'stub':
    case 'warnings':
      return { operation: outcome.operation };
    case 'not-modelled':
      return { notModelled: text(outcome.what) };
    case 'bug':
      return {};
  }
}

const shownOutcome = ({ name, code, means, meansInChinese }: Refusal, language: Language): RefusalView => ({
  name,
  code,
  means: { en: means, zh: meansInChinese }[language],
});

/** How findings are rendered. */
interface Rendering {
  readonly language: Language;
  /** Removes credentials from a text. */
  readonly clean: (text: string) => string;
  /** The same for a signed text, in which known ids stay. */
  readonly cleanSigned: (text: string) => string;
  /** The same for an id that the world does not know: only known credentials are removed. */
  readonly cleanId: (id: string) => string;
  /** The URL of the simulator and the space. */
  readonly simulator: string;
}

/**
 * The provider's findings in one language, without credentials. Texts are compared in the form in which they are shown.
 */
function explainFindings(
  { signature, hypotheses }: Findings,
  rendering: Rendering,
): Pick<Diagnosis, 'signature' | 'hypotheses'> {
  const { clean, cleanSigned } = rendering;
  if (signature === undefined)
    return { hypotheses: hypotheses.map((each) => translateHypothesis(each, undefined, rendering)) };
  const { name, canonical, expected, received } = signature;
  const shown = {
    name,
    canonical: cleanSigned(canonical),
    expected: clean(expected),
    received: clean(received),
  };
  return {
    signature: shown,
    hypotheses: hypotheses.map((each) => translateHypothesis(each, shown.canonical, rendering)),
  };
}

function translateHypothesis(
  { mistake, says, fix, signed }: Hypothesis,
  canonical: string | undefined,
  { language, clean, cleanSigned }: Rendering,
): LikelyMistake {
  const likely = { mistake, says: clean(says[language]), fix: clean(fix[language]) };
  if (signed === undefined) return likely;
  const shown = cleanSigned(signed);
  const difference = canonical === undefined ? undefined : firstDifference(canonical, shown);
  return { ...likely, signed: shown, ...(difference !== undefined && { firstDifference: difference }) };
}
