import { operation } from '../api/operation.js';
import { list, required, structure } from '../api/shape.js';
import { accessParameter } from './parameter-access.js';
import { parameterNotFound } from './parameter-errors.js';
import { parameterName } from './parameter-name.js';
import type { ParameterStore } from './parameter-store.js';

export const deleteParameter = operation(
  structure({ Name: required(parameterName) }),
  (store: ParameterStore, { Name }, call) => {
    const parameter = accessParameter(store, Name, 'DeleteParameter', call);
    if (parameter === undefined) throw parameterNotFound();
    store.remove(parameter);
    return {};
  },
);

export const deleteParameters = operation(
  structure({ Names: required(list(parameterName, { min: 1, max: 10 })) }),
  (store: ParameterStore, { Names }, call) => {
    const found = Names.map((asked) => accessParameter(store, asked, 'DeleteParameters', call));
    for (const parameter of found) if (parameter) store.remove(parameter);
    return {
      DeletedParameters: Names.filter((_, index) => found[index] !== undefined),
      InvalidParameters: Names.filter((_, index) => found[index] === undefined),
    };
  },
);
