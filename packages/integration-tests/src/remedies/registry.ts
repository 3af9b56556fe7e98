import { PART } from './printed-strings.js';

/** What runs a printed command: the name of a `describe` of remedies.test.ts; or why nothing is filled in that could go wrong. */
export type Row =
  | 'checkSecrets'
  | 'owned secrets'
  | 'errors of reads'
  | 'errors of rotations'
  | 'notes and refusals'
  | 'fixed';

/** Every command that runtime and backend print, as it is in the sources. A new one fails until it has a row, and is run. */
export const COMMANDS: Readonly<Record<string, Row>> = {
  [`backend/check-secrets/secrets-missing.ts: npx ampx sandbox secret set ${PART}`]: 'checkSecrets',
  [`backend/check-secrets/secrets-missing.ts: aws ssm put-parameter --type SecureString --name ${PART} --value file://${PART}`]:
    'checkSecrets',
  [`backend/check-secrets/secrets-missing.ts: node -e "fs.writeFileSync('${PART}.txt', fs.readFileSync('${PART}', 'base64'))"`]:
    'checkSecrets',
  [`backend/check-secrets/secrets-missing.ts: aws secretsmanager restore-secret --secret-id ${PART}`]: 'checkSecrets',
  [`backend/check-secrets/secrets-missing.ts: aws secretsmanager put-secret-value --secret-id ${PART}`]: 'checkSecrets',
  [`backend/check-secrets/secrets-missing.ts: aws secretsmanager create-secret --name ${PART}`]: 'checkSecrets',
  [`backend/check-secrets/rotations.ts: aws secretsmanager update-secret-version-stage --secret-id ${PART}`]:
    'notes and refusals',
  [`backend/check-secrets/value-files.ts: node -e "${PART}"`]: 'checkSecrets',
  'backend/check-secrets/managed-secret.ts: aws rds describe-db-clusters --query "DBClusters[].MasterUserSecret.SecretArn"':
    'owned secrets',
  'backend/check-secrets/managed-secret.ts: aws rds describe-db-instances --query "DBInstances[].MasterUserSecret.SecretArn"':
    'owned secrets',
  'backend/check-secrets/managed-secret.ts: aws redshift describe-clusters --query "Clusters[].MasterPasswordSecretArn"':
    'owned secrets',
  'backend/check-secrets/managed-secret.ts: aws directconnect describe-connections --query "connections[].macSecKeys[].secretARN"':
    'owned secrets',
  [`backend/check-secrets/managed-secret.ts: aws events describe-connection --name ${PART} --query SecretArn`]:
    'owned secrets',
  [`backend/check-secrets/managed-secret.ts: aws secretsmanager list-secrets --filters Key=owning-service,Values=${PART} --query "SecretList[].Name"`]:
    'owned secrets',
  [`backend/compute-role/define-compute-role.ts: aws cloudformation describe-stacks --stack-name ${PART} --query "Stacks[0].Outputs[?OutputKey=='AmplifySecretsComputeRoleArn'].OutputValue" --output text`]:
    'notes and refusals',
  [`backend/compute-role/define-compute-role.ts: aws amplify update-branch --app-id ${PART} --branch-name ${PART}`]:
    'notes and refusals',
  [`backend/notes/cross-account.ts: aws secretsmanager put-resource-policy --secret-id ${PART} --resource-policy ${PART}`]:
    'notes and refusals',
  [`backend/rotation/rotation-notes.ts: aws secretsmanager create-secret --name ${PART}`]: 'notes and refusals',
  [`backend/targets/named-secret.ts: Grant the secret by its name, or by the ARN from: aws secretsmanager describe-secret --secret-id ${PART} --query ARN`]:
    'notes and refusals',
  'backend/targets/encryption-key.ts: Give the key that CDK creates ({ encryptionKey: key }), or the ARN of the key. By its alias or id: aws kms describe-key --key-id alias/my-key --query KeyMetadata.Arn':
    'fixed',
  'backend/verify/verify-resources.ts: Give the key that CDK makes, or the ARN of the key. By its alias or id: aws kms describe-key --key-id alias/my-key --query KeyMetadata.Arn':
    'fixed',
  [`runtime/contract/encryption-key.ts: Write, for example: encryptionKey: { ${PART}: '${PART}' }. For the ARN, run, with the key's alias or id: aws kms describe-key --key-id alias/my-key --query KeyMetadata.Arn`]:
    'fixed',
  [`runtime/env/env-secret.ts: Run: npx ampx sandbox secret set ${PART}`]: 'errors of reads',
  [`runtime/rotation/remedies.ts: aws secretsmanager rotate-secret --secret-id ${PART}`]: 'errors of rotations',
  [`runtime/rotation/remedies.ts: aws secretsmanager update-secret-version-stage --version-stage AWSPENDING --secret-id ${PART} --remove-from-version-id ${PART}`]:
    'errors of rotations',
  // Its words are parsed by the command line's own specifications.
  'runtime/contract/command-line.ts: npx amplify-secrets': 'checkSecrets',
  // Of two packages that the kit names itself.
  [`runtime/sdk/load-sdk.ts: Run: npm install ${PART}`]: 'fixed',
  "runtime/stores/remedies.ts: \nnode -e \"fs.writeFileSync(f='value.txt',new TextDecoder('utf-8',{fatal:1}).decode(fs.readFileSync(f)).trim())\"":
    'errors of reads',
  [`runtime/stores/remedies.ts: Run, with --identifier if the sandbox has one: npx ampx sandbox secret set ${PART}`]:
    'errors of reads',
  [`runtime/stores/remedies.ts: Save its value${PART} in ${PART}, and run:${PART}\naws secretsmanager ${PART}${PART}${PART}://${PART}`]:
    'errors of reads',
  [`runtime/stores/store-errors.ts: Run: aws secretsmanager ${PART} --secret-id ${PART}`]: 'errors of reads',
  'runtime/stores/store-errors.ts: Outside of AWS: configureSecrets({ transport: sdkTransport() }), or sign in:\naws sso login\neval "$(aws configure export-credentials --format env)"':
    'fixed',
};

