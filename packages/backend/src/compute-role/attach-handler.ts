/**
 * The code of the Lambda function behind `attachRole`, inline in its template, where a reviewer can read it: CommonJS, at most 4 KB, and
 * only what the runtime nodejs22.x has.
 *
 * It never logs an event, since whoever has its ResponseURL may answer CloudFormation. UpdateBranch changes only what it is given; an
 * empty role removes the role.
 * https://docs.aws.amazon.com/amplify/latest/APIReference/API_UpdateBranch.html
 */
export const ATTACH_HANDLER = `\
const { AmplifyClient, GetBranchCommand, UpdateBranchCommand } = require('@aws-sdk/client-amplify');

const amplify = new AmplifyClient({ maxAttempts: 1 });
const NONE = 'none';
const MARGIN = 20000;

exports.handler = async (event, context) => {
  const { AppId: appId, BranchName: branchName, RoleArn: ours, Before: before } = event.ResourceProperties;
  const end = Date.now() + context.getRemainingTimeInMillis() - MARGIN;

  // IAM is eventually consistent: a new role or permission may be refused at first, so a refused call is repeated until the time is up.
  async function send(command) {
    for (let pause = 100; ; pause = Math.min(pause * 2, 5000)) {
      const patience = Math.max(1000, Math.min(10000, end - Date.now()));
      try {
        const { branch } = await amplify.send(command, { abortSignal: AbortSignal.timeout(patience) });
        return branch.computeRoleArn || NONE;
      } catch (error) {
        if (error.name === 'NotFoundException' || Date.now() + pause > end) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
  const attached = () => send(new GetBranchCommand({ appId, branchName }));
  const update = (role) =>
    send(new UpdateBranchCommand({ appId, branchName, computeRoleArn: role === NONE ? '' : role }));

  async function attach() {
    const now = await update(ours);
    if (now !== ours) throw new Error('Amplify answered that the branch has the role ' + now);
  }

  /** Its physical id is the role that the branch had before. */
  async function remember() {
    let id = event.PhysicalResourceId;
    if (event.RequestType === 'Create') {
      const role = await attached();
      id = role === ours ? NONE : role;
    }
    // The role that may be passed to Amplify when ours is removed; where there was none, ours again.
    return { id, data: { RoleArn: id === NONE ? ours : id } };
  }

  async function putBack() {
    // Leaves alone a role that somebody else has attached since, and a branch that no longer exists.
    const role = await attached().catch(gone);
    if (role !== ours) return;
    try {
      await update(before);
    } catch (error) {
      if (before === NONE) return gone(error);
      console.error('The role ' + before + ' cannot be attached again: ' + error.message);
      await update(NONE).catch(gone);
    }
  }
  function gone(error) {
    if (error.name !== 'NotFoundException') throw error;
  }

  async function work() {
    if (event.ResourceType === 'Custom::ComputeRoleBefore') return remember();
    await (event.RequestType === 'Delete' ? putBack() : attach());
    return {};
  }

  const { StackId, RequestId, LogicalResourceId } = event;
  const answer = { StackId, RequestId, LogicalResourceId, PhysicalResourceId: event.PhysicalResourceId || NONE };
  try {
    const { id, data } = await work();
    Object.assign(answer, { Status: 'SUCCESS', PhysicalResourceId: id || answer.PhysicalResourceId, Data: data });
  } catch (error) {
    const what = 'The compute role of branch ' + branchName + ' of Amplify app ' + appId;
    const Reason = (what + ': ' + error.name + ': ' + error.message).slice(0, 1000);
    Object.assign(answer, { Status: 'FAILED', Reason });
  }
  // A string would be sent with a content type, and the URL is signed without one.
  const body = Buffer.from(JSON.stringify(answer));
  for (let tries = 3; ; tries--) {
    try {
      const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', body, redirect: 'error', signal: AbortSignal.timeout(5000) });
      if (ok) return;
      throw new Error('CloudFormation answered HTTP ' + status);
    } catch (error) {
      if (tries === 1) throw error;
    }
  }
};
`;
