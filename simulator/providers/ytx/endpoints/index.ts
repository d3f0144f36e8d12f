/** All modelled operations of YTX, one line each. `npm run new -- ytx NAME` adds one. */
export { createMeeting } from './create-meeting.js';
