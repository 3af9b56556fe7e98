import { commandLine, type Deployment, describeDeployment, shellLine } from '@amplify-secrets/runtime/contract';
import { Token } from 'aws-cdk-lib';
import { trimLine } from '../check-secrets/value-files.js';
import { note } from '../notes/notes.js';
import type { RotationRecord } from '../state/rotation.js';
import type { LocatedSecret } from '../targets/target.js';
import { isRate } from './schedule.js';

type Rotation = Omit<RotationRecord, 'made'>;

const TOPIC = 'rotation';

/** What the author of a rotation that is made here may not expect. */
export function noteRotation(
  { reference, target, grantee, schedule }: Rotation,
  { names: [name = ''], environment, store }: LocatedSecret,
  key: string | undefined,
): void {
  const { construct } = grantee;
  const { kind } = reference.definition;
  const withKey = key === undefined || Token.isUnresolved(key) ? '' : shellLine` --kms-key-id ${key}`;
  const [file, value] =
    kind === 'binary'
      ? ['value.bin', ' --secret-binary fileb://value.bin']
      : ['value.txt', ' --secret-string file://value.txt'];
  const commands = [
    ...(kind === 'binary' ? [] : [trimLine([file])]),
    shellLine`aws secretsmanager create-secret --name ${name}` + value + withKey,
  ];
  const place = { environment: environment?.name ?? '', store, deployment: undefined, isShared: false };
  const set = commandLine(place, 'set', reference.key, ...(kind === 'binary' ? ['--file', file] : []));
  note(
    construct,
    TOPIC,
    `${target.label} must exist before its rotation is deployed: otherwise the deployment fails. If it does not exist yet, run: ${set}\nOr save its value in ${file}, and run:\n${commands.join('\n')}`,
  );
  if (!isRate(schedule)) return;
  note(
    construct,
    `${TOPIC}-rate`,
    `${target.label} is rotated by ${schedule}. Once that is changed, the rotation that was planned before may still happen. A cron schedule does not have this.`,
  );
}

export function noteOtherStore({ target, grantee }: Rotation, deployment: Deployment): void {
  note(
    grantee.construct,
    TOPIC,
    `${target.label} is in Amplify's store in ${describeDeployment(deployment)}, which does not rotate: no rotation is made here.`,
  );
}

export function noteOtherOwner(
  { target, grantee }: Rotation,
  branches: readonly string[],
  deployment: Deployment,
): void {
  note(
    grantee.construct,
    TOPIC,
    `${target.label} is rotated in ${branches.join(', ')} only, so not in ${describeDeployment(deployment)}.`,
  );
}
