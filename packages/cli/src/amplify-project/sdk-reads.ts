import type { Expression, Node, SignatureDeclaration } from 'typescript';
import { constantsOf } from '../source/constants.js';
import type { TypeScript } from '../source/load-typescript.js';
import { nodesBelow, placeOf, type SourceFile } from '../source/source-file.js';
import type { Reading } from '../source/static-string.js';
import { unwrapped } from '../source/written-out.js';
import type { AmplifyFunction } from './amplify-functions.js';
import { environmentVariable } from './environment-variables.js';
import { callSitesOf, importedFiles, importedName, referencesTo } from './references.js';
import { secretNameOf } from './secret-name.js';
import { followValue, type ValueKind } from './value-flow.js';

/** Code that asks AWS Secrets Manager for a secret, with the SDK or with Powertools. */
export interface SdkRead {
  readonly node: Node;
  readonly file: string;
  readonly line: number;
  /** What asks: `GetSecretValueCommand`. */
  readonly call: string;
  /** The secret as the code has it: `'shop/prod/stripe'`, `process.env.SECRET_ARN`. */
  readonly id: string;
  /** Its name, where the code says it. */
  readonly name: string | undefined;
  /** The functions of `defineBackend` whose handlers have the file, or import it. */
  readonly functions: readonly string[];
  /** The fields that the code takes out of its JSON; empty where they are not known; undefined where it parses none. */
  readonly fields: readonly string[] | undefined;
}

/** Whether a call reads the value, and does not only describe or change the secret. */
export function readsValue({ call }: SdkRead): boolean {
  return /GetSecretValue|getSecret/i.test(call);
}

const POWERTOOLS = '@aws-lambda-powertools/parameters/secrets';

/** What asks for a secret: the code of its name, and where its value begins. */
interface Ask {
  readonly node: Node;
  readonly call: string;
  readonly id: Expression;
  readonly starts: readonly (readonly [Expression, ValueKind])[];
}

/** Everywhere that code names a `SecretId`, or asks Powertools, in the order of the files. */
export function sdkReads(
  typescript: TypeScript,
  files: readonly SourceFile[],
  functions: readonly AmplifyFunction[],
): readonly SdkRead[] {
  const imports = functions.flatMap((each) =>
    each.handler === undefined ? [] : [[each, importedFiles(typescript, files, each.handler)] as const],
  );
  const ownersOf = (path: string) => imports.flatMap(([each, paths]) => (paths.includes(path) ? [each] : []));
  return files.flatMap((file) => asksIn(typescript, file).flatMap((ask) => readsOf(ask)));

  /** A function that is given the name of the secret reads another one at each of its calls. */
  function readsOf({ node, call, id, starts }: Ask, depth = 0): readonly SdkRead[] {
    const around = parameterOf(typescript, id);
    if (around !== undefined && depth < 3) {
      const inner = followValue(typescript, files, starts, around.of);
      const sites = callSitesOf(typescript, files, around.of);
      const asks = sites.flatMap((site) => {
        const given = site.arguments[around.index];
        const next = inner.returned.map((kind) => [site, kind] as const);
        return given === undefined ? [] : readsOf({ node: site, call, id: given, starts: next }, depth + 1);
      });
      if (asks.length > 0) return asks.map((read) => ({ ...read, fields: joined(inner.fields, read.fields) }));
    }
    const source = files.find(({ tree }) => tree === node.getSourceFile());
    if (source === undefined) return [];
    const owners = ownersOf(source.path);
    const [, line = '1'] = /:(\d+)$/.exec(placeOf(source, node)) ?? [];
    return [
      {
        node,
        file: source.path,
        line: Number(line),
        call,
        id: id.getText(source.tree),
        name: nameOf(source, id, owners),
        functions: owners.map(({ name }) => name),
        fields: followValue(typescript, files, starts).fields,
      },
    ];
  }

  function nameOf(source: SourceFile, id: Expression, owners: readonly AmplifyFunction[]): string | undefined {
    const reading: Reading = { typescript, source, constants: constantsOf(typescript, source) };
    const name = secretNameOf(reading, id);
    if (name !== undefined) return name;
    const variable = variableOf(typescript, unwrapped(typescript, reading.constants, id));
    if (variable === undefined) return undefined;
    const names = owners.map((owner) => {
      const found = environmentVariable(typescript, files, owner, variable);
      return found && secretNameOf(found.reading, found.value);
    });
    // Code that several functions share may read another secret in each.
    return new Set(names).size === 1 ? names[0] : undefined;
  }
}

