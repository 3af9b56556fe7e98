import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { awsError, errorName } from './aws-error.js';

export interface LogEvent {
  readonly at: Date;
  readonly message: string;
}

/** What a function has written to CloudWatch Logs; or why that cannot be read, in a sentence. */
export type FunctionLog =
  | { readonly group: string; readonly events: readonly LogEvent[] }
  | { readonly group: string; readonly unreadable: string };

/** Reads the log of a function from a time on. Never rejects. */
export type ReadFunctionLog = (functionArn: string, since: Date) => Promise<FunctionLog>;

// Of 1 MB or 10,000 events each: a rotation function is invoked four times a rotation, and writes little.
const PAGES = 10;

/** `profile` is only for messages. */
export function functionLogs(open: () => Promise<CloudWatchLogsClient>, profile?: string): ReadFunctionLog {
  return async (functionArn, since) => {
    const group = logGroupOf(functionArn);
    try {
      const [sdk, client] = await Promise.all([import('@aws-sdk/client-cloudwatch-logs'), open()]);
      const events: LogEvent[] = [];
      let page = 0;
      const input = { logGroupName: group, startTime: since.getTime() };
      for await (const { events: found = [] } of sdk.paginateFilterLogEvents({ client }, input)) {
        for (const { timestamp = 0, message = '' } of found) events.push({ at: new Date(timestamp), message });
        page += 1;
        if (page === PAGES) break;
      }
      return { group, events };
    } catch (error) {
      if (errorName(error) === 'ResourceNotFoundException') {
        const unreadable = `There is no log group "${group}": the function was never invoked, or writes to another one.`;
        return { group, unreadable };
      }
      const permission = 'logs:FilterLogEvents';
      const attempt = { subject: `The log "${group}"`, done: 'read', permission, profile };
      return { group, unreadable: String(Object(awsError(error, attempt)).message) };
    }
  };
}

/** That of a function which was given no other. */
export function logGroupOf(functionArn: string): string {
  return `/aws/lambda/${functionArn.split(':')[6] ?? ''}`;
}