/** Commands with parts that no shellLine writes, and why each part is one word. */
export const UNTAGGED: readonly string[] = [
  // The name of a file, which has letters, digits and `_.-`.
  `node -e "fs.writeFileSync('${PART}.txt', fs.readFileSync('${PART}', 'base64'))"`,
  // A constant.
  `node -e "${PART}"`,
  // An example, and nothing in the command itself.
  `Write, for example: encryptionKey: { ${PART}: '${PART}' }. For the ARN, run, with the key's alias or id: aws kms describe-key --key-id alias/my-key --query KeyMetadata.Arn`,
  `Run: npm install ${PART}`,
  // Constants, and what shellLine made of the id.
  `Save its value${PART} in ${PART}, and run:${PART}\naws secretsmanager ${PART}${PART}${PART}://${PART}`,
];

/** Templates with quotes around a part, each of letters that need no quoting. */
export const PLAIN_PARTS: readonly string[] = [
  // Names that were checked, or made of letters that names may have.
  `runtime/contract/check-names.ts: secretNamed(secrets, '${PART}')`,
  `runtime/contract/check-names.ts: name: { ${PART}: '${PART}' } in the definition of "${PART}"`,
  `runtime/contract/check-names.ts: name: '${PART}'`,
  `runtime/contract/check-names.ts: name: '${PART}/{environment}/my-secret' in its definition, or rename the key`,
  `runtime/contract/patterns.ts: To grant one secret, write: secretNamed(secrets, '${PART}').`,
  `runtime/contract/secret-set.ts: secretNamed(secrets, '${PART}')`,
  `runtime/contract/undeclared-reference.ts: secretNamed(secrets, '${PART}')`,
  `runtime/define/secret-named.ts: secretNamed(secrets, '${PART}')`,
  `runtime/define/secret-named.ts: The third argument of secretNamed(secrets, '${PART}') must be a definition without a name, since the second is the name.`,
  `runtime/define/secret-named.ts: Write, for example: secretNamed(secrets, '${PART}', jsonSecret(['apiKey'])).`,
  `runtime/stores/locate-target.ts: '${PART}'`,
  // An app, made of lowercase letters, digits and hyphens.
  `runtime/contract/names.ts: Write, for example: app: '${PART}'.`,
  // The region of an ARN that was checked.
  `runtime/stores/check-region.ts: Write: createSecretsClient({ region: '${PART}' }).getSecret(${PART}).`,
  // A number.
  `runtime/updating/update-errors.ts: Read what was overwritten, and write what counts: getSecret(${PART}, { version: '${PART}' }).`,
  // A constant.
  `runtime/contract/encryption-key.ts: Write, for example: encryptionKey: { ${PART}: '${PART}' }. For the ARN, run, with the key's alias or id: aws kms describe-key --key-id alias/my-key --query KeyMetadata.Arn`,
  // A file of letters, digits and `_.-`.
  `backend/check-secrets/secrets-missing.ts: node -e "fs.writeFileSync('${PART}.txt', fs.readFileSync('${PART}', 'base64'))"`,
  // The two functions that quote, and a policy for the page, with a hash.
  `runtime/contract/shell-line.ts: '${PART}'`,
  `runtime/contract/source-code.ts: '${PART}'`,
  // The functions that quote for SQL, which the real servers read back.
  `runtime/rotation/sql-quoting.ts:  E'${PART}'`,
  `runtime/rotation/sql-quoting.ts: '${PART}'`,
  `backend/report/page/access-report-page.ts: default-src 'none'; style-src 'sha256-${PART}'; base-uri 'none'; form-action 'none'`,
];
