import { check } from './checks.mjs';

const refusal = 'applicationNotVerified';
const isOpenTo = ({ allowedCallers }, from) => allowedCallers === '' || allowedCallers.split(',').includes(from);
const isOfBooking = ({ booking }, holds) => booking === undefined || holds(booking);

/** Whether the application may, whether it can be paid for, and whether what is to be changed is there. */
export const applicationChecks = [
  check('ytx/application-exists', refusal, ({ application, sid }) => application?.account === sid),
  check('ytx/application-belongs-to-environment', refusal, (it) => it.application?.environment === it.environment),
  check('ytx/application-has-meetings', refusal, (it) => it.application?.functions.includes('meeting')),
  check('ytx/application-is-online', refusal, (it) => it.environment === 'sandbox' || it.application?.online),
  check('ytx/caller-is-allowed', refusal, (it) => it.environment === 'sandbox' || isOpenTo(it.application, it.from)),
  check('ytx/shownumber-is-configured', 'parameterIllegal', ({ fields: { shownumber = '' }, application }) =>
    ['', application.number, ...application.shownumbers].includes(shownumber),
  ),
  check('ytx/balance-is-positive', 'balanceInsufficient', ({ account }) => account.balance > 0),
  check(
    'ytx/confid-names-a-meeting',
    'parameterIllegal',
    ({ meansBooking, booking, fields }) => !meansBooking || booking?.appid === fields.appid,
  ),
  check('ytx/booking-is-not-cancelled', 'parameterIllegal', (it) => isOfBooking(it, ({ cancelled }) => !cancelled)),
  check('ytx/booking-has-not-started', 'parameterIllegal', (it) =>
    isOfBooking(it, ({ startsAt, cancelled }) => cancelled || startsAt > it.now),
  ),
];
