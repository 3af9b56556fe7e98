import { batchCases } from './batch-cases.js';
import { creatingCases } from './creating-cases.js';
import { deletingCases } from './deleting-cases.js';
import type { FidelityCase } from './fidelity-case.js';
import { listingCases } from './listing-cases.js';
import { parameterListingCases } from './parameter-listing-cases.js';
import { parameterReadingCases } from './parameter-reading-cases.js';
import { parameterVersionCases } from './parameter-version-cases.js';
import { parameterWritingCases } from './parameter-writing-cases.js';
import { readingCases } from './reading-cases.js';
import { tagCases } from './tag-cases.js';
import { versionCases } from './version-cases.js';
import { writingCases } from './writing-cases.js';

/** What AWS does, as far as the kit relies on it; each title once. */
export const fidelityTable: readonly FidelityCase[] = [
  ...readingCases,
  ...batchCases,
  ...creatingCases,
  ...writingCases,
  ...versionCases,
  ...deletingCases,
  ...listingCases,
  ...tagCases,
  ...parameterWritingCases,
  ...parameterReadingCases,
  ...parameterListingCases,
  ...parameterVersionCases,
];
