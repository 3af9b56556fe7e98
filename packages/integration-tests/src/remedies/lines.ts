import { createSecretsClient, isSecretsError } from '@amplify-secrets/runtime';
import { expressionOf, propertyKey, stringLiteral } from '@amplify-secrets/runtime/contract';
import { ODD } from './hostile.js';
import { PART } from './printed-strings.js';

/** Strings of the sources that contain code and are no messages: files, or files and beginnings. */
export const NOT_PRINTED: readonly string[] = [
  'backend/compute-role/attach-handler.ts',
  'backend/report/page/',
  'backend/templates/shown.ts',
  'backend/targets/secret-arn.ts',
  'runtime/redact/escapes.ts',
  // The form of a schedule, which is a string.
  'backend/rotation/schedule.ts: The option "schedule" of defineSecretRotation must be rate(',
  'backend/check-secrets/look-up-secrets.ts: rate(',
  // The kind and the message of an error that a database threw.
  `runtime/rotation/strategy-failure.ts: ${PART}: ${PART}`,
  // SQL, which the real servers run.
  'runtime/rotation/mysql-user.ts: SELECT',
  'runtime/rotation/mysql-password.ts: ALTER USER',
  // Commands, which the other test runs.
  'backend/check-secrets/value-files.ts',
  'backend/check-secrets/secrets-missing.ts: node -e',
  'runtime/stores/remedies.ts: \nnode -e',
];

/** What is written by the line of another message, which is a row itself, or is a word and no code. */
const OTHER_ROW: readonly string[] = [];

const literals = ODD.map(stringLiteral);
const keys = ODD.map(propertyKey);
const references = ODD.map((key) => expressionOf({ key, undeclared: false }));
const patterns = literals.map((literal) => `secretsMatching(secrets, ${literal})`);
const targets = ODD.flatMap((_, index) => [references[index] ?? '', patterns[index] ?? '', literals[index] ?? '']);
const grantees = ['backend.myFunction', "backend['1st']"];
const acceptances = [
  "{ finding: 'SecretUnread', at: 'stripe', reason: 'Read by another app.' }",
  "{ finding: 'SecretUnread', at: 'stripe', branches: ['main'], reason: 'Read by another app.' }",
];

/** For each option of the client, its line. */
function clientLines(): readonly (readonly [name: string, example: string])[] {
  const known = refusalOf({ unknown: 1 }).replace(/^Use one of: |\.$/g, '');
  return known.split(', ').map((name) => {
    const [, line, example] = /^Write, for example: (\w+): (.*)\.$/s.exec(refusalOf({ [name]: Symbol('wrong') })) ?? [];
    if (line !== name || example === undefined) throw new Error(`no example of ${name}`);
    return [name, example];
  });
}

function refusalOf(config: object): string {
  try {
    createSecretsClient(config);
  } catch (error) {
    if (isSecretsError(error)) return error.resolution;
  }
  throw new Error('it should have been refused');
}

const clientOptions = clientLines();

/**
 * What fills in the parts that neither stringLiteral, propertyKey nor expressionOf writes, by the expression in the source: after the
 * text of one message, after a file, or for all.
 */
