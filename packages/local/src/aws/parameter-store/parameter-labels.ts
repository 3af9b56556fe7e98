import { AwsError } from '../../aws-error.js';
import { operation } from '../api/operation.js';
import { integer, list, required, structure, text } from '../api/shape.js';
import { latestOf, type Parameter, type ParameterVersion } from './parameter.js';
import { reachParameter } from './parameter-access.js';
import { parameterNotFound, parameterVersionNotFound } from './parameter-errors.js';
import type { ParameterStore } from './parameter-store.js';

const name = required(text({ min: 1, max: 2048 }));
const labels = required(list(text({ min: 1, max: 100 }), { min: 1, max: 10 }));

/** A label sits on one version and moves when another gets it. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
export const labelParameterVersion = operation(
  structure({ Name: name, ParameterVersion: integer(), Labels: labels }),
  (store: ParameterStore, { Name, ParameterVersion, Labels }, invocation) => {
    const parameter = reachParameter(store, Name, 'LabelParameterVersion', invocation);
    if (parameter === undefined) throw parameterNotFound();
    const version = versionOf(parameter, ParameterVersion ?? latestOf(parameter).version);
    const valid = Labels.filter(isValid);
    if (new Set([...version.labels, ...valid]).size > 10) {
      const rule = 'A parameter version can have a maximum of 10 labels.';
      throw new AwsError('ParameterVersionLabelLimitExceeded', rule);
    }
    for (const label of valid) {
      for (const other of parameter.versions) other.labels.delete(label);
      version.labels.add(label);
    }
    return { InvalidLabels: Labels.filter((label) => !isValid(label)), ParameterVersion: version.version };
  },
);

export const unlabelParameterVersion = operation(
  structure({ Name: name, ParameterVersion: required(integer()), Labels: labels }),
  (store: ParameterStore, { Name, ParameterVersion, Labels }, invocation) => {
    const parameter = reachParameter(store, Name, 'UnlabelParameterVersion', invocation);
    if (parameter === undefined) throw parameterNotFound();
    const version = versionOf(parameter, ParameterVersion);
    const removed = Labels.filter((label) => version.labels.delete(label));
    return { RemovedLabels: removed, InvalidLabels: Labels.filter((label) => !removed.includes(label)) };
  },
);

function versionOf(parameter: Parameter, number: number): ParameterVersion {
  const version = parameter.versions.find((candidate) => candidate.version === number);
  if (version === undefined) throw parameterVersionNotFound(parameter.name, String(number));
  return version;
}

/** Letters, digits and `.-_`; not first a digit, nor `aws` or `ssm`. */
function isValid(label: string): boolean {
  return /^[a-zA-Z_.-][a-zA-Z0-9_.-]*$/.test(label) && !/^(aws|ssm)/i.test(label);
}
