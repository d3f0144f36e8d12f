/** All modelled operations of XYLink, one line each. `npm run new -- xylink NAME` adds one. */
export { appToken } from './app-token.js';
export { changeCallback } from './change-callback.js';
export { createGroups } from './create-groups.js';
export { disconnect } from './disconnect.js';
export { endMeeting } from './end-meeting.js';
export { invite } from './invite.js';
export { listCallbacks } from './list-callbacks.js';
export { listRosterCallbacks } from './list-roster-callbacks.js';
export { meetingStatus } from './meeting-status.js';
export { refreshToken } from './refresh-token.js';
export { registerCallback } from './register-callback.js';
export { registerRosterCallback } from './register-roster-callback.js';
export { removeCallback } from './remove-callback.js';
export { removeRosterCallback } from './remove-roster-callback.js';
