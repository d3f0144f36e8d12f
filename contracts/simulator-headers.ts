/** The headers that are the simulator's own, lower case; no provider sends or reads any of them. */
export const headerNames = {
  /** On a request: the IP address to use as the caller's; ignored unless it comes from loopback. */
  caller: 'simulator-caller',
  /** On a reply: the number of the exchange within its space. */
  exchange: 'simulator-exchange',
  /** On a reply: the name of the space that answered. */
  space: 'simulator-space',
  /** On a refusal: the name of the check that did not hold. */
  refusedBy: 'simulator-refused-by',
  /** On a reply: the scenarios that had a part in it, in order. */
  scenario: 'simulator-scenario',
  /** On a refusal and on a 501: the path under which the simulator says why. */
  diagnosis: 'simulator-diagnosis',
  /** On a callback: the number of the notice within its space, and of the attempt to tell it, `12.1`. */
  callback: 'simulator-callback',
  /** On a 501: what the simulator does not model. */
  notModelled: 'simulator-not-modelled',
  /** On a 500: the simulator has a bug. */
  fault: 'simulator-fault',
} as const;
