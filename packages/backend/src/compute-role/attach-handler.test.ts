import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ATTACH_HANDLER } from './attach-handler.js';
import { type Answer, loadHandler, startServices } from './attach-handler.test.support.js';

const OURS = 'arn:aws:iam::123456789012:role/ours';
const NEWER = 'arn:aws:iam::123456789012:role/newer';
const EARLIER = 'arn:aws:iam::123456789012:role/earlier';
const FOREIGN = 'arn:aws:iam::123456789012:role/foreign';
const MAIN = '/apps/d1a2b3/branches/main';
// One try, and time to wait for nothing.
const LAST_MOMENT = 20_000;
const TIME_ENOUGH = 60_000;

let services: Awaited<ReturnType<typeof startServices>>;
let handler: ReturnType<typeof loadHandler>;

beforeAll(async () => {
  // Vitest restores the variables that an earlier file has stubbed before the first test, which is after this.
  vi.unstubAllEnvs();
  services = await startServices();
  handler = loadHandler(ATTACH_HANDLER, {
    AWS_ENDPOINT_URL_AMPLIFY: services.url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
  });
});
afterAll(async () => {
  handler.remove();
  await services.close();
});
beforeEach(() => {
  services.branches.set(MAIN, {});
});
afterEach(() => {
  services.branches.clear();
  for (const list of [services.calls, services.answers, services.faults, services.refusals]) list.length = 0;
  vi.restoreAllMocks();
});

type Request = 'Create' | 'Update' | 'Delete';

async function run(type: string, request: Request, more: object, remaining: number): Promise<Answer> {
  const { properties = {}, ...rest } = more as { properties?: object };
  await handler.run(
    {
      ResourceType: `Custom::ComputeRole${type}`,
      RequestType: request,
      ResponseURL: `${services.url}/answer?signature=example`,
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: type,
      ResourceProperties: { AppId: 'd1a2b3', BranchName: 'main', RoleArn: OURS, ...properties },
      ...rest,
    },
    remaining,
  );
  const answer = services.answers.pop()?.answer;
  if (answer === undefined) throw new Error('CloudFormation was not answered.');
  return answer;
}

const remember = (request: Request, more: object = {}, remaining = TIME_ENOUGH) =>
  run('Before', request, more, remaining);
const attachment = (
  request: Request,
  before: string,
  more: { properties?: object; PhysicalResourceId?: string } = {},
  remaining = TIME_ENOUGH,
) => run('Attachment', request, { ...more, properties: { Before: before, ...more.properties } }, remaining);
const attached = (path = MAIN) => services.branches.get(path)?.computeRoleArn;
const updates = () => services.calls.filter(({ method }) => method === 'POST').map(({ body }) => body);

describe('the handler, when it creates', () => {
  it('has an id that says the branch had no role, and allows only ours to be passed', async () => {
    expect(await remember('Create')).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: 'none',
      Data: { RoleArn: OURS },
      StackId: 'stack',
      RequestId: 'request',
      LogicalResourceId: 'Before',
    });
    expect(updates()).toEqual([]);
  });

  it('has the earlier role of the branch as its id', async () => {
    services.branches.set(MAIN, { computeRoleArn: EARLIER });
    expect(await remember('Create')).toMatchObject({ PhysicalResourceId: EARLIER, Data: { RoleArn: EARLIER } });
  });

  it('counts our own role as none, as when CloudFormation asks twice', async () => {
    services.branches.set(MAIN, { computeRoleArn: OURS });
    expect(await remember('Create')).toMatchObject({ PhysicalResourceId: 'none', Data: { RoleArn: OURS } });
  });

  it('attaches our role, and sends nothing else of the branch', async () => {
    expect(await attachment('Create', 'none')).toMatchObject({ Status: 'SUCCESS' });
    expect(attached()).toBe(OURS);
    expect(updates()).toEqual([{ computeRoleArn: OURS }]);
  });

  it('finds a branch with slashes in its name', async () => {
    const path = '/apps/d1a2b3/branches/feature%2Fcheckout%2B1';
    services.branches.set(path, {});
    const properties = { BranchName: 'feature/checkout+1' };
    expect(await attachment('Create', 'none', { properties })).toMatchObject({ Status: 'SUCCESS' });
    expect(attached(path)).toBe(OURS);
  });

  it('tries again while IAM does not know a new role', async () => {
    const refusal = { status: 400, type: 'BadRequestException', message: 'Amplify cannot assume the role.' };
    let tries = 0;
    services.faults.push((method) => (method === 'POST' && ++tries <= 2 ? refusal : undefined));
    expect(await attachment('Create', 'none')).toMatchObject({ Status: 'SUCCESS' });
    expect(attached()).toBe(OURS);
    expect(tries).toBe(3);
  });

  it.each([
    [400, 'BadRequestException', 'The role is not trusted.'],
    [403, 'AccessDeniedException', 'Not authorized to perform: iam:PassRole.'],
    [500, 'InternalFailureException', 'Internal failure.'],
  ])('fails with the reason when Amplify answers %s until the end', async (status, type, message) => {
    services.faults.push((method) => (method === 'POST' ? { status, type, message } : undefined));
    const { Status, Reason } = await attachment('Create', 'none', {}, LAST_MOMENT);
    expect(Status).toBe('FAILED');
    expect(Reason).toBe(`The compute role of branch main of Amplify app d1a2b3: ${type}: ${message}`);
  });

  it('fails at once when the branch does not exist', async () => {
    services.branches.clear();
    expect(await remember('Create')).toMatchObject({ Status: 'FAILED', PhysicalResourceId: 'none' });
    const { Reason } = await attachment('Create', 'none');
    expect(Reason).toContain('NotFoundException: No branch has that name.');
    expect(services.calls).toHaveLength(2);
  });

  it('fails in time to answer when Amplify never does', async () => {
    services.faults.push(() => 'hang');
    expect(await remember('Create', {}, LAST_MOMENT)).toMatchObject({ Status: 'FAILED' });
  });

  it('fails when the branch does not have the role afterwards, as with an SDK that does not know compute roles', async () => {
    services.branches.set(MAIN, Object.defineProperty({}, 'computeRoleArn', { set: () => undefined }));
    const { Status, Reason } = await attachment('Create', 'none');
    expect([Status, Reason]).toEqual(['FAILED', expect.stringContaining('has the role none')]);
  });
});

