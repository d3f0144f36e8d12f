/** Cases that tests of the reference implementation ask for by name. */
export const ids = {
  booked: 'ytx/createMeeting: one party is enough',
  appOffline: 'ytx/createMeeting: an application that is not online is refused',
  grouped: 'xylink/createGroups: ids and types may be texts of digits',
  roomIdle: 'xylink/createGroups: a room without a meeting is refused',
  loggedIn: 'xylink/appToken: a login gives tokens',
} as const;
