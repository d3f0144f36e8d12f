import { signedChecks } from './xylink-common-checks.mjs';
import { callbackChecks } from './xylink-callbacks.mjs';
import { groupChecks } from './xylink-groups.mjs';
import { loginChecks } from './xylink-login.mjs';
import { meetingChecks } from './xylink-meetings.mjs';
import { identityChecks } from './ytx-identity.mjs';
import { fieldChecks } from './ytx-fields.mjs';
import { applicationChecks } from './ytx-application.mjs';

const lists = [
  identityChecks,
  fieldChecks,
  applicationChecks,
  signedChecks,
  groupChecks,
  loginChecks,
  meetingChecks,
  callbackChecks,
];

/** Every check that either provider has. */
export const checkNames = new Set(lists.flat().map(({ name }) => name));
