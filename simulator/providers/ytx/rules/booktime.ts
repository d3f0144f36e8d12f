import { readBookingTime, wallClockOf } from '../../../../contracts/ytx/china-time.js';
import { lookup, rule } from '../../../core/pipeline/check.js';
import { assumed, documented, illegalParameter } from '../evidence.js';
import { refusals } from '../refusals.js';
import type { YtxArriving } from '../vocabulary.js';
import type { Intent, MeetingForm } from './form.js';

type Intending = YtxArriving & { readonly intent: Intent; readonly form: MeetingForm };
type Timed = YtxArriving & { readonly startsAt: number | null };

const refusal = refusals.parameterIllegal;

export const booktimeIsAnInstant = lookup({
  name: 'ytx/booktime-is-an-instant',
  failsAs: 'booktime-malformed',
  learns: 'startsAt',
  refusal,
  because: [
    documented('create-meeting-page', '"booktime":"2017-03-03 17:10"'),
    illegalParameter,
    assumed('That booktime is at +08:00, and is ignored unless a meeting is booked.'),
  ],
  readings: ['booktimeSeconds'],
  shows: ({ form }: Intending) => ({ expected: 'yyyy-MM-dd HH:mm', received: form.booktime ?? 'nothing' }),
  find({ intent, form, readings }: Intending): number | null | undefined {
    if (intent !== 'book') return null;
    const time = readBookingTime(form.booktime ?? '');
    if (time === undefined || (time.hasSeconds && readings.booktimeSeconds === 'refused')) return undefined;
    return time.instant;
  },
});

export const booktimeIsNotPast = rule({
  name: 'ytx/booktime-is-not-past',
  failsAs: 'booktime-past',
  refusal,
  because: [illegalParameter, assumed('A meeting that lies in the past cannot be held; the page does not say.')],
  shows: ({ startsAt, now }: Timed) => ({
    expected: `not before ${wallClockOf(now)} at +08:00`,
    received: startsAt === null ? 'no booking' : wallClockOf(startsAt),
  }),
  holds: ({ startsAt, now }: Timed) => startsAt === null || startsAt >= now,
});