export const FILLINGS: Readonly<Record<string, readonly string[]>> = {
  call: ['grantSecretRead', 'grantSecretWrite', 'grantSecretReadWrite'],
  CALL: ['defineComputeRole'],
  EXAMPLE: acceptances,
  BRANCHES_EXAMPLE: acceptances,
  grantee: grantees,
  'targetExpression(target)': targets,
  "granteeExpression(where.split('/').at(-1))": grantees,
  'grantLine(view, statement, resources)': OTHER_ROW,
  'grantLine(view, statement, meant)': OTHER_ROW,
  'grantLine(view, statement, open)': OTHER_ROW,
  'grantLine(view, statement, bare)': OTHER_ROW,
  'grantLine(view, rest, resources)': OTHER_ROW,
  'grantLine(view, readOnly(statement), statement.resources)': OTHER_ROW,
  "grantLine(view, { accesses: ['read'], grantees: functions }, [])": OTHER_ROW,
  "grantLine('Read', expression)": OTHER_ROW,
  'grantLine(access.grant, expression)': OTHER_ROW,
  DIFFERS: OTHER_ROW,
  'backend/guard/rules/rotated-secret-written.ts: labelOf(set, key)': OTHER_ROW,
  'rotationLine()': OTHER_ROW,
  'rotationLine(undefined, ", branches: \'main\'")': OTHER_ROW,
  SCHEDULE_EXAMPLE: OTHER_ROW,
  'backend/rotation/schedule.ts: line': OTHER_ROW,

  'runtime/client/client-config.ts: name': clientOptions.map(([name]) => name),
  'runtime/client/client-config.ts: example': clientOptions.map(([, example]) => example),
  'runtime/contract/check-environments.ts: key': keys,
  'runtime/contract/environments.ts: lineToAdd(environments, deployment)': OTHER_ROW,
  'runtime/contract/environments.ts: entry': [...literals, "{ branches: 'pr-*', store: 'amplify' }"],
  'runtime/contract/names.ts: write(acceptedName(name))': OTHER_ROW,
  "runtime/contract/names.ts: write( acceptedName(name) .replace(/[^\\w.-]+/g, '-') .replace(/^-/, '_'), )": OTHER_ROW,
  'runtime/contract/undefined-option.ts: key': keys,
  'runtime/define/check-definition.ts: kind': ['text', 'json', 'binary'],
  'runtime/define/check-definition.ts: shape': ['', "['apiKey'], ", ''],
  'runtime/rotation/remedies.ts: expression': references,
  'rotationLine(expression)': OTHER_ROW,
  'rotationLine(location.expression)': OTHER_ROW,
  'runtime/stores/check-region.ts: expression': targets.filter((target) => !target.startsWith('secretsMatching')),
  'runtime/stores/remedies.ts: access': ['Read', 'Write', 'ReadWrite'],
  'runtime/stores/remedies.ts: expression': targets,
  'runtime/stores/remedies.ts: branches': ['', ", { branches: ['main'] }"],
  'runtime/updating/update-errors.ts: location.expression': targets.filter(
    (target) => !target.startsWith('secretsMatching'),
  ),
  "runtime/testing/use-secrets.ts: fields.map((field) => `${propertyKey(field)}: 'my-value'`).join(', ')": keys.map(
    (key) => `${key}: 'my-value'`,
  ),
  'runtime/testing/use-secrets.ts: exampleOf(location.definition)': [
    "'my-value'",
    'new Uint8Array([1, 2])',
    ...keys.map((key) => `{ ${key}: 'my-value' }`),
  ],
  'runtime/testing/use-secrets.ts: call': OTHER_ROW,
  'runtime/values/decode.ts: type': ['string', 'number', 'boolean', 'unknown'],
  "runtime/values/decode.ts: schema.join(', ')": ODD.map((field) => `${JSON.stringify(field)}: z.string()`),

  'backend/amplify-secret/invalid-use.ts: line': references,
  [`Write: amplifySecret(${PART}, ${PART}).: line`]: ['secrets.stripe'],
  'backend/check-options.ts: example': OTHER_ROW,
  "backend/check-options.ts: type.values.map((each) => `${name}: ${each}`).join(' or ')": OTHER_ROW,
  'backend/check-options.ts: name': ['guard', 'batch', 'attach'],
  'backend/check-options.ts: each': ["'warn'", 'false', 'true'],
  'backend/check-secrets/check-secrets.ts: line': OTHER_ROW,
  "backend/ecs-secrets/ecs-secrets-options.ts: name.replace(/\\W/g, '_').replace(/^(?=\\d|$)/, 'SECRET_')": OTHER_ROW,
  "backend/ecs-secrets/ecs-secrets-options.ts: [...fields, field].map(stringLiteral).join(', ')": [literals.join(', ')],
  [` For single fields: ecsSecrets(${PART}, { fields: { MY_VARIABLE: ${PART} } }).: expressionOf(reference)`]: [
    'secrets.stripe',
  ],
  'backend/ecs-secrets/value-from.ts: storeLine(name, reference.set.environments)': OTHER_ROW,
  'backend/guard/grant-line.ts: listOf(declared)': [
    ...references,
    ...patterns,
    `[${[...references, ...patterns].join(', ')}]`,
  ],
  'backend/guard/grant-line.ts: listOf(names)': [...literals, `[${literals.join(', ')}]`],
  'backend/guard/grant-line.ts: exampleOf(view)': references,
  'backend/guard/rules/credential-in-environment.ts: key': keys,
  'backend/guard/rules/credential-in-environment.ts: expression': references,
  "backend/guard/rules/production-secret-in-preview.ts: others.map(stringLiteral).join(', ')": [literals.join(', ')],
  'backend/open-backend.ts: call': ['checkSecrets', 'defineComputeRole'],
  'backend/rotation/rotation-options.ts: target': references,
  'backend/rotation/rotation-options.ts: more': ['', ", branches: 'main'"],
  'backend/targets/branches.ts: target': ['secret', ...literals],
  'backend/targets/secrets-matching.ts: line': OTHER_ROW,
  "backend/targets/store-line.ts: parts.join(', ')": [
    "store: 'secrets-manager'",
    ...literals.map((literal) => `branches: [${literal}], appId: 'd1a2b3', store: 'secrets-manager'`),
  ],
  'backend/verify/verify-functions.ts: JSON.stringify(descriptor)': [
    JSON.stringify({
      apps: { shop: { environment: 'prod', store: 'amplify', digest: 'abc' } },
      folders: ['/amplify/x'],
    }),
  ],
};
