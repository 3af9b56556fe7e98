/** A hand-written statement of one file of a project, and what `migrate` makes of it. */
export interface Row {
  /** TypeScript, in which `worker` is a function and `stack` is where it is. */
  readonly code: string;
  /** The lines in its place. */
  readonly becomes?: readonly string[];
  /** Why it stays, or a part of it: the beginning of a sentence for each statement. */
  readonly stays?: readonly string[];
  /** A secret that the function reads on main before, and not after. */
  readonly loses?: string;
}

export type Rows = Readonly<Record<string, Row>>;

/** The ARN that somebody wrote for a secret; the real one ends in `-` and six characters. */
export const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;

/** A statement of `worker` in an array of these lines. */
export function allow(actions: readonly string[], resources: readonly string[], more = ''): string {
  const list = (strings: readonly string[]) => `[${strings.map((each) => `'${each}'`).join(', ')}]`;
  return `worker.addToRolePolicy(new PolicyStatement({ actions: ${list(actions)}, resources: ${list(resources)}${more} }));`;
}

export function read(...resources: readonly string[]): string {
  return allow(['secretsmanager:GetSecretValue'], resources);
}

export const BRANCHES = "{ branches: 'main' }";

/** What a row needs: the names of other modules that its code uses. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  '@amplify-secrets/backend': ['grantSecretRead', 'secretsMatching'],
  'aws-cdk-lib': ['Aws', 'CfnParameter', 'Fn', 'SecretValue', 'Stack'],
  'aws-cdk-lib/aws-cognito': ['CfnIdentityPoolRoleAttachment'],
  'aws-cdk-lib/aws-iam': [
    'CfnPolicy',
    'Effect',
    'FederatedPrincipal',
    'ManagedPolicy',
    'Policy',
    'PolicyDocument',
    'PolicyStatement',
    'Role',
    'ServicePrincipal',
  ],
  'aws-cdk-lib/aws-secretsmanager': ['Secret'],
  '../row.js': ['rowOf'],
  '../secrets/resource.js': ['secrets'],
};

/** The file of a row. */
export function fileOf(title: string, { code }: Row): string {
  const body = `const { stack, worker } = rowOf('${title}');\n\n${code}\n`;
  const words = new Set(body.split(/[^\w$]+/));
  const imports = Object.entries(MODULES).flatMap(([module, names]) => {
    const used = names.filter((name) => words.has(name));
    return used.length === 0 ? [] : [`import { ${used.join(', ')} } from '${module}';`];
  });
  return `${imports.join('\n')}\n\n${body}`;
}

/** `amplify/row.ts`: a function and a place of its own for each row, without a bundle. */
export const ROW_MODULE = `import type { Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

let workers: Stack | undefined;

export function startRows(stack: Stack): void {
  workers = stack;
}

export function rowsStack(): Stack {
  if (workers === undefined) throw new Error('startRows comes first.');
  return workers;
}

class Row extends Construct {
  readonly region: string;
  readonly account: string;
  readonly partition: string;

  constructor(stack: Stack, title: string) {
    super(stack, title);
    ({ region: this.region, account: this.account, partition: this.partition } = stack);
  }
}

export function lambda(scope: Construct, id: string): LambdaFunction {
  return new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
  });
}

export function rowOf(title: string): { readonly stack: Row; readonly worker: LambdaFunction } {
  const stack = rowsStack();
  return { stack: new Row(stack, title), worker: lambda(stack, title.replace(/\\W+/g, '-')) };
}
`;
