import { jsonAnswer } from './answer.js';
import type { Route } from './route.js';

/** Who plays which role, with usable credentials: one of the three places where these come out. */
export const castRoutes: readonly Route[] = [
  { method: 'get', path: '/cast', answer: ({ space }) => jsonAnswer(space.cast()) },
];
