import { randomUUID } from 'node:crypto';
import { type Backend, can, findFunction } from '@amplify-secrets/local';
import { logicalIdIn, resourcesOfType } from './templates.js';

/** What Amazon EventBridge Scheduler sends for a schedule without an input of its own, which Amplify's `schedule` makes. */
export interface ScheduledEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': 'Scheduled Event';
  readonly source: 'aws.scheduler';
  readonly account: string;
  /** Without milliseconds. */
  readonly time: string;
  readonly region: string;
  /** The ARN of the schedule. */
  readonly resources: readonly [string];
  readonly detail: '{}';
}

export interface Schedule {
  readonly expression: string;
  /** What is sent when it is due at this time. */
  event(time: Date): ScheduledEvent;
}

/** The schedules in the templates that invoke a function. Throws where one's role may not. */
export function schedulesOf(backend: Backend, name: string): readonly Schedule[] {
  const fn = findFunction(backend, name);
  const { account, region, partition } = backend;
  return resourcesOfType(backend, 'AWS::Scheduler::Schedule').flatMap(([schedule, { Properties }]) => {
    const target = Object(Properties.Target);
    if (logicalIdIn(target.Arn) !== fn.logicalId || Properties.State !== 'ENABLED') return [];
    const role = backend.roles.find(({ logicalId }) => logicalId === logicalIdIn(target.RoleArn));
    if (role === undefined || can(backend, { ...fn, role }, 'lambda:InvokeFunction', fn.arn).effect !== 'allow') {
      throw new Error(`The role of ${schedule} must be allowed to invoke ${name}.`);
    }
    return {
      expression: String(Properties.ScheduleExpression),
      event: (time: Date) => ({
        version: '0',
        id: randomUUID(),
        'detail-type': 'Scheduled Event',
        source: 'aws.scheduler',
        account,
        time: time.toISOString().replace(/\.\d+Z$/, 'Z'),
        region,
        resources: [`arn:${partition}:scheduler:${region}:${account}:schedule/default/${schedule}`],
        detail: '{}',
      }),
    };
  });
}
