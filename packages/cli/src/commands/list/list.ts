import { allEnvironments, matchesGlob } from '@amplify-secrets/runtime/contract';
import { findPlace } from '../../deployment/find-place.js';
import type { Place } from '../../deployment/place.js';
import { type ListedPlace, listSecrets } from '../../engine/list-secrets.js';
import { EXIT } from '../../errors/exit-codes.js';
import { withProgress } from '../../terminal/progress.js';
import { type CommandCall, textOption } from '../command.js';
import { lastReportOrNote } from '../last-report.js';
import { type OpenProject, withProject } from '../open-project.js';
import { printJson } from '../print-json.js';
import { listAsJson, listOfOne, listOfSeveral } from './list-output.js';

export function list(call: CommandCall): Promise<number> {
  return withProject(call, async (open) => {
    const { terminal, now } = call;
    const [pattern] = call.arguments;
    const places = placesOf(call, open);
    const found = await withProgress(terminal, 'Looking at the secrets', () =>
      listSecrets(open.set, places, pattern === undefined ? undefined : (key) => matchesGlob(pattern, key)),
    );
    for (const note of found.notes) terminal.note(note);
    const report = lastReportOrNote(call, open);
    if (call.options.json === true) printJson(terminal, listAsJson(open.set.app, found, report));
    else {
      const [only, another] = places;
      const lines =
        only !== undefined && another === undefined
          ? listOfOne(found, only.environment.name, report, now(), terminal)
          : listOfSeveral(
              found,
              places.map(({ environment }) => environment.name),
              now(),
              terminal,
            );
      terminal.data(lines);
    }
    return EXIT.done;
  });
}

/** The one that an option names, or all of them. */
function placesOf(call: CommandCall, open: OpenProject): readonly ListedPlace[] {
  const listed = (place: Place): ListedPlace => ({
    environment: { name: place.environment, store: place.store },
    label: place.label,
    store: open.storeOf(place),
  });
  if (['env', 'branch', 'identifier'].some((name) => textOption(call, name) !== undefined))
    return [listed(open.place())];
  return allEnvironments(open.set.environments).map((environment): ListedPlace => {
    try {
      const shared = call.options.shared === true && environment.store === 'amplify';
      const appId = textOption(call, 'appId');
      return listed(findPlace(open.set, { env: environment.name, appId, shared }, open.defaults));
    } catch (error) {
      // Of Amplify's own secrets, the deployment has to be named.
      const { message, resolution }: { readonly message?: string; readonly resolution?: string } = Object(error);
      return { environment, label: environment.name, skipped: `${message} ${resolution ?? ''}` };
    }
  });
}
