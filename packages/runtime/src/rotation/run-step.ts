import { isSecretsError, SecretsError } from '../contract/errors.js';
import { subject } from '../stores/remedies.js';
import { encode } from '../values/encode.js';
import { checkAge } from './check-age.js';
import { rotateLine } from './remedies.js';
import { beforeTimeout, readPending, readValues, sameValue } from './rotated-values.js';
import type { Rotation } from './rotation.js';
import { type RotationState, rotationState } from './rotation-state.js';
import { runStrategy } from './run-strategy.js';

/** Runs the step of an event. Each step may run again after a crash at any place, also while another container runs it. */
export async function runStep(rotation: Rotation): Promise<void> {
  const { secret, event, location } = rotation;
  const state = rotationState(await secret.describe(), event.ClientRequestToken, location);
  if (event.Step === 'finishSecret') return finishSecret(rotation, state);
  // Of an event that was delivered twice.
  if (state.isDone) return;
  if (event.Step === 'createSecret') return createSecret(rotation, state);
  const { strategy } = rotation;
  const pending = await readPending(rotation);
  const { values, known } = await readValues(rotation, state);
  const name = event.Step === 'setSecret' ? 'set' : 'test';
  await runStrategy(rotation, name, [pending.raw, ...known], (step) =>
    strategy[name]({ ...step, ...values, pending: pending.value }),
  );
}

async function createSecret(rotation: Rotation, state: RotationState): Promise<void> {
  const { secret, strategy, event, location } = rotation;
  // A value that an earlier attempt has written may be in use already: it is kept.
  if (await secret.read(event.ClientRequestToken)) return;
  const { values, known } = await readValues(rotation, state);
  checkAge(rotation, known);
  const { revoke } = strategy;
  if (revoke && values.previous !== undefined && !sameValue(values.previous, values.current)) {
    await runStrategy(rotation, 'revoke', known, (step) => revoke({ ...step, ...values }));
  }
  const made = await runStrategy(rotation, 'create', [], (step) => strategy.create({ ...step, ...values }));
  const payload = await beforeTimeout(rotation, encode(made, location)).catch((error: unknown) => {
    if (!isSecretsError(error) || error.name !== 'SecretValueInvalidError') throw error;
    const resolution = `Let "create" return a value as ${location.expression} declares it.`;
    throw new SecretsError(error.name, error.message, resolution);
  });
  // Where another attempt was faster, its value is the pending one.
  await secret.writePending(payload);
}

async function finishSecret(rotation: Rotation, state: RotationState): Promise<void> {
  const { secret, event, location } = rotation;
  const token = event.ClientRequestToken;
  if (!state.isDone) {
    // A version without a valid value must not become current, whoever invoked this step.
    await readPending(rotation);
    const from = state.current === undefined ? {} : { RemoveFromVersionId: state.current };
    const isMoved = await secret.updateStage({ VersionStage: 'AWSCURRENT', MoveToVersionId: token, ...from });
    // The answer to an earlier attempt may have been lost.
    if (!isMoved && !rotationState(await secret.describe(), token, location).isDone) {
      throw new SecretsError(
        'RotationStateInvalidError',
        `${subject(location)} was not rotated: AWSCURRENT was moved from version ${state.current} meanwhile.`,
        `Secrets Manager tries again by itself, or now: ${rotateLine(location.id)}`,
      );
    }
  }
  // Left on it, a rollback would look as a rotation that is not complete, and be undone.
  if (state.isPending) await secret.updateStage({ VersionStage: 'AWSPENDING', RemoveFromVersionId: token });
}
