/** The folder of an operation's contract, by which its recording is called too: `createMeeting` is `create-meeting`. */
export const operationFolder = (operation: string): string =>
  operation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
