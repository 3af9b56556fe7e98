import { randomUUID } from 'node:crypto';
import { SSM } from '@aws-sdk/client-ssm';
import { STS } from '@aws-sdk/client-sts';
import type { FidelityCase } from '../fidelity-case.js';
import type { ClientSettings } from './client-settings.js';
import { burst, isExclusive, PUTS } from './lease-burst.js';
import { ownClient } from './own-client.js';
import type { OwnPlace } from './own-names.js';
import { removeSecrets } from './remove-secrets.js';
import { notVerified, secretsManagerTable } from './verified-cases.js';

export interface Verification {
  /** Of AMPLIFY_SECRETS_VERIFY_ACCOUNT. */
  readonly account: string | undefined;
  /** Region and credentials, of the SDK's own chain where it has none. */
  readonly config: ClientSettings;
  readonly print: (line: string) => void;
  /** Ends the run before its next case; what it created is removed. */
  readonly signal: AbortSignal;
}

/** Every secret that a run creates begins with it. */
export const PREFIX = 'amplify-secrets-verify/';

/** The list price: for a secret and month (prorated by the hour), and for 10,000 calls. */
const PRICE = { secret: 0.4, calls: 0.05 };
const HOURS_PER_MONTH = 730;
/** More than any run needs; a test counts. */
export const MOST = { secrets: 300, calls: 2500 };

/**
 * Compares an account of AWS with the fidelity table, and tries the lease. Returns the exit code: 0 where nothing differs, or no account is
 * named; 1 where something differs, or the account is another; 130 where it was interrupted.
 */
export async function verifyAws({ account, config, print, signal }: Verification): Promise<number> {
  if (!account) {
    print(
      'Skipped: AMPLIFY_SECRETS_VERIFY_ACCOUNT is not set. Set it to the id of an account that you may use; a run costs some cents.',
    );
    return 0;
  }
  const caller = await callerOf(config);
  if (typeof caller === 'string') {
    print(`Refused: the credentials must be those of an account, and STS answered: ${caller}`);
    return 1;
  }
  if (caller.account !== account) {
    print(
      `Refused: AMPLIFY_SECRETS_VERIFY_ACCOUNT must be the account of the credentials, and got ${account}; they are of ${caller.account}.`,
    );
    return 1;
  }
  const { region } = caller;
  const run = `${PREFIX}${randomUUID().slice(0, 8)}/`;
  print(costOf());
  print(`Account ${account}, ${region}. Every secret is under ${run}, and is removed at the end.`);
  try {
    const failures = await compare({ account, region, prefix: run }, config, print, signal);
    if (signal.aborted) return 130;
    print(failures === 0 ? 'Nothing differs.' : `${failures} differ.`);
    return failures === 0 ? 0 : 1;
  } finally {
    await remove(config, run, print);
  }
}

async function compare(
  place: OwnPlace,
  config: ClientSettings,
  print: (line: string) => void,
  signal: AbortSignal,
): Promise<number> {
  let failures = 0;
  for (const [index, fidelityCase] of secretsManagerTable.entries()) {
    if (signal.aborted) return failures;
    if (notVerified.has(fidelityCase.title)) continue;
    const under = (name: string) => ({ ...place, prefix: `${place.prefix}${name}/` });
    // AWS is eventually consistent: what differs is run again, with other secrets.
    const first = await runCase(fidelityCase, config, under(String(index)));
    const failure = first && !signal.aborted && (await runCase(fidelityCase, config, under(`${index}-again`)));
    if (!failure) continue;
    failures += 1;
    print(`differs: ${fidelityCase.title} (${fidelityCase.basis}, ${fidelityCase.source}): ${failure}`);
  }
  const secrets = ownClient(config, { ...place, prefix: `${place.prefix}lease/` });
  for (let round = 1; round <= 3 && !signal.aborted; round += 1) {
    const result = await burst(secrets, `burst-${round}`);
    const { accepted, existing, versions, others } = result;
    const counts = `${accepted} accepted, ${existing} ResourceExistsException, ${others.length} other, ${versions} version`;
    print(`${PUTS} simultaneous PutSecretValue of one ClientRequestToken: ${counts}`);
    if (!isExclusive(result)) failures += 1;
  }
  secrets.destroy();
  return failures;
}

/** What the case expected, or undefined. */
async function runCase({ run }: FidelityCase, config: ClientSettings, place: OwnPlace) {
  const secrets = ownClient({ maxAttempts: 5, ...config }, place);
  const [parameters, sts] = [new SSM(config), new STS(config)];
  parameters.middlewareStack.add(() => refuse, { step: 'initialize' });
  sts.middlewareStack.add(() => refuse, { step: 'initialize' });
  try {
    await run({ secrets, elsewhere: secrets, parameters, sts });
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).slice(0, 500);
  } finally {
    for (const client of [secrets, parameters, sts]) client.destroy();
  }
}

async function refuse(): Promise<never> {
  throw new Error('A case of Secrets Manager must call no other service.');
}

async function remove(config: ClientSettings, prefix: string, print: (line: string) => void) {
  const left = await removeSecrets(config, prefix).catch(() => [`${prefix}…`]);
  if (left.length === 0) return print('Every secret is removed.');
  print(
    `Not removed: ${left.join(', ')}. For each of them, run: aws secretsmanager delete-secret --force-delete-without-recovery --secret-id <name>`,
  );
}

function costOf(): string {
  const dollars = (MOST.secrets * PRICE.secret) / HOURS_PER_MONTH + (MOST.calls / 10_000) * PRICE.calls;
  const amounts = `${MOST.secrets} secrets for an hour each and ${MOST.calls} calls`;
  return `This costs at most $${dollars.toFixed(2)}: ${amounts}, at $${PRICE.secret} a secret and month and $${PRICE.calls} per 10,000 calls.`;
}

/** Or why they are not known. */
async function callerOf(config: ClientSettings) {
  const sts = new STS(config);
  try {
    const { Account: account } = await sts.getCallerIdentity({});
    return { account, region: await sts.config.region() };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    sts.destroy();
  }
}
