import type { CallExpression, Expression, NewExpression, ObjectLiteralExpression } from 'typescript';
import { callsIn, nodesBelow } from '../../source/source-file.js';
import { type Reading, staticStrings } from '../../source/static-string.js';
import { unwrapped, writtenOut } from '../../source/written-out.js';
import type { HandWritten, PolicyFacts } from './hand-written.js';

const STATEMENT_CALLS = new Set(['addToRolePolicy', 'addToPrincipalPolicy', 'addToPolicy']);
const GRANT_CALLS = new Set(['grantRead', 'grantWrite']);
const SECRETS = /\bsecretsmanager:/i;
const AMPLIFY_PARAMETERS = /:parameter\/amplify\//;

/** The calls of a file that give access to secrets, in the order of the text. */
export function findHandWritten(reading: Reading): readonly HandWritten[] {
  return callsIn(reading.typescript, reading.source).flatMap((call) => {
    const { typescript } = reading;
    const callee = call.expression;
    if (!typescript.isPropertyAccessExpression(callee)) return [];
    const method = callee.name.text;
    if (STATEMENT_CALLS.has(method)) return ofStatements(reading, call, callee.expression, call.arguments[0]);
    if (method === 'attachInlinePolicy') return ofPolicy(reading, call, callee.expression);
    if (GRANT_CALLS.has(method)) return ofSecret(reading, call, callee.expression, method);
    return [];
  });
}

function ofStatements(
  reading: Reading,
  call: CallExpression,
  grantee: Expression,
  given: Expression | undefined,
): HandWritten[] {
  const facts = given === undefined ? undefined : policyFacts(reading, given);
  if (facts === undefined || !isAboutSecrets(facts)) return [];
  return [{ call, grantee, gives: { kind: 'statements', statements: [facts] } }];
}

/** `role.attachInlinePolicy(new Policy(scope, id, { statements: […] }))`. */
function ofPolicy(reading: Reading, call: CallExpression, grantee: Expression): HandWritten[] {
  const { typescript, constants } = reading;
  const [given] = call.arguments;
  const policy = given && unwrapped(typescript, constants, given);
  const props = policy && typescript.isNewExpression(policy) ? policy.arguments?.[2] : undefined;
  if (props === undefined || !typescript.isObjectLiteralExpression(props)) return [];
  const list = propertyOf(reading, props, 'statements');
  const array = list && unwrapped(typescript, constants, list);
  if (array === undefined || !typescript.isArrayLiteralExpression(array)) return [];
  const statements = array.elements.map((element) => policyFacts(reading, element));
  const known = statements.filter((facts) => facts !== undefined);
  if (!known.some(isAboutSecrets)) return [];
  if (known.length === statements.length) return [{ call, grantee, gives: { kind: 'statements', statements: known } }];
  return [{ call, grantee, gives: { kind: 'unknown', reason: 'one of its statements is not written here' } }];
}

function ofSecret(reading: Reading, call: CallExpression, secret: Expression, grant: string): HandWritten[] {
  const [grantee, stages] = call.arguments;
  if (grantee === undefined) return [];
  if (!isCdkSecret(reading, secret)) {
    const reason = `\`${secret.getText(reading.source.tree)}\` is not a constant: write the grant of what it is`;
    return isVariableSecret(reading, secret) ? [{ call, grantee, gives: { kind: 'unknown', reason } }] : [];
  }
  const written = writtenOut(reading.typescript, reading.constants, reading.source, secret);
  return [{ call, grantee, gives: { kind: 'secret', secret, grant, hasStages: stages !== undefined, written } }];
}

/** `new Secret(…)` and `Secret.fromSecretNameV2(…)`, of aws-cdk-lib/aws-secretsmanager. */
function isCdkSecret({ typescript, source, constants }: Reading, given: Expression): boolean {
  const node = unwrapped(typescript, constants, given);
  if (typescript.isNewExpression(node))
    return /(?:^|\.)(?:Database)?Secret$/.test(node.expression.getText(source.tree));
  return (
    typescript.isCallExpression(node) && /(?:^|\.)Secret\.fromSecret\w+$/.test(node.expression.getText(source.tree))
  );
}

/** A variable or a parameter of CDK's type, or one that is given such a secret somewhere. */
function isVariableSecret(reading: Reading, secret: Expression): boolean {
  const { typescript, source } = reading;
  if (!typescript.isIdentifier(secret)) return false;
  return nodesBelow(source.tree).some((node) => {
    if (typescript.isBinaryExpression(node)) {
      return node.left.getText(source.tree) === secret.text && isCdkSecret(reading, node.right);
    }
    if (!typescript.isVariableDeclaration(node) && !typescript.isParameter(node)) return false;
    if (node.name.getText(source.tree) !== secret.text) return false;
    const type = node.type?.getText(source.tree) ?? '';
    return /(?:^|\.)I?Secret$/.test(type) || (node.initializer !== undefined && isCdkSecret(reading, node.initializer));
  });
}

function policyFacts(reading: Reading, given: Expression): PolicyFacts | undefined {
  const { typescript, source, constants } = reading;
  const node = unwrapped(typescript, constants, given);
  if (!isPolicyStatement(reading, node)) return undefined;
  const props = node.arguments?.[0] && unwrapped(typescript, constants, node.arguments[0]);
  if (props === undefined || !typescript.isObjectLiteralExpression(props)) return undefined;
  const strings = (name: string) => {
    const list = propertyOf(reading, props, name);
    return list === undefined ? [] : staticStrings(reading, list);
  };
  return {
    actions: strings('actions'),
    resources: strings('resources'),
    others: props.properties
      .map((property) => property.name?.getText(source.tree) ?? property.getText(source.tree))
      .filter((name) => !['actions', 'resources', 'effect', 'sid'].includes(name)),
    effect: effectOf(reading, propertyOf(reading, props, 'effect')),
  };
}

function effectOf({ typescript, source, constants }: Reading, given: Expression | undefined): PolicyFacts['effect'] {
  if (given === undefined) return 'allow';
  const node = unwrapped(typescript, constants, given);
  const text = typescript.isStringLiteralLike(node) ? node.text : node.getText(source.tree);
  if (/^(?:(?:\w+\.)?Effect\.ALLOW|Allow)$/.test(text)) return 'allow';
  return /^(?:(?:\w+\.)?Effect\.DENY|Deny)$/.test(text) ? 'deny' : 'unknown';
}

function isPolicyStatement({ typescript, source }: Reading, node: Expression): node is NewExpression {
  return typescript.isNewExpression(node) && /(?:^|\.)PolicyStatement$/.test(node.expression.getText(source.tree));
}

/** Also `{ actions, resources }`, where they are constants. */
function propertyOf({ typescript }: Reading, object: ObjectLiteralExpression, name: string): Expression | undefined {
  for (const property of object.properties) {
    if (typescript.isShorthandPropertyAssignment(property) && property.name.text === name) return property.name;
    if (typescript.isPropertyAssignment(property) && property.name.getText() === name) return property.initializer;
  }
  return undefined;
}

function isAboutSecrets({ actions, resources, others }: PolicyFacts): boolean {
  const texts = (strings: PolicyFacts['actions']) => strings.flatMap((each) => ('text' in each ? [each.text] : []));
  const isBroad = others.includes('notActions') || texts(actions).includes('*');
  return (
    (isBroad && texts(resources).some((arn) => /^\*+$|:secretsmanager:/.test(arn))) ||
    texts(actions).some((action) => SECRETS.test(action)) ||
    texts(resources).some((arn) => AMPLIFY_PARAMETERS.test(arn))
  );
}
