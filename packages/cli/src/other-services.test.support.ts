import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { evaluate, type Role } from '@amplify-secrets/local/iam';
import { afterAll, beforeAll } from 'vitest';
import { ACCOUNT } from './aws.test.support.js';

/** An error that a service answers with. */
export class ServiceError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** An operation of another service of AWS. */
export interface OtherOperation {
  readonly action: string;
  readonly resource: (input: Readonly<Record<string, unknown>>) => string;
  readonly answer: (input: Readonly<Record<string, unknown>>) => object;
}

/**
 * What the local AWS does not have, on loopback, over the protocol that the SDK speaks (AWS JSON 1.1). Access is decided by the role's
 * policies; signatures are not verified. `operations` are by `X-Amz-Target`.
 */
export function otherServices(
  roleOf: (accessKeyId: string) => Role | undefined,
  operations: Readonly<Record<string, OtherOperation>>,
): () => Readonly<Record<string, string>> {
  let server: Server | undefined;
  let port = 0;
  beforeAll(async () => {
    server = createServer((request, response) => {
      void answerOf(request, roleOf, operations).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = Number(Object(server.address()).port);
  });
  afterAll(() => {
    server?.closeAllConnections();
    server?.close();
  });
  return () => {
    const url = `http://127.0.0.1:${port}`;
    return { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url, AWS_ENDPOINT_URL_KMS: url };
  };
}

async function answerOf(
  request: IncomingMessage,
  roleOf: (accessKeyId: string) => Role | undefined,
  operations: Readonly<Record<string, OtherOperation>>,
): Promise<{ readonly status: number; readonly body: object }> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const input: Readonly<Record<string, unknown>> = JSON.parse(Buffer.concat(chunks).toString());
    const operation = operations[String(request.headers['x-amz-target'])];
    if (operation === undefined) throw new ServiceError('UnknownOperationException', 'Unknown');
    const [, accessKeyId = ''] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    const role = roleOf(accessKeyId);
    const { action } = operation;
    const resource = operation.resource(input);
    if (role !== undefined && evaluate({ role, action, resource }).effect !== 'allow') {
      throw new ServiceError('AccessDeniedException', `User: ${role.arn} is not authorized to perform: ${action}`);
    }
    return { status: 200, body: operation.answer(input) };
  } catch (error) {
    const code = error instanceof ServiceError ? error.code : 'InternalFailure';
    return { status: 400, body: { __type: code, message: String(Object(error).message) } };
  }
}

export interface LoggedLine {
  readonly at: number;
  readonly message: string;
}

/** FilterLogEvents over the lines of log groups, two a page: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function filterLogEvents(
  groups: () => Readonly<Record<string, readonly LoggedLine[]>>,
): Readonly<Record<string, OtherOperation>> {
  const PAGE = 2;
  return {
    'Logs_20140328.FilterLogEvents': {
      action: 'logs:FilterLogEvents',
      resource: ({ logGroupName }) => `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:${logGroupName}:log-stream:`,
      answer: ({ logGroupName, startTime = 0, nextToken = '0' }) => {
        const lines = groups()[String(logGroupName)];
        if (lines === undefined) {
          throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
        }
        const found = lines.filter(({ at }) => at >= Number(startTime));
        const end = Number(nextToken) + PAGE;
        return {
          events: found.slice(Number(nextToken), end).map(({ at, message }) => ({ timestamp: at, message })),
          ...(end < found.length && { nextToken: String(end) }),
        };
      },
    },
  };
}

/** DescribeKey over states of keys, by ARN: https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html */
export function describeKey(states: () => Readonly<Record<string, object>>): Readonly<Record<string, OtherOperation>> {
  const arnOf = ({ KeyId }: Readonly<Record<string, unknown>>) =>
    String(KeyId).startsWith('arn:') ? String(KeyId) : `arn:aws:kms:us-east-1:${ACCOUNT}:key/${KeyId}`;
  return {
    'TrentService.DescribeKey': {
      action: 'kms:DescribeKey',
      resource: arnOf,
      answer: (input) => {
        const found = states()[arnOf(input)];
        if (found === undefined) throw new ServiceError('NotFoundException', 'The key does not exist.');
        return { KeyMetadata: { Arn: arnOf(input), ...found } };
      },
    },
  };
}