function asksIn(typescript: TypeScript, file: SourceFile): readonly Ask[] {
  const getSecret = importedName(typescript, file, POWERTOOLS, 'getSecret');
  return nodesBelow(file.tree).flatMap((node): readonly Ask[] => {
    if (typescript.isCallExpression(node)) {
      const [id, options] = node.arguments;
      if (id === undefined || !typescript.isIdentifier(node.expression) || node.expression.text !== getSecret)
        return [];
      const isJson = /\btransform:\s*['"]json['"]/.test(options?.getText(file.tree) ?? '');
      return [{ node, call: 'getSecret of Powertools', id, starts: [[node, isJson ? 'json' : 'text']] }];
    }
    const isProperty = typescript.isPropertyAssignment(node) || typescript.isShorthandPropertyAssignment(node);
    if (!isProperty || !typescript.isObjectLiteralExpression(node.parent)) return [];
    const name = node.name.getText(file.tree);
    const value = typescript.isPropertyAssignment(node) ? node.initializer : node.name;
    const call = calleeOf(typescript, node.parent);
    if (name === 'SecretId') return [{ node, call, id: value, starts: [[node.parent, 'input']] }];
    if (name !== 'SecretIdList' || !typescript.isArrayLiteralExpression(value)) return [];
    return value.elements.map((id) => ({ node: id, call, id, starts: [] }));
  });
}

/** `GetSecretValueCommand` of `new GetSecretValueCommand({ … })`, `getSecretValue` of `client.getSecretValue({ … })`. */
function calleeOf(typescript: TypeScript, input: Expression): string {
  const { parent } = input;
  // `const input = { SecretId }`, which is then given to one.
  if (typescript.isVariableDeclaration(parent) && typescript.isIdentifier(parent.name)) {
    return referencesTo(typescript, parent.name).reduce((found, each) => found || calleeOf(typescript, each), '');
  }
  if (!typescript.isNewExpression(parent) && !typescript.isCallExpression(parent)) return '';
  return /\w+$/.exec(parent.expression.getText())?.[0] ?? '';
}

/** The function whose parameter the id is. */
function parameterOf(
  typescript: TypeScript,
  id: Expression,
): { readonly of: SignatureDeclaration; readonly index: number } | undefined {
  if (!typescript.isIdentifier(id)) return undefined;
  for (let around: Node = id; around.parent !== undefined; around = around.parent) {
    if (!typescript.isFunctionLike(around)) continue;
    const index = around.parameters.findIndex(({ name }) => typescript.isIdentifier(name) && name.text === id.text);
    if (index >= 0) return { of: around, index };
  }
  return undefined;
}

/** `SECRET_ARN` of `process.env.SECRET_ARN`, `process.env['SECRET_ARN'] ?? ''` and Amplify's `env.SECRET_ARN`. */
function variableOf(typescript: TypeScript, node: Expression): string | undefined {
  if (typescript.isBinaryExpression(node)) return variableOf(typescript, node.left);
  if (typescript.isNonNullExpression(node) || typescript.isAsExpression(node))
    return variableOf(typescript, node.expression);
  const [, dotted, quoted] = /^(?:process\.)?env(?:\.(\w+)|\[['"](\w+)['"]\])$/.exec(node.getText()) ?? [];
  return dotted ?? quoted;
}

/** Fields that the function takes, and those that its caller takes of what it returns. */
function joined(
  one: readonly string[] | undefined,
  other: readonly string[] | undefined,
): readonly string[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return [...new Set([...one, ...other])];
}
