/** A list that a call asks for: `await` gives the whole list, `for await` its items. The request is sent at the call. */
export interface Listing<Item> extends Promise<readonly Item[]>, AsyncIterable<Item> {}

/** Makes the list of a call iterable. */
export const listingOf = <Item>(items: Promise<readonly Item[]>): Listing<Item> =>
  Object.assign(items, {
    async *[Symbol.asyncIterator](): AsyncGenerator<Item, void> {
      yield* await items;
    },
  });
