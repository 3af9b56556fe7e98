import { AwsError } from '../../aws-error.js';
import { operation } from '../api/operation.js';
import { integer, list, required, string, structure } from '../api/shape.js';
import { latestOf, type Parameter, type ParameterVersion } from './parameter.js';
import { accessParameter } from './parameter-access.js';
import { parameterNotFound, parameterVersionNotFound } from './parameter-errors.js';
import { parameterName } from './parameter-name.js';
import type { ParameterStore } from './parameter-store.js';

const labels = required(list(string({ min: 1, max: 100 }), { min: 1, max: 10 }));

/** A label is on one version, and moves when it is given to another. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-labels.html */
export const labelParameterVersion = operation(
  structure({ Name: required(parameterName), ParameterVersion: integer(), Labels: labels }),
  (store: ParameterStore, { Name, ParameterVersion, Labels }, call) => {
    const parameter = accessParameter(store, Name, 'LabelParameterVersion', call);
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
  structure({ Name: required(parameterName), ParameterVersion: required(integer()), Labels: labels }),
  (store: ParameterStore, { Name, ParameterVersion, Labels }, call) => {
    const parameter = accessParameter(store, Name, 'UnlabelParameterVersion', call);
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

/** Letters, digits and `.-_`; it begins neither with a digit nor with `aws` or `ssm`. */
function isValid(label: string): boolean {
  return /^[a-zA-Z_.-][a-zA-Z0-9_.-]*$/.test(label) && !/^(aws|ssm)/i.test(label);
}
