// Run on its own, because @sparticuz/chromium unpacks into the temporary folder of its process: the caller names one in TMPDIR.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
