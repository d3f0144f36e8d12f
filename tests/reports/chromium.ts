import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Starts the machine's Chromium without a window. A machine that has none is told what it lacks. */
export async function startedChromium(): Promise<Browser> {
  const named = process.env['CHROMIUM_PATH'];
  const executablePath = named === undefined ? usualPlaces.find((path) => existsSync(path)) : named;
  if (executablePath === undefined || !existsSync(executablePath)) {
    throw new Error(
      `No Chromium at ${named ?? usualPlaces.join(', ')}. The HTML report is tested in a real browser with Chinese ` +
        'fonts: apt-get install chromium fonts-noto-cjk, or name one in CHROMIUM_PATH.',
    );
  }
  return chromium.launch({ executablePath });
}
