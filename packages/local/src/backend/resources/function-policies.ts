import type { Resource } from '../../cloudformation/resource.js';
import { asString, type Resolved, Unresolved } from '../../cloudformation/value.js';
import type { NamedPolicy, Statement } from '../../iam/model.js';
import type { BackendFunction } from '../model.js';

/**
 * The resource policies of the functions, by function ARN: a statement for each `AWS::Lambda::Permission`, with the conditions that Lambda
 * writes. One that does not resolve allows nothing; the backend's `unresolved` lists it.
 * https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function readFunctionPolicies(
  resources: readonly Resource[],
  functions: readonly BackendFunction[],
): ReadonlyMap<string, NamedPolicy> {
  const statements = new Map<string, Statement[]>();
  for (const resource of resources.filter(({ type }) => type === 'AWS::Lambda::Permission')) {
    const fn = functionOf(resource, functions);
    const statement = fn && statementOf(resource, fn.arn);
    if (fn && statement) statements.set(fn.arn, [...(statements.get(fn.arn) ?? []), statement]);
  }
  const policies = [...statements].map(([arn, Statement]): [string, NamedPolicy] => [
    arn,
    { name: `permissions of ${arn}`, document: { Version: '2012-10-17', Statement } },
  ]);
  return new Map(policies);
}

/** `FunctionName` is a name, an ARN, or `123456789012:function:name`. */
function functionOf(resource: Resource, functions: readonly BackendFunction[]): BackendFunction | undefined {
  const asked = asString(resource.property('FunctionName'));
  if (asked instanceof Unresolved) return undefined;
  return functions.find(
    ({ arn, functionName }) => asked === functionName || asked === arn || arn.endsWith(`:${asked}`),
  );
}

function statementOf(resource: Resource, functionArn: string): Statement | undefined {
  const { uncertain, logicalId: Sid } = resource;
  const [action, principal, account, source, organization] = [
    'Action',
    'Principal',
    'SourceAccount',
    'SourceArn',
    'PrincipalOrgID',
  ].map((name) => optionalString(resource.property(name)));
  if (uncertain !== undefined || typeof action !== 'string' || typeof principal !== 'string') return undefined;
  if ([account, source, organization].some((value) => value instanceof Unresolved)) return undefined;
  const equals = {
    ...(account !== undefined && { 'AWS:SourceAccount': account }),
    ...(organization !== undefined && { 'aws:PrincipalOrgID': organization }),
  };
  const Condition = {
    ...(Object.keys(equals).length > 0 && { StringEquals: equals }),
    ...(source !== undefined && { ArnLike: { 'AWS:SourceArn': source } }),
  };
  return {
    Sid,
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { [principal.includes('.amazonaws.com') ? 'Service' : 'AWS']: principal },
    Action: action,
    Resource: functionArn,
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

function optionalString(value: Resolved): string | Unresolved | undefined {
  return value === undefined ? undefined : asString(value);
}
