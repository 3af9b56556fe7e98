import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Fixture } from '../fixture.js';

// https://docs.datadoghq.com/security/code_security/iac_security/iac_rules/terraform-aws-secrets-manager-with-vulnerable-policy/: all of the
// service, here in the role of a function.
export const mistake: Fixture = {
  write({ lambda }) {
    lambda('worker').addToRolePolicy(
      new PolicyStatement({
        actions: ['secretsmanager:*'],
        resources: ['*'],
      }),
    );
  },
  finds: ['SecretAccessWildcard'],
};
