import { operation } from '../api/operation.js';
import { flag, list, required, structure } from '../api/shape.js';
import { latestOf, type Parameter, type ParameterVersion } from './parameter.js';
import { accessParameter } from './parameter-access.js';
import { parameterNotFound, parameterVersionNotFound, referenceNotFound, validation } from './parameter-errors.js';
import { parameterName } from './parameter-name.js';
import { type ParameterStore, splitSelector } from './parameter-store.js';
import { isSecretReference, readSecretReference } from './secret-reference.js';
import { showParameter } from './show-parameter.js';

export const getParameter = operation(
  structure({ Name: required(parameterName), WithDecryption: flag }),
  (store: ParameterStore, { Name, WithDecryption }, call) => {
    if (isSecretReference(Name)) {
      const found = readSecretReference(store, Name, 'GetParameter', WithDecryption, call);
      if (found === undefined) throw referenceNotFound(Name);
      return { Parameter: found };
    }
    const asked = splitSelector(Name);
    const parameter = accessParameter(store, asked.name, 'GetParameter', call);
    if (parameter === undefined) throw parameterNotFound();
    const version = select(parameter, asked.selector);
    if (version === undefined) throw parameterVersionNotFound(asked.name, asked.selector ?? '');
    return { Parameter: showParameter(parameter, version, WithDecryption, call, asked) };
  },
);

/** Access to every name is checked before any is read: one denial fails the whole call. */
export const getParameters = operation(
  structure({ Names: required(list(parameterName, { min: 1, max: 10 })), WithDecryption: flag }),
  (store: ParameterStore, { Names, WithDecryption }, call) => {
    if (new Set(Names).size < Names.length)
      throw validation('Duplicate parameter names are not allowed in one request.');
    const found = Names.filter((asked) => !isSecretReference(asked)).map((asked) => {
      const split = splitSelector(asked);
      const parameter = accessParameter(store, split.name, 'GetParameters', call);
      return { asked, split, parameter, version: parameter && select(parameter, split.selector) };
    });
    const references = Names.filter(isSecretReference).map((asked) => ({
      asked,
      shown: readSecretReference(store, asked, 'GetParameters', WithDecryption, call),
    }));
    const parameters = found.flatMap(({ parameter, version, split }) => {
      if (parameter === undefined || version === undefined) return [];
      return [showParameter(parameter, version, WithDecryption, call, split)];
    });
    return {
      Parameters: [...parameters, ...references.flatMap(({ shown }) => (shown === undefined ? [] : [shown]))],
      InvalidParameters: [
        ...found.filter(({ version }) => version === undefined),
        ...references.filter(({ shown }) => shown === undefined),
      ].map(({ asked }) => asked),
    };
  },
);

function select(parameter: Parameter, selector: string | undefined): ParameterVersion | undefined {
  if (selector === undefined) return latestOf(parameter);
  return parameter.versions.find(({ version, labels }) => String(version) === selector || labels.has(selector));
}
