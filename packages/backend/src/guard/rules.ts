import type { GuardFinding } from './finding.js';
import { accessBesideGrants } from './rules/access-beside-grants.js';
import { credentialInEnvironment } from './rules/credential-in-environment.js';
import { environmentSecretNotGranted } from './rules/environment-secret-not-granted.js';
import { productionSecretInPreview } from './rules/production-secret-in-preview.js';
import { rotatedSecretWritten } from './rules/rotated-secret-written.js';
import { secretAccessWildcard } from './rules/secret-access-wildcard.js';
import { secretArnMalformed } from './rules/secret-arn-malformed.js';
import { secretArnWithoutAccount } from './rules/secret-arn-without-account.js';
import { secretArnWithoutSuffix } from './rules/secret-arn-without-suffix.js';
import { secretOfAnotherEnvironment } from './rules/secret-of-another-environment.js';
import { secretOpenToUsers } from './rules/secret-open-to-users.js';
import { secretPatternOvermatches } from './rules/secret-pattern-overmatches.js';
import { secretUnread } from './rules/secret-unread.js';
import { sharedSecretWritten } from './rules/shared-secret-written.js';
import { writtenByManyBranches } from './rules/written-by-many-branches.js';
import type { GuardView } from './view.js';

export type Rule = (view: GuardView) => readonly GuardFinding[];

export const RULES: readonly Rule[] = [
  secretArnWithoutSuffix,
  secretArnMalformed,
  secretArnWithoutAccount,
  secretAccessWildcard,
  secretPatternOvermatches,
  secretOfAnotherEnvironment,
  productionSecretInPreview,
  secretOpenToUsers,
  accessBesideGrants,
  credentialInEnvironment,
  environmentSecretNotGranted,
  sharedSecretWritten,
  writtenByManyBranches,
  rotatedSecretWritten,
  secretUnread,
];
