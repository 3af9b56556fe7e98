import type { RotateSecretCommandInput, SecretsManager } from '@aws-sdk/client-secrets-manager';
import { token } from '../fidelity-case.js';
import type { RotationBench } from '../rotation-bench.js';

export const v1 = token('one');
export const v2 = token('two');
export const v3 = token('three');
export const DAY = 86_400_000;
export const HOUR = 3_600_000;
export const MINUTE = 60_000;

export const rotationGuide = (page: string) =>
  `https://docs.aws.amazon.com/secretsmanager/latest/userguide/${page}.html`;

/** `one`, whose version v1 is current. */
export async function create(secrets: SecretsManager): Promise<void> {
  await secrets.createSecret({ Name: 'one', SecretString: 'alpha', ClientRequestToken: v1 });
}

export type Rotate = Omit<RotateSecretCommandInput, 'SecretId'>;

/** Creates `one`, and rotates it to v2, to the end. */
export async function rotated(secrets: SecretsManager, bench: RotationBench, rotate: Rotate = {}) {
  await create(secrets);
  const RotationLambdaARN = bench.functions.rotates;
  await secrets.rotateSecret({ SecretId: 'one', ClientRequestToken: v2, RotationLambdaARN, ...rotate });
  return await bench.settled();
}

export async function stages(secrets: SecretsManager) {
  return (await secrets.describeSecret({ SecretId: 'one' })).VersionIdsToStages;
}

/** The members of DescribeSecret that are about rotation. */
export async function described(secrets: SecretsManager) {
  const { RotationEnabled, RotationLambdaARN, RotationRules, LastRotatedDate, NextRotationDate } =
    await secrets.describeSecret({ SecretId: 'one' });
  return { RotationEnabled, RotationLambdaARN, RotationRules, LastRotatedDate, NextRotationDate };
}

export const NO_ROTATION = {
  RotationEnabled: undefined,
  RotationLambdaARN: undefined,
  RotationRules: undefined,
  LastRotatedDate: undefined,
  NextRotationDate: undefined,
};
