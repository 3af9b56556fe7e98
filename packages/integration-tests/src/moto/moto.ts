import { CloudFormation, type Stack } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import { SSM } from '@aws-sdk/client-ssm';

export const REGION = 'us-east-1';
/** moto's default account. */
export const ACCOUNT = '123456789012';
const KEYS = { accessKeyId: 'testing', secretAccessKey: 'testing' };

/** A running moto server, which keeps everything in memory until it ends: other runs' stacks may be in it. */
export interface Moto {
  readonly endpoint: string;
  /** Environment variables that point the AWS command line at moto and away from real accounts. */
  readonly environment: Readonly<Record<string, string>>;
  readonly cloudformation: CloudFormation;
  readonly iam: IAM;
  readonly lambda: Lambda;
  /** Stacks of that name, then those nested in them; deleted ones are not among them. */
  stacks(name: string): Promise<readonly Stack[]>;
  /** What `cdk bootstrap` leaves behind. */
  bootstrap(): Promise<void>;
  close(): void;
}

export function connectMoto(endpoint: string): Moto {
  const config = { endpoint, region: REGION, credentials: KEYS };
  const cloudformation = new CloudFormation(config);
  const iam = new IAM(config);
  const lambda = new Lambda(config);
  const ssm = new SSM(config);
  return {
    endpoint,
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      // With "localhost" in a template's address moto reads bucket and key from its path, otherwise from its host name.
      AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION: endpoint.replace('127.0.0.1', 'localhost'),
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    cloudformation,
    iam,
    lambda,
    async stacks(name) {
      const { Stacks = [] } = await cloudformation.describeStacks({});
      const own = Stacks.filter(({ StackName }) => StackName === name);
      // In moto a nested stack does not know its parent, but its name begins with the parent's.
      return [...own, ...Stacks.filter(({ StackName }) => StackName?.startsWith(`${name}-`))];
    },
    async bootstrap() {
      const { Parameters = [] } = await ssm.getParameters({ Names: [BOOTSTRAP_VERSION] });
      if (Parameters.length > 0) return;
      await cloudformation.createStack({ StackName: 'CDKToolkit', TemplateBody: JSON.stringify(BOOTSTRAP) });
    },
    close() {
      for (const client of [cloudformation, iam, lambda, ssm]) client.destroy();
    },
  };
}

// https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html: the part of its template that a deployment needs.
const BOOTSTRAP_VERSION = '/cdk-bootstrap/hnb659fds/version';
const BOOTSTRAP = {
  Resources: {
    StagingBucket: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}` },
    },
    CdkBootstrapVersion: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Type: 'String', Name: BOOTSTRAP_VERSION, Value: '32' },
    },
  },
};
