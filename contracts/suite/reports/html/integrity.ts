/**
 * What the page's own policy lets run: this style sheet and this script, and nothing else at all.
 *
 * They are written down, since the suite knows no cryptography; a test says what they must be when either changes.
 */
export const integrity = {
  style: 'sha256-2Clh5FSnQunE6Jug72gSlARNvY5NYR8RILrxT7PtaXA=',
  script: 'sha256-1uIjafSYaLArsQjDSCVDks0irGNiJZA20LuJEBWRuzg=',
} as const;

/** The page's Content-Security-Policy: no network, no frame, no form. */
export const policy = [
  "default-src 'none'",
  `style-src '${integrity.style}'`,
  `script-src '${integrity.script}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
