import { optionsOf, patternsOf, referencesOf, type SecretSet } from '@amplify-secrets/runtime/contract';
import { callerOf } from '../../aws/caller.js';
import { keyStates } from '../../aws/key-states.js';
import type { Place } from '../../deployment/place.js';
import { diagnose } from '../../engine/diagnose.js';
import type { GrantedName } from '../../engine/name-findings.js';
import { EXIT } from '../../errors/exit-codes.js';
import { age } from '../../terminal/ages.js';
import { withProgress } from '../../terminal/progress.js';
import { table } from '../../terminal/table.js';
import { type CommandCall, flagOption, textOption } from '../command.js';
import { type LastReport, lastReportOrNote } from '../last-report.js';
import { type OpenProject, withProject } from '../open-project.js';
import { printJson } from '../print-json.js';

const VERSION_LENGTH = 8;

export function doctor(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal } = call;
    const place = open.place();
    const report = lastReportOrNote(call, open);
    const [caller, diagnosis] = await withProgress(terminal, 'Looking at the secrets', async () => {
      // First, since without credentials every other call would say the same.
      const identity = await callerOf(open.aws, textOption(call, 'profile'));
      const options = {
        values: flagOption(call, 'values'),
        now: call.now(),
        keyState: keyStates(open.aws.kms, textOption(call, 'profile')),
        readersOf: report?.readersOf ?? (() => []),
        grants: report === undefined ? [] : grantsIn(open, place, report),
      };
      return [identity, await diagnose(open.set, place, open.storeOf(place), options)] as const;
    });
    const { findings, secrets, replicas, dollarsPerMonth, notes } = diagnosis;
    const mapping = branchesOf(open.set);
    const code = findings.length > 0 ? EXIT.differs : EXIT.done;
    if (flagOption(call, 'json')) {
      const { app } = open.set;
      printJson(terminal, { app, environment: place.environment, branches: mapping, caller, ...diagnosis });
      return code;
    }
    const rows = [
      ['environment', place.label],
      ...mapping.map(({ branches, environment, appId }, index) => [
        index === 0 ? 'branches' : '',
        `${branches.join(', ')}${appId === undefined ? '' : ` of app ${appId}`} → ${environment}`,
      ]),
      [
        'store',
        place.store === 'amplify' ? `Parameter Store, ${place.folders.join(', then ')}` : 'AWS Secrets Manager',
      ],
      ['account', caller.account],
      ['region', caller.region],
      ['you', caller.arn],
      [
        'secrets',
        `${secrets} declared, ${replicas === 0 ? '' : `${count(replicas, 'replica')}, `}$${dollarsPerMonth.toFixed(2)} a month`,
      ],
    ];
    terminal.data(
      table(
        rows.map(([title = '', value = '']) => [terminal.styleData('bold', title), value]),
        terminal.columns,
      ),
    );
    const states = diagnosis.states.map(({ key, state, changedAt, version, rotation }) => [
      key,
      terminal.styleData(state === 'set' ? 'green' : 'red', state),
      state !== 'set' || changedAt === undefined ? '-' : `${age(changedAt, call.now())} ago`,
      version?.slice(0, VERSION_LENGTH) ?? '-',
      rotation?.isEnabled ? 'on' : 'off',
    ]);
    const titles = ['secret', 'state', 'changed', 'version', 'rotation'].map((each) =>
      terminal.styleData('bold', each),
    );
    terminal.data(`\n${table([titles, ...states], terminal.columns)}`);
    for (const { key, what, resolution } of findings) {
      terminal.data(`\n${terminal.styleData('yellow', `${key}:`)} ${what}`);
      terminal.data(`  ${terminal.styleData('bold', 'Resolution:')} ${resolution}`);
    }
    for (const note of notes) terminal.note(note);
    if (findings.length + notes.length === 0)
      terminal.note(
        `${terminal.style('green', '✓')} Nothing is wrong that metadata${flagOption(call, 'values') ? ' or values' : ''} would show.`,
      );
    return code;
  });
}

interface BranchMapping {
  readonly environment: string;
  /** Names and patterns, as they are declared. */
  readonly branches: readonly string[];
  readonly appId: string | undefined;
}

/** Which branches have which environment, in the order of the declaration. */
function branchesOf({ environments }: SecretSet): readonly BranchMapping[] {
  return Object.entries(environments).flatMap(([environment, declared]) => {
    const { branches: given, appId } = optionsOf(declared);
    const branches = patternsOf(given);
    return branches.length === 0 ? [] : [{ environment, branches, appId }];
  });
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** What a report grants, if it is of a deployment that reads this place. */
function grantsIn({ set, target }: OpenProject, place: Place, report: LastReport): readonly GrantedName[] {
  const declared = referencesOf(set).map((reference) => target(place, { reference, field: undefined }).name);
  const ofStore = ({ store }: { readonly store: string }) => store === place.store;
  const places = report.secrets.filter(ofStore).flatMap((secret) => secret.places);
  if (!places.some(({ name }) => declared.includes(name))) return [];
  const named = places.map(({ name, access }) => ({
    name,
    principals: access.filter(({ granted }) => granted.length > 0).map(({ principal }) => principal),
  }));
  const patterns = report.patterns
    .filter(ofStore)
    .flatMap(({ names, principals }) => names.map((name) => ({ name, principals })));
  return [...named, ...patterns].filter(({ principals }) => principals.length > 0);
}
