import { type Current, currentOf, restoreToSet, setSecret } from '../../engine/set-secret.js';
import { declaredKey, subject, type Target } from '../../engine/target.js';
import { CliError } from '../../errors/cli-error.js';
import { EXIT } from '../../errors/exit-codes.js';
import type { CreateOptions } from '../../stores/secrets-store.js';
import { withProgress } from '../../terminal/progress.js';
import { withCleanup } from '../../terminal/signals.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { confirm } from '../confirm.js';
import { withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { resultSentence } from '../result-sentence.js';
import { inputSource, newValue, secretToSet } from './set-input.js';

export function set(call: CommandCall): Promise<number> {
  // First of all, so that a value in the arguments is answered before anything else can fail.
  const source = inputSource(call);
  return withProject(call, async (open) => {
    const { terminal } = call;
    const secret = secretToSet(open, call.arguments[0] ?? '');
    const target = open.target(open.place(), secret);
    const { place } = target;
    const options = createOptions(call, target);
    const isBranchOfAmplify = place.store === 'amplify' && place.environment !== 'sandbox';
    if (place.store === 'amplify') {
      terminal.note(
        `${place.label} is in Parameter Store, which has no compare-and-set: a change by somebody else at the same moment is found afterwards.`,
      );
    }
    await confirm(call, {
      action: `set ${call.arguments[0]} of ${place.label}`,
      place,
      asks: isBranchOfAmplify || place.isShared,
    });
    const current = await withProgress(terminal, 'Reading the secret', () =>
      currentOf(target, flagOption(call, 'restore')),
    );
    noteUnusedOptions(call, target, current.state);
    const value = await newValue(call, source, target, secret, current);
    const unknown = () =>
      terminal.note(`Whether the value was written is not known. To see: ${target.command('history')}`);
    const restores = current.state === 'deleted';
    const result = await withCleanup(unknown, async () => {
      const from = restores
        ? await withProgress(terminal, 'Restoring the secret', () => restoreToSet(target, value))
        : current;
      // Now, since what follows can fail.
      if (restores) terminal.note(`${subject(target)} was restored.`);
      return withProgress(terminal, 'Writing the secret', () => setSecret(target, from, value, options));
    });
    if (flagOption(call, 'json')) {
      const { outcome, version, changes } = result;
      const named = { secret: target.reference.key, environment: place.environment, name: target.name };
      printJson(terminal, { ...named, outcome, restored: restores, version, changes });
    } else terminal.note(`${terminal.style('green', '✓')} ${resultSentence(target, result)}`);
    return EXIT.done;
  });
}

/** Nobody should believe that a secret has a key or tags that it does not have. */
function noteUnusedOptions(call: CommandCall, target: Target, state: Current['state']): void {
  const given = [
    ...(textOption(call, 'kmsKey') === undefined ? [] : ['--kms-key']),
    ...(textOption(call, 'tags') === undefined ? [] : ['--tags']),
  ];
  if (state === 'missing' || given.length === 0) return;
  call.terminal.note(
    `${subject(target)} exists already, and keeps its key and its tags: ${given.join(' and ')} ${given.length === 1 ? 'is' : 'are'} for a new secret.`,
  );
}

function createOptions(call: CommandCall, target: Target): CreateOptions {
  const { place } = target;
  const kmsKeyId = textOption(call, 'kmsKey') ?? declaredKey(target);
  const tags = textOption(call, 'tags');
  if (place.store === 'amplify' && (textOption(call, 'kmsKey') ?? tags) !== undefined) {
    throw new CliError(
      'CommandUsageError',
      '--kms-key and --tags are for AWS Secrets Manager, and these values are in Parameter Store.',
      'Leave them out.',
    );
  }
  return { kmsKeyId, ...(tags !== undefined && { tags: parsedTags(tags) }) };
}

function parsedTags(list: string): Readonly<Record<string, string>> {
  const pairs = list.split(',').map((pair) => /^([^=]+)=(.*)$/s.exec(pair));
  if (pairs.some((pair) => pair === null)) {
    throw new CliError(
      'CommandUsageError',
      '--tags must be names with values.',
      'Write, for example: --tags team=web,cost=42',
    );
  }
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', pair?.[2] ?? '']));
}
