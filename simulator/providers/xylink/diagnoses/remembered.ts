/** Hashes a body once, however many mistakes are made with it; what was made is forgotten with the body. */
export function remembered<Made>(make: (body: Uint8Array) => Made): (body: Uint8Array) => Made {
  const made = new WeakMap<Uint8Array, { readonly of: Made }>();
  return (body) => {
    const before = made.get(body);
    if (before !== undefined) return before.of;
    const now = make(body);
    made.set(body, { of: now });
    return now;
  };
}
