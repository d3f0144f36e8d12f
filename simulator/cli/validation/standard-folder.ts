/** Where a run against a real provider keeps its records unless told otherwise. */
export const standardFolder = 'validation';
