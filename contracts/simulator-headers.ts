/** The headers that are the simulator's own, lower case; no provider sends or reads any of them. */
export const headerNames = {
  /** On a request: the IP address to use as the caller's; ignored when the request does not come from loopback. */
  caller: 'simulator-caller',
  /** On a reply: the number of the exchange within its space. */
  exchange: 'simulator-exchange',
  /** On a reply: the name of the space that answered. */
  space: 'simulator-space',
  /** On a refusal: the name of the check that failed. */
  refusedBy: 'simulator-refused-by',
  /** On a reply: the scenarios that affected it, in order. */
  scenario: 'simulator-scenario',
  /** On a refusal and on a 501: the URL of the diagnosis; a path if the simulator has no address. */
  diagnosis: 'simulator-diagnosis',
  /** On a reply to a request of a kind that a stub answers: the name of the stub. */
  stub: 'simulator-stub',
  /** On a reply: the name of a warning about the request, one header for each. */
  warning: 'simulator-warning',
  /** On a callback: the number of the event within its space, and of the delivery attempt: `12.1`. */
  callback: 'simulator-callback',
  /** On a 501: what the simulator does not model. */
  notModelled: 'simulator-not-modelled',
  /** On a 500: the simulator has a bug. */
  fault: 'simulator-fault',
} as const;
