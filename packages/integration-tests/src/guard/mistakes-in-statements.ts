import { grantSecretRead } from '@amplify-secrets/backend';
import type { Stack } from 'aws-cdk-lib';
import { CfnIdentityPoolRoleAttachment } from 'aws-cdk-lib/aws-cognito';
import { ManagedPolicy, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { type Fixture, fixtures, secrets, type Write } from './fixture.js';
import { allow, appUsers, arn, read, readInDocument, sub } from './hand-written.js';
import { shopReadsMaps } from './shop.js';

/** A hand-written statement beside a grant of `secrets.stripe`. */
function besideTheGrant(action: string, name: string): Write {
  return ({ lambda, stack }) => {
    const worker = lambda('worker');
    grantSecretRead(worker, secrets.stripe);
    const resource = `arn:aws:secretsmanager:${stack.region}:${stack.account}:secret:${name}`;
    worker.addToRolePolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  };
}

/** Whatever a function `worker` gets beside the rotation of `secrets.databasePassword`. */
function besideTheRotation(give: (worker: LambdaFunction, resource: string, stack: Stack) => void): Write {
  return ({ lambda, stack, rotates }) => {
    rotates(secrets.databasePassword);
    give(lambda('worker'), arn('myapp/prod/database-password-??????'), stack);
  };
}

/** The role of users of the app, with this statement. */
function users(amr: string, actions: string[], resource: string): Write {
  return ({ stack }) => {
    appUsers(stack, amr).addToPolicy(new PolicyStatement({ actions, resources: [resource] }));
  };
}

/** Policy statements that people wrote by hand, with the place where each was seen. */
export const mistakesInStatements: readonly Fixture[] = [
  ...fixtures(['SecretAccessWildcard'], {
    // A power-user policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
    'all but IAM': allow({ notActions: ['iam:*'], resources: ['*'] }),
    // An Allow with `NotResource`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
    'all but one secret': allow({
      actions: ['secretsmanager:GetSecretValue'],
      notResources: [arn('root-??????')],
    }),
    // Whoever may read it may also delete and share it.
    'every action on one secret': allow({ actions: ['secretsmanager:*'], resources: [arn('legacy/mail-??????')] }),
    // https://docs.datadoghq.com/security/code_security/iac_security/iac_rules/terraform-aws-secrets-manager-with-vulnerable-policy/
    'every action': allow({ actions: ['secretsmanager:*'], resources: ['*'] }),
    // Every ARN of a secret ends in a hyphen and six characters.
    'every name with a suffix': read(arn('*-??????')),
    // The first policy that works: https://github.com/localstack/localstack/issues/9829
    'every resource': read('*'),
    // The policy proposed in https://github.com/aws-samples/pcluster-manager/issues/71
    'every secret of the region': allow({
      actions: ['GetResourcePolicy', 'GetSecretValue', 'DescribeSecret', 'ListSecretVersionIds'].map(
        (action) => `secretsmanager:${action}`,
      ),
      resources: [arn('*')],
    }),
    // `Get*` includes GetSecretValue.
    'Get star': allow({ actions: ['secretsmanager:Get*', 'secretsmanager:List*'], resources: ['*'] }),
    // Attached beside a narrow policy: https://github.com/londonaicentre/FLIP/pull/242
    'managed policy': ({ lambda }) =>
      lambda('worker').role?.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('SecretsManagerReadWrite')),
    // `secretsmanager:Name` is a condition key of CreateSecret alone, so with IfExists every read passes.
    'name of CreateSecret': allow({
      actions: ['secretsmanager:CreateSecret', 'secretsmanager:GetSecretValue'],
      resources: ['*'],
      conditions: { StringLikeIfExists: { 'secretsmanager:Name': 'tenant-*' } },
    }),
    // A rotation function that may change every secret: https://github.com/awslabs/agentcore-samples/pull/811
    'rotation of everything': allow({
      actions: ['DescribeSecret', 'GetSecretValue', 'PutSecretValue', 'UpdateSecretVersionStage'].map(
        (action) => `secretsmanager:${action}`,
      ),
      resources: ['*'],
    }),
    // AWS reads what an ARN leaves out as `*`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
    'service alone': read('arn:aws:secretsmanager'),
    // The `?` stands for the colon after `secret`, and the `*` for every name.
    'wildcard for the type': read('arn:aws:secretsmanager:us-east-1:123456789012:secret?*'),
  }),

  ...fixtures(['SecretArnMalformed'], {
    // An ARN in place of the name: https://github.com/iann0036/iamlive/issues/30
    'doubled ARN': read(arn(arn('billing-AbC123'))),
    // ECS accepts this in valueFrom, IAM does not:
    // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
    'JSON field behind ARN': read(arn('db-AbC123:password::')),
    // `arn:aws:secretsmanager:${process.env.REGION}:${process.env.ACCOUNT}:…` where neither is set.
    'account and region of unset variables': read(
      'arn:aws:secretsmanager:undefined:undefined:secret:mail-aB3dE9',
      'arn:aws:secretsmanager:null:123456789012:secret:mail-aB3dE9',
    ),
    'name of an object': read(arn('[object Object]/mail-??????')),
    'name of an unset variable': read(arn('undefined/stripe-??????'), arn('myapp/null/stripe-aB3dE9'), arn('NaN/*')),
    'no region': read('arn:aws:secretsmanager::123456789012:secret:legacy/mail-??????'),
    // The name alone: https://github.com/RenovoSolutions/cdk-library-certbot/pull/907
    'path for ARN': read('certbot/account-key'),
    // The ARN of a parameter has a slash here: https://github.com/RenovoSolutions/cdk-library-certbot/pull/907
    'slash for colon': read('arn:aws:secretsmanager:us-east-1:123456789012:secret/certbot/account-*'),
  }),

  ...fixtures(['SecretArnWithoutAccount'], {
    // docs/IAM_PERMISSIONS_GUIDE.md of https://github.com/firstlovecenter/fl-admin-portal
    'every account': read('arn:aws:secretsmanager:*:*:secret:fl-admin-portal/*'),
    // ARNs of S3, which many people copy from, have no account.
    'no account': read('arn:aws:secretsmanager:us-east-1::secret:legacy/mail-??????'),
  }),
  ...fixtures(['SecretArnWithoutAccount', 'SecretAccessWildcard'], {
    // Copied from a managed policy: https://github.com/udondan/iam-floyd/pull/2111
    'every secret everywhere': read('arn:aws:secretsmanager:*:*:secret:*'),
  }),
  ...fixtures(['SecretArnWithoutAccount', 'SecretArnWithoutSuffix'], {
    // From a backend.ts of an Amplify Gen 2 project: the name is not the whole ARN, so the function is denied.
    'name without suffix': read('arn:aws:secretsmanager:ap-northeast-1:*:secret:migration-db-credentials-v2'),
  }),
  ...fixtures(['SecretArnWithoutAccount', 'SecretPatternOvermatches'], {
    // `-*` also matches longer names (https://github.com/iann0036/iam-dataset/pull/22), and AWS warns of it:
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html
    'hyphen star': read('arn:aws:secretsmanager:*:*:secret:auth-users-*'),
  }),

  ...fixtures(['SecretArnWithoutSuffix'], {
    // https://github.com/spring-attic/spring-cloud-aws/issues/474 asks which resource a known name has.
    'exact name of the declaration': read(arn('upwork-oauth-tokens')),
    // The `!Sub` of https://github.com/FormidableLabs/terraform-aws-serverless/issues/12
    'name in Fn::Sub': readInDocument(sub('billing/api')),
    // `-secret` has the six letters of a suffix and is part of the name: https://github.com/aws/aws-cdk/issues/27530
    'name like a suffix': read(arn('xyz-secret'), arn('xyz-google')),
    // https://github.com/aws/aws-cdk/issues/12411
    'partial ARN': read(arn('example')),
  }),

  ...fixtures(['SecretPatternOvermatches'], {
    // From a backend.ts of an Amplify Gen 2 project: also matches openai-api-key-admin.
    'name with star': read(arn('lexforge/openai-api-key*')),
    // A function in public CDK code puts a star behind each name it is given.
    'star behind every name': ({ lambda, stack }) =>
      lambda('worker').addToRolePolicy(
        new PolicyStatement({
          actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
          resources: ['github-token', 'maps-key'].map(
            (name) => `arn:aws:secretsmanager:*:${stack.account}:secret:${name}*`,
          ),
        }),
      ),
  }),

  ...fixtures(['SecretOfAnotherEnvironment'], {
    // The name was right on the branch where it was written, and every branch deploys it.
    'fixed production name': { branch: 'feature/checkout', write: read(arn('myapp/prod/stripe-??????')) },
    // CloudFormation completes the name, but its beginning is enough.
    'production behind a region': {
      branch: 'feature/login',
      write: readInDocument(sub(`myapp/prod/\${AWS::Region}-??????`)),
    },
    // A condition in place of the resource.
    'production by SecretId': {
      branch: 'feature/login',
      write: allow({
        actions: ['secretsmanager:GetSecretValue'],
        resources: ['*'],
        conditions: { StringLike: { 'secretsmanager:SecretId': 'myapp/prod/*' } },
      }),
    },
    // `*/prod/*` also matches the app's production secrets.
    'production of every app': { branch: 'staging', write: read(arn('*/prod/*')) },
    // A policy for all environments of an app, as documentation of secret providers shows it (`secret:dokploy/*`).
    'whole app': read(arn('myapp/*')),
  }),
  ...fixtures(['SecretOfAnotherEnvironment', 'SecretPatternOvermatches'], {
    // `prod*` also matches `prod-eu`.
    'neighbour environment': (project) => {
      shopReadsMaps({ prod: 'main', 'prod-eu': 'main-eu' })(project);
      read(arn('shop/prod*'))(project);
    },
  }),

  ...fixtures(['ProductionSecretInPreview'], {
    // A pull request attacks production from its preview: https://github.com/Azure/static-web-apps/issues/86
    'production name in preview': { branch: 'pr-7', write: read(arn('myapp/prod/stripe-AbC123')) },
  }),

  ...fixtures(['SecretOpenToUsers'], {
    // The role that every visitor's browser gets, as Amplify makes it.
    'secret for visitors': users('unauthenticated', ['secretsmanager:GetSecretValue'], arn('legacy/mail-a1B2c3')),
    // Whoever signs up may read it in the console of the browser.
    'secret for signed-in users': users('authenticated', ['secretsmanager:GetSecretValue'], arn('legacy/mail-a1B2c3')),
    // Where Amplify keeps the values of secret().
    'parameters of Amplify for visitors': users(
      'unauthenticated',
      ['ssm:GetParametersByPath'],
      'arn:aws:ssm:us-east-1:123456789012:parameter/amplify/*',
    ),
    // A role made elsewhere for another purpose, attached to the identity pool.
    'role of an identity pool': ({ stack }) => {
      const role = new Role(stack, 'Site', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
      role.addToPolicy(
        new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn('legacy/mail-a1B2c3')] }),
      );
      new CfnIdentityPoolRoleAttachment(stack, 'Attachment', {
        identityPoolId: 'us-east-1:1',
        roles: { unauthenticated: role.roleArn },
      });
    },
    'grant to visitors': ({ stack }) => grantSecretRead(appUsers(stack, 'unauthenticated'), secrets.stripe),
    'grant to signed-in users': ({ stack }) => grantSecretRead(appUsers(stack, 'authenticated'), secrets.stripe),
  }),
  ...fixtures(['SecretOpenToUsers', 'SecretAccessWildcard'], {
    'every secret for visitors': users('unauthenticated', ['secretsmanager:GetSecretValue'], '*'),
  }),

  ...fixtures(['RotatedSecretWritten'], {
    // A role that imports passwords, kept when the rotation came: https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html
    'import beside a rotation': besideTheRotation((worker, resource) =>
      worker.addToRolePolicy(
        new PolicyStatement({ actions: ['secretsmanager:PutSecretValue'], resources: [resource] }),
      ),
    ),
    // CDK's own grant on an imported secret.
    'grantWrite beside a rotation': besideTheRotation((worker, _resource, stack) => {
      Secret.fromSecretNameV2(stack, 'Imported', 'myapp/prod/database-password').grantWrite(worker);
    }),
  }),
  ...fixtures(['AccessBesideGrants'], {
    'inline policy of a role': ({ stack }) => {
      const actions = ['secretsmanager:GetSecretValue'];
      const statements = [new PolicyStatement({ actions, resources: [arn('myapp/prod/*')] })];
      new Role(stack, 'Worker', {
        assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
        inlinePolicies: { secrets: new PolicyDocument({ statements }) },
      });
    },
    // The statement from before the grant, which https://github.com/londonaicentre/FLIP/pull/242 removes.
    'pattern beside a grant': besideTheGrant('secretsmanager:GetSecretValue', 'myapp/prod/*'),
    // An exact statement for a secret that is not granted to this function.
    'secret beside a grant': besideTheGrant('secretsmanager:GetSecretValue', 'myapp/prod/slack-signing-secret-??????'),
    // Reading is granted, writing is added by hand.
    'write beside a grant': besideTheGrant('secretsmanager:PutSecretValue', 'myapp/prod/stripe-??????'),
  }),
];
