import type { Deployment } from '@amplify-secrets/runtime/contract';
import { Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { BackendError } from './backend-error.js';
import { guardBackend } from './guard/guard-backend.js';
import { warnOfReach } from './notes/grant-notes.js';
import { printNotes } from './notes/print-notes.js';
import { BackendState, type DeployedState, rootStackOf, stateOf } from './state/backend-state.js';
import { deploymentInContext, deploymentOf } from './state/deployment-of.js';
import { readTemplates } from './templates/read-templates.js';
import { verifyFunctions } from './verify/verify-functions.js';
import { verifyGrants } from './verify/verify-grants.js';
import { verifyResources } from './verify/verify-resources.js';

/** What `defineBackend` returns, as far as the kit needs it; or, of a plain CDK app, the root stack. */
export type SecretsBackend = { readonly stack: Stack } | Stack;

/**
 * What the kit knows of the backend that a construct is in.
 * @throws {DeploymentUnknownError} When nothing says which deployment this is, or two calls name two.
 */
export function openBackend(construct: IConstruct, given?: Deployment): DeployedState {
  const root = rootStackOf(construct);
  const deployment = deploymentOf(construct, given ?? stateOf(root)?.deployment);
  const state: BackendState = stateOf(root) ?? newBackend(root);
  state.setDeployment(deployment);
  return state;
}

/**
 * As `openBackend`, for what needs no deployment: in a plain CDK app only a grant names it, and may do so later.
 * @throws {DeploymentUnknownError} When the CDK context of Amplify is incomplete.
 */
export function openGuard(construct: IConstruct): BackendState {
  const root = rootStackOf(construct);
  if (deploymentInContext(construct) !== undefined) return openBackend(construct);
  return stateOf(root) ?? newBackend(root);
}

/** Where the call alone would not do. */
const LINES: Readonly<Record<string, string>> = {
  checkSecrets: 'await checkSecrets(backend)',
  defineSecretRotation:
    "defineSecretRotation(backend, secrets.mySecret, { function: backend.myFunction, schedule: 'cron(0 3 1 * ? *)' })",
  configureGuard: "configureGuard(backend, { guard: 'error' })",
};

/**
 * The root stack of what a user calls the backend. `call` is the function that was called.
 * @throws {BackendInvalidError} When it is neither a backend nor a stack.
 */
export function stackOf(backend: SecretsBackend, call: string): Stack {
  const given: unknown = backend;
  if (Stack.isStack(given)) return given;
  if (typeof given === 'object' && given !== null && 'stack' in given && Stack.isStack(given.stack)) return given.stack;
  throw new BackendError(
    'BackendInvalidError',
    `The first argument of ${call} must be a backend.`,
    `Write: const backend = defineBackend({ myFunction }); ${LINES[call] ?? `${call}(backend)`}. In a plain CDK app, give it the stack.`,
  );
}

function newBackend(root: Stack): BackendState {
  const stage = Stage.of(root) ?? root;
  const isFirst = backendsIn(stage).length === 0;
  const state = new BackendState(root);
  const { finalSteps } = state;
  finalSteps.add('grants', (templates) => verifyGrants(root, templates, state.grantedPrincipals));
  finalSteps.add('grants', (templates) => verifyFunctions(templates, state.descriptors.ofFunctions()));
  finalSteps.add('resources', (templates) => verifyResources(templates, state));
  finalSteps.add('reach', () => warnOfReach(state));
  finalSteps.add('guard', (templates) => guardBackend(state, templates));
  finalSteps.add('notes', () => printNotes(root));
  // On the stage, which CDK asks before all that is in it, and once for all of its backends: what one of them throws ends the asking.
  if (isFirst) stage.node.addValidation({ validate: () => end(stage) });
  return state;
}

function end(stage: IConstruct): string[] {
  const backends = backendsIn(stage);
  const templates = readTemplates(
    stage,
    backends.flatMap(({ grants }) => grants),
  );
  const [first] = backends.flatMap(({ finalSteps }) => finalSteps.run(templates));
  if (first !== undefined) throw first;
  return [];
}

/** Of a stage within the stage none: it is synthesised by itself. */
function backendsIn(scope: IConstruct): BackendState[] {
  const own = Stack.isStack(scope) ? stateOf(scope) : undefined;
  const inner = scope.node.children.filter((child) => !Stage.isStage(child)).flatMap(backendsIn);
  return own === undefined ? inner : [own, ...inner];
}
