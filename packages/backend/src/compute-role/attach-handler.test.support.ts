import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Answer {
  readonly Status: string;
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly Data?: Readonly<Record<string, string>>;
}

/** Answers a call to the Amplify API in the fake's stead; `hang` never does. */
type Fault = 'hang' | { readonly status: number; readonly type: string; readonly message: string };

/** Amplify Hosting and CloudFormation's address for answers, on loopback. */
export async function startServices() {
  const branches = new Map<string, { computeRoleArn?: string }>();
  const calls: { readonly method: string; readonly path: string; readonly body: Record<string, unknown> }[] = [];
  const answers: { readonly answer: Answer; readonly contentType: string | undefined }[] = [];
  const faults: ((method: string) => Fault | undefined)[] = [];
  const refusals: number[] = [];

  const server = createServer(async (request, response) => {
    const sent = await bodyOf(request);
    const path = request.url ?? '';
    const method = request.method ?? '';
    if (path.startsWith('/answer')) {
      const refusal = refusals.shift();
      if (refusal === undefined)
        answers.push({ answer: JSON.parse(sent), contentType: request.headers['content-type'] });
      response.writeHead(refusal ?? 200).end();
      return;
    }
    const body = sent === '' ? {} : JSON.parse(sent);
    calls.push({ method, path, body });
    const fault = faults.map((each) => each(method)).find((each) => each !== undefined);
    if (fault === 'hang') return;
    if (fault !== undefined) return fail(response, fault.status, fault.type, fault.message);
    const branch = branches.get(path);
    if (branch === undefined) return fail(response, 404, 'NotFoundException', 'No branch has that name.');
    if (method === 'POST' && typeof body.computeRoleArn === 'string') {
      if (body.computeRoleArn === '') delete branch.computeRoleArn;
      else branch.computeRoleArn = body.computeRoleArn;
    }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ branch }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    /** By path: `/apps/<id>/branches/<name>`, encoded as it comes over the wire. */
    branches,
    calls,
    answers,
    faults,
    /** HTTP statuses with which CloudFormation's address refuses the next answers. */
    refusals,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Loads code as Lambda does: a CommonJS file, with the AWS SDK beside it. */
export function loadHandler(code: string, environment: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'attach-handler-'));
  const modules = dirname(dirname(fileURLToPath(import.meta.resolve('aws-cdk-lib/package.json'))));
  symlinkSync(modules, join(folder, 'node_modules'));
  const file = join(folder, 'index.js');
  writeFileSync(file, code);
  Object.assign(process.env, environment);
  const { handler } = createRequire(file)(file);
  return {
    /** Runs it with so many milliseconds left, of which it keeps 20,000 for the answer. */
    run: (event: object, remaining: number): Promise<void> =>
      handler(event, { getRemainingTimeInMillis: () => remaining }),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function fail(response: ServerResponse, status: number, type: string, message: string): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
    .end(JSON.stringify({ message }));
}
