import type { FidelityCase } from '../fidelity-case.js';
import { answerCases } from '../secrets-manager/answer-cases.js';
import { batchCases } from '../secrets-manager/batch-cases.js';
import { creatingCases } from '../secrets-manager/creating-cases.js';
import { deletingCases } from '../secrets-manager/deleting-cases.js';
import { listingCases } from '../secrets-manager/listing-cases.js';
import { policyCases } from '../secrets-manager/policy-cases.js';
import { readingCases } from '../secrets-manager/reading-cases.js';
import { refusalCases } from '../secrets-manager/refusal-cases.js';
import { tagCases } from '../secrets-manager/tag-cases.js';
import { versionCases } from '../secrets-manager/version-cases.js';
import { writingCases } from '../secrets-manager/writing-cases.js';

/** The cases of one region, without functions. Replicas would be in a second region, which a run leaves alone. */
export const secretsManagerTable: readonly FidelityCase[] = [
  ...readingCases,
  ...batchCases,
  ...creatingCases,
  ...writingCases,
  ...versionCases,
  ...deletingCases,
  ...listingCases,
  ...tagCases,
  ...policyCases,
  ...answerCases,
  ...refusalCases,
];

/** Why a run leaves a case out → its titles. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  'the prefix leaves no room for the name': ['accepts a secret name of 512 characters'],
  'the prefix has a word that the case looks for': ['B3: filters secrets by every attribute but the ARN'],
  'it makes a secret public for a moment': ['A5: refuses a resource policy for everyone with BlockPublicPolicy'],
  'there is no such key in the account': ['describes a secret with the key that it was created with'],
};

/** By title. */
export const notVerified: ReadonlyMap<string, string> = new Map(
  Object.entries(LEFT_OUT).flatMap(([why, titles]) => titles.map((title): [string, string] => [title, why])),
);
