import type { Evidence } from '../core/pipeline/evidence.js';
import type { AnyReadingOptions } from '../core/pipeline/reading.js';

/** A JSON object whose texts may contain `<names>`, filled in for each meeting. */
export type Template = Readonly<Record<string, unknown>>;

/** A request that is sent instead of the provider's. */
export interface InvalidDelivery {
  /** Default: POST. */
  readonly method?: string;
  readonly contentType?: string;
  readonly body?: string;
}

/** One requirement on a receiver, as data. */
export interface Probe {
  /** A statement about the receiver. */
  readonly name: string;
  /** Why it can occur; if empty, the evidence of the events applies. */
  readonly evidence: readonly Evidence[];
  /** What to change in a receiver that fails. */
  readonly todo: string;
  /** The events it covers: each one separately, all together, or these. */
  readonly events: 'each' | 'all' | readonly string[];
  /** Which events of a meeting are sent: one typical of each type, or all. */
  readonly picks: 'typical' | 'every';
  /** JSON merge patch onto the set's world. */
  readonly world?: Template;
  /** Readings of the provider. Default: the default options. */
  readonly readings?: AnyReadingOptions;
  /** Default: the provider's order. */
  readonly order?: 'reversed';
  /** How often each event is sent in a row. Default: 1. */
  readonly times?: number;
  /** The number of meetings. Default: 1. */
  readonly lives?: number;
  /** All requests are sent at the same time. */
  readonly atOnce?: true;
  /** Members that are added to every object of a body. */
  readonly adds?: Template;
  /**
   * A request that is not an event: the reply must be below 500, and events accepted before must be accepted after it.
   * Needs three meetings.
   */
  readonly instead?: InvalidDelivery;
}

/** The probes for receivers of one provider. */
export interface ProbeSet {
  /** The ids that differ for each meeting, with their number of digits; `<name>` stands for one. */
  readonly ids: Readonly<Record<string, number>>;
  /** JSON merge patch onto the provider's part of the starting world; `<receiver>` stands for the receiver's URL. */
  readonly world: Template;
  /** The requests sent to the provider then, in order: flags of `understudy sign`. */
  readonly asks: readonly Readonly<Record<string, string>>[];
  /** The members that identify a typical body of an event. */
  readonly typical: Readonly<Record<string, Template>>;
  readonly probes: readonly Probe[];
}
