import type { ValidationFile, ValidationRecord } from '../../contracts/validation/records.js';
import xylink from '../../fixtures/validation/xylink.json' with { type: 'json' };
import ytx from '../../fixtures/validation/ytx.json' with { type: 'json' };

/** The records that come with this package, by provider. JSON knows no union types: that they fit is shown in a test. */
const files = { xylink, ytx } as unknown as Readonly<Record<string, ValidationFile>>;

/** What our own runs against a real provider have shown. */
export const ownRecords = (provider: string): readonly ValidationRecord[] => files[provider]?.records ?? [];
