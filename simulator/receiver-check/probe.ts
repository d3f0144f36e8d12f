import type { Evidence } from '../core/pipeline/evidence.js';
import type { AnyChosen } from '../core/pipeline/reading.js';

/** A JSON object whose texts may hold `<names>`, filled in for each life. */
export type Template = Readonly<Record<string, unknown>>;

/** What is sent in place of what a provider would send. */
export interface Instead {
  /** POST unless given. */
  readonly method?: string;
  readonly contentType?: string;
  readonly body?: string;
}

/** One thing that a receiver must bear, as data. */
export interface Probe {
  /** A sentence about the receiver. */
  readonly name: string;
  /** Why it may happen; empty means that the evidence of the events themselves is enough. */
  readonly evidence: readonly Evidence[];
  /** What a receiver that fails must do. */
  readonly todo: string;
  /** The events that it is about: each of them by itself, all of them together, or these. */
  readonly events: 'each' | 'all' | readonly string[];
  /** Which notices of a life are sent: one typical of each event, or every one. */
  readonly picks: 'typical' | 'every';
  /** JSON merge patch onto the set's world. */
  readonly world?: Template;
  /** Readings under which the provider sends; default: the default readings. */
  readonly readings?: AnyChosen;
  /** In the order in which the provider tells, unless given. */
  readonly order?: 'reversed';
  /** How often each notice is sent, one directly after the other; once unless given. */
  readonly times?: number;
  /** Of how many lives; of one unless given. */
  readonly lives?: number;
  /** All are under way at the same time. */
  readonly atOnce?: true;
  /** Members that are added to every object of a body. */
  readonly adds?: Template;
  /** What is no notice: it must be answered below 500, and what is accepted before must be accepted after it. Of three lives. */
  readonly instead?: Instead;
}

/** What is played at the receivers of one provider. */
export interface ProbeSet {
  /** How many digits the ids have that are another for each life; `<name>` stands for one. */
  readonly ids: Readonly<Record<string, number>>;
  /** JSON merge patch onto the provider's part of the starting world; `<receiver>` stands for the receiver's URL. */
  readonly world: Template;
  /** What is asked of the provider then, one after the other: flags of `understudy sign`. */
  readonly asks: readonly Readonly<Record<string, string>>[];
  /** Members by which the typical body of an event is known. */
  readonly typical: Readonly<Record<string, Template>>;
  readonly probes: readonly Probe[];
}