describe('the handler, when it updates', () => {
  it('attaches the role that replaces ours, and keeps the earlier one as its id', async () => {
    services.branches.set(MAIN, { computeRoleArn: OURS });
    const known = { PhysicalResourceId: EARLIER, properties: { RoleArn: NEWER } };
    expect(await remember('Update', known)).toMatchObject({ PhysicalResourceId: EARLIER, Data: { RoleArn: EARLIER } });
    const more = { PhysicalResourceId: 'none', properties: { RoleArn: NEWER } };
    expect(await attachment('Update', EARLIER, more)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: 'none' });
    expect(attached()).toBe(NEWER);
  });

  it('allows the newer role to be passed where there was none before', async () => {
    const known = { PhysicalResourceId: 'none', properties: { RoleArn: NEWER } };
    expect(await remember('Update', known)).toMatchObject({ PhysicalResourceId: 'none', Data: { RoleArn: NEWER } });
  });
});

describe('the handler, when it deletes', () => {
  it.each([
    ['the role that was there before', EARLIER, EARLIER],
    ['no role where there was none', 'none', undefined],
  ])('attaches %s again', async (_what, before, after) => {
    services.branches.set(MAIN, { computeRoleArn: OURS });
    expect(await attachment('Delete', before)).toMatchObject({ Status: 'SUCCESS' });
    expect(attached()).toBe(after);
  });

  it('leaves alone a role that somebody attached since', async () => {
    services.branches.set(MAIN, { computeRoleArn: FOREIGN });
    expect(await attachment('Delete', EARLIER)).toMatchObject({ Status: 'SUCCESS' });
    expect(attached()).toBe(FOREIGN);
    expect(updates()).toEqual([]);
  });

  it('leaves a branch without our role alone, as after a failed creation', async () => {
    expect(await attachment('Delete', EARLIER)).toMatchObject({ Status: 'SUCCESS' });
    expect(updates()).toEqual([]);
  });

  it('succeeds when the branch does not exist any more', async () => {
    services.branches.clear();
    expect(await attachment('Delete', EARLIER)).toMatchObject({ Status: 'SUCCESS' });
  });

  it('detaches ours and logs it when the earlier role cannot be attached any more', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    services.branches.set(MAIN, { computeRoleArn: OURS });
    const refusal = { status: 400, type: 'BadRequestException', message: 'No such role.' };
    services.faults.push(() => (services.calls.at(-1)?.body.computeRoleArn === EARLIER ? refusal : undefined));
    expect(await attachment('Delete', EARLIER, {}, LAST_MOMENT)).toMatchObject({ Status: 'SUCCESS' });
    expect(attached()).toBeUndefined();
    expect(log.mock.calls).toEqual([[expect.stringContaining(`${EARLIER} cannot be attached again`)]]);
  });

  it('fails with the reason and keeps the resource when Amplify cannot be reached', async () => {
    services.faults.push(() => ({ status: 503, type: 'InternalFailureException', message: 'Try later.' }));
    const more = { PhysicalResourceId: 'none' };
    expect(await attachment('Delete', 'none', more, LAST_MOMENT)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringContaining('Try later.'),
      PhysicalResourceId: 'none',
    });
  });

  it('calls nothing for the resource of the earlier role', async () => {
    const known = { PhysicalResourceId: EARLIER };
    expect(await remember('Delete', known)).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: EARLIER });
    expect(services.calls).toEqual([]);
  });
});

describe('the answer to CloudFormation', () => {
  it('has no content type, since its URL is signed without one', async () => {
    await handler.run({ ...BARE, ResponseURL: `${services.url}/answer` }, TIME_ENOUGH);
    expect(services.answers.map(({ contentType }) => contentType)).toEqual([undefined]);
  });

  it('is sent again when its URL refuses it', async () => {
    services.refusals.push(500, 503);
    expect(await attachment('Create', 'none')).toMatchObject({ Status: 'SUCCESS' });
  });

  it('ends in an error when its URL keeps refusing, so that Lambda runs the function again', async () => {
    services.refusals.push(500, 500, 500);
    await expect(handler.run({ ...BARE, ResponseURL: `${services.url}/answer` }, TIME_ENOUGH)).rejects.toThrow(
      'CloudFormation answered HTTP 500',
    );
  });

  it('is not logged, and neither is its URL', async () => {
    const logs = (['log', 'info', 'error', 'warn'] as const).map((name) => vi.spyOn(console, name));
    await attachment('Create', 'none');
    expect(logs.flatMap((log) => log.mock.calls)).toEqual([]);
  });
});

const BARE = {
  ResourceType: 'Custom::ComputeRoleBefore',
  RequestType: 'Create',
  ResourceProperties: { AppId: 'd1a2b3', BranchName: 'main', RoleArn: OURS },
};

it('ATTACH_HANDLER fits into a template, where inline code has at most 4096 characters', () => {
  expect(ATTACH_HANDLER.length).toBeLessThanOrEqual(4096);
});
