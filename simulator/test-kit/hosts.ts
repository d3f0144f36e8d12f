/** The hosts of each provider; a test compares them with the providers themselves. */
export const hostsByProvider = {
  ytx: ['sandbox.ytx.net', 'api.ytx.net'],
  xylink: ['sdk.xylink.com', 'cloud.xylink.com', 'sdkapi.xylink.com'],
} as const;
