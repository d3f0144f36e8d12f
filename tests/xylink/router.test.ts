import { expect, test } from '@jest/globals';
import { findRoute } from '../../simulator/providers/xylink/router.js';
import { warnings } from '../../simulator/providers/xylink/warnings.js';
import { incomingRequest } from './diagnosing.js';

const routed = (method: string, target: string) => findRoute(incomingRequest({ method, target }));

test('the router reads the room from the path, and takes no room for an event', () => {
  expect(routed('GET', '/api/rest/external/v1/conferenceControl/91%30/meetingStatus?a')).toMatchObject({
    operation: 'meetingStatus',
    route: { version: 'v1', meetingRoomNumber: '910' },
  });
  expect(routed('DELETE', '/api/rest/external/v1/callbacks/roster')).toMatchObject({ modelled: false });
});

test('every warning is named after the provider', () => {
  for (const { name } of warnings) expect(name).toMatch(/^xylink\/[a-z-]+$/);
});
