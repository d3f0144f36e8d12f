import { expect, test } from '@jest/globals';
import refusals from '../../contracts/xylink/refusals.json' with { type: 'json' };

/** What XYLink refuses with, letter for letter, written down here once more so that the contract is held against it. */
const literalReplies = {
  noMeeting: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"error.no.meeting","errorCode":66620,"moreInfo":"http://www.com.ainemo.com/errors/66620"}',
  },
  groupsAlreadyOpen: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"error.meeting.group.already.open","errorCode":66684,"moreInfo":"http://www.com.ainemo.com/errors/66684"}',
  },
  tooManyGroups: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"error.meeting.group.count.exceeds.limit","errorCode":66685,"moreInfo":"http://www.com.ainemo.com/errors/66685"}',
  },
  signatureInvalid: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"openapi.invalid.signature","errorCode":60003,"moreInfo":"http://www.com.ainemo.com/errors/60003"}',
  },
  parameterInvalid: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"invalid.parameter","errorCode":1001,"moreInfo":"http://www.com.ainemo.com/errors/1001"}',
  },
  callNumberInvalid: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"invalid call number","errorCode":60012,"moreInfo":"http://www.com.ainemo.com/errors/60012"}',
  },
  internalError: {
    status: 400,
    body: '{"developerMessage":"ErrorStatus: INTERNAL_ERROR 500 ","userMessage":"internal.error","errorCode":700,"moreInfo":"http://www.com.ainemo.com/errors/700"}',
  },
  serviceBusy: {
    status: 429,
    body: '{"developerMessage":"","userMessage":"the service is busy, please try again later","errorCode":900,"moreInfo":"http://www.com.ainemo.com/errors/900"}',
  },
  enterpriseUnknown: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"enterprise not exist","errorCode":1005,"moreInfo":"http://www.com.ainemo.com/errors/1005"}',
  },
  accessTokenInvalid: {
    status: 401,
    body: '{"developerMessage":"","userMessage":"access token invalid","errorCode":10002000,"moreInfo":"http://www.com.ainemo.com/errors/10002000"}',
  },
  refreshTokenInvalid: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"refresh token invalid","errorCode":10002014,"moreInfo":"http://www.com.ainemo.com/errors/10002014"}',
  },
  loginRefused: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"invalid.parameter","errorCode":1001,"moreInfo":"http://www.com.ainemo.com/errors/1001"}',
  },
  handlerUnreachable: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"rest request error","errorCode":800,"moreInfo":"http://www.com.ainemo.com/errors/800"}',
  },
  tooManyRequests: { status: 429, body: '' },
  interfaceUnknown: { status: 404, body: '' },
  interfaceUnknownWithBody: {
    status: 404,
    body: '{"developerMessage":"","userMessage":"not found","errorCode":404,"moreInfo":"http://www.com.ainemo.com/errors/404"}',
  },
  deviceUnknown: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"device not exist","errorCode":1002,"moreInfo":"http://www.com.ainemo.com/errors/1002"}',
  },
  deviceOffline: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"device not online","errorCode":1004,"moreInfo":"http://www.com.ainemo.com/errors/1004"}',
  },
  unexpectedError: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"unexpected error","errorCode":500,"moreInfo":"http://www.com.ainemo.com/errors/500"}',
  },
  unknownError: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"unknown error","errorCode":600,"moreInfo":"http://www.com.ainemo.com/errors/600"}',
  },
  restRequestError: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"rest request error","errorCode":800,"moreInfo":"http://www.com.ainemo.com/errors/800"}',
  },
  noPermissionLeft: {
    status: 400,
    body: '{"developerMessage":"","userMessage":"login.no.permission.left","errorCode":2026,"moreInfo":"http://www.com.ainemo.com/errors/2026"}',
  },
};

test('every refusal of XYLink has the bytes and the status that are written down here, and no other is there', () => {
  const written = Object.entries(refusals).map(([name, { status, body }]) => [name, { status, body }]);
  expect(Object.fromEntries(written)).toEqual(literalReplies);
});
