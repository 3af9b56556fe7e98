import { type AccessRequest, type Decision, evaluate, type Statement } from '@amplify-secrets/local/iam';
import { describe, expect, it } from 'vitest';
import { askOracle, type Verdict } from './oracle.js';

const GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:myapp/prod/stripe-AbC123';
const v = (inside: string) => `$\{${inside}}`;

interface Difference {
  readonly what: string;
  /** The page of AWS that decides it. */
  readonly source: string;
  readonly statement: Omit<Statement, 'Effect' | 'Action'>;
  readonly version?: string;
  readonly context?: AccessRequest['context'];
  readonly resource?: string;
  readonly ours: Decision['effect'];
  readonly theirs: Verdict;
}

/** Where the two disagree, so that the generated requests leave it out. Each is one Allow statement. */
const DIFFERENCES: readonly Difference[] = [
  {
    what: 'a policy of 2008-10-17 has no variables',
    source: `${GUIDE}/reference_policies_elements_version.html`,
    version: '2008-10-17',
    statement: { Resource: `${SECRET.replace('prod', v("aws:username, 'prod'"))}` },
    ours: 'deny',
    theirs: 'allow',
  },
  {
    what: 'a variable without a value differs from every value',
    source: `${GUIDE}/reference_policies_variables.html#policy-vars-no-value`,
    statement: { Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': v('aws:username') } } },
    ours: 'allow',
    theirs: 'implicit-deny',
  },
  {
    what: 'a NotResource with a variable without a value leaves nothing out',
    source: `${GUIDE}/reference_policies_variables.html#policy-vars-no-value`,
    statement: { NotResource: `${SECRET}${v('aws:username')}` },
    ours: 'allow',
    theirs: 'implicit-deny',
  },
  {
    what: 'a * that ends its segment reaches beyond the colon',
    source: `${GUIDE}/reference_policies_elements_resource.html`,
    statement: { Resource: 'arn:aws:secretsmanager:us-east-1:*:b' },
    resource: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:a:b',
    ours: 'allow',
    theirs: 'implicit-deny',
  },
  {
    what: 'no wildcard may stand in the type of resource, so what it means is not known',
    source: `${GUIDE}/reference-arns.html`,
    statement: { Resource: SECRET.replace('secret:', 'sec*:') },
    ours: 'unknown',
    theirs: 'implicit-deny',
  },
  {
    what: 'an ARN without all its segments is not well-formed',
    source: `${GUIDE}/reference-arns.html`,
    statement: { Resource: 'arn:aws:secretsmanager:us-east-1' },
    ours: 'unknown',
    theirs: 'allow',
  },
  {
    what: '0.0.0.0/0 is every IPv4 address',
    source: `${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IPAddress`,
    statement: { Resource: '*', Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } },
    ours: 'allow',
    theirs: 'implicit-deny',
  },
  {
    what: 'NotIpAddress holds for every other address, IPv4 or IPv6',
    source: `${GUIDE}/reference_policies_elements_condition_operators.html#Conditions_IPAddress`,
    statement: { Resource: '*', Condition: { NotIpAddress: { 'aws:SourceIp': '2001:db8::5' } } },
    ours: 'allow',
    theirs: 'implicit-deny',
  },
  {
    what: 'an epoch is in seconds',
    source: `${GUIDE}/reference_policies_condition-keys.html#condition-keys-epochtime`,
    statement: { Resource: '*', Condition: { DateGreaterThan: { 'aws:CurrentTime': '1780315200' } } },
    context: { 'aws:currenttime': '2026-06-01T11:59:59Z' },
    ours: 'deny',
    theirs: 'allow',
  },
  {
    what: 'ForAllValues holds for an empty text, which is no value',
    source: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
    statement: { Resource: '*', Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': 'red' } } },
    context: { 'aws:tagkeys': [''] },
    ours: 'allow',
    theirs: 'implicit-deny',
  },
  {
    what: 'AWS does not document what an operator without ForAllValues or ForAnyValue makes of several values',
    source: `${GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
    statement: { Resource: '*', Condition: { StringEquals: { 'aws:TagKeys': 'red' } } },
    context: { 'aws:tagkeys': ['red', 'blue'] },
    ours: 'unknown',
    theirs: 'implicit-deny',
  },
  {
    what: 'a key that is not modelled is not known to be absent',
    source: `${GUIDE}/reference_policies_condition-keys.html`,
    statement: { Resource: '*', Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
    ours: 'unknown',
    theirs: 'allow',
  },
];

describe('the policy evaluator differs from @cloud-copilot/iam-simulate', () => {
  for (const { what, source, statement, version = '2012-10-17', context, resource, ours, theirs } of DIFFERENCES) {
    it(`differs: ${what} (${source})`, async () => {
      const request: AccessRequest = {
        role: {
          arn: 'arn:aws:iam::123456789012:role/reader',
          name: 'reader',
          account: '123456789012',
          policies: [
            { name: 'P', document: { Version: version, Statement: { Effect: 'Allow', Action: '*', ...statement } } },
          ],
        },
        action: 'secretsmanager:GetSecretValue',
        resource: resource ?? SECRET,
        context: { 'aws:requestedregion': 'us-east-1', 'aws:sourceip': '10.1.2.3', ...context },
      };
      expect({ ours: evaluate(request).effect, theirs: await askOracle(request) }).toEqual({ ours, theirs });
    });
  }
});
