import { CloudFormation, type Stack } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import { SSM } from '@aws-sdk/client-ssm';

export const REGION = 'us-east-1';
/** moto's only account, unless told otherwise. */
export const ACCOUNT = '123456789012';
const KEYS = { accessKeyId: 'testing', secretAccessKey: 'testing' };

/** A running moto server, which keeps everything in memory until it ends: other runs' stacks may be in it. */
export interface Moto {
  readonly endpoint: string;
  /** What a command line needs to take moto for AWS, and to meet no real account. */
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
      // moto reads a template's address as bucket and key where it says "localhost", and as a virtual host where it does not.
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
      // moto tells no nested stack who its parent is; CloudFormation names it after it.
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

// https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html: as much of its template as a deployment looks for.
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
