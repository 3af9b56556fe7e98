import type { FidelityCase, RotationCase } from './fidelity-case.js';
import { parameterAnswerCases } from './parameter-store/answer-cases.js';
import { parameterListingCases } from './parameter-store/listing-cases.js';
import { parameterReadingCases } from './parameter-store/reading-cases.js';
import { parameterRefusalCases } from './parameter-store/refusal-cases.js';
import { parameterVersionCases } from './parameter-store/version-cases.js';
import { parameterWritingCases } from './parameter-store/writing-cases.js';
import { answerCases } from './secrets-manager/answer-cases.js';
import { batchCases } from './secrets-manager/batch-cases.js';
import { creatingCases } from './secrets-manager/creating-cases.js';
import { deletingCases } from './secrets-manager/deleting-cases.js';
import { listingCases } from './secrets-manager/listing-cases.js';
import { policyCases } from './secrets-manager/policy-cases.js';
import { readingCases } from './secrets-manager/reading-cases.js';
import { refusalCases } from './secrets-manager/refusal-cases.js';
import { replicaCases } from './secrets-manager/replica-cases.js';
import { replicationCases } from './secrets-manager/replication-cases.js';
import { rotatingCases } from './secrets-manager/rotating-cases.js';
import { rotationStateCases } from './secrets-manager/rotation-state-cases.js';
import { scheduleCases } from './secrets-manager/schedule-cases.js';
import { tagCases } from './secrets-manager/tag-cases.js';
import { versionCases } from './secrets-manager/version-cases.js';
import { writingCases } from './secrets-manager/writing-cases.js';

/** What AWS does, as far as the kit relies on it. Each title is there once. */
export const fidelityTable: readonly FidelityCase[] = [
  ...readingCases,
  ...batchCases,
  ...creatingCases,
  ...writingCases,
  ...versionCases,
  ...deletingCases,
  ...listingCases,
  ...tagCases,
  ...policyCases,
  ...replicationCases,
  ...replicaCases,
  ...answerCases,
  ...refusalCases,
  ...parameterWritingCases,
  ...parameterReadingCases,
  ...parameterListingCases,
  ...parameterVersionCases,
  ...parameterAnswerCases,
  ...parameterRefusalCases,
];

/** Those that need rotation functions. */
export const rotationTable: readonly RotationCase[] = [...rotatingCases, ...rotationStateCases, ...scheduleCases];
