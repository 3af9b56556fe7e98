import type { CommandSpec } from '../command.js';
import { JSON_OPTION, PROJECT_OPTIONS } from '../common-options.js';

export const reportSpec: CommandSpec = {
  name: 'report',
  summary: 'show who can read which secret, by the last synthesis',
  details: 'From the access report that writeAccessReport wrote beside the templates.',
  arguments: [],
  options: { open: { flags: '--open', text: 'open the page in a browser' }, ...PROJECT_OPTIONS, ...JSON_OPTION },
  examples: ['amplify-secrets report', 'amplify-secrets report --open'],
};
