import { operation } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { flag, integer, required, string, structure } from '../api/shape.js';
import { latestOf } from './parameter.js';
import { matchesParameterFilters, parameterFilters } from './parameter-filters.js';
import { checkPath, parameterName } from './parameter-name.js';
import { type ParameterStore, toArn } from './parameter-store.js';
import { showParameter } from './show-parameter.js';

export const getParametersByPath = operation(
  structure({
    Path: required(parameterName),
    Recursive: flag,
    ParameterFilters: parameterFilters,
    WithDecryption: flag,
    MaxResults: integer({ min: 1, max: 10 }),
    NextToken: string(),
  }),
  (
    store: ParameterStore,
    { Path, Recursive = false, WithDecryption, MaxResults, NextToken, ParameterFilters },
    call,
  ) => {
    checkPath(Path);
    const path = Path.endsWith('/') ? Path : `${Path}/`;
    const resource = toArn(store, path === '/' ? '/' : path.slice(0, -1));
    call.access.check('ssm:GetParametersByPath', resource, { context: { 'ssm:recursive': String(Recursive) } });
    // A name without a slash stands at the root.
    const under = store.all().filter(({ name }) => {
      const full = name.startsWith('/') ? name : `/${name}`;
      return full.startsWith(path) && (Recursive || !full.slice(path.length).includes('/'));
    });
    const matching = under.filter((parameter) =>
      matchesParameterFilters(parameter, ParameterFilters, 'GetParametersByPath'),
    );
    const request = JSON.stringify([path, Recursive, ParameterFilters]);
    const page = pageOf(matching, MaxResults ?? 10, NextToken, request, 'InvalidNextToken');
    return {
      Parameters: page.items.map((parameter) => showParameter(parameter, latestOf(parameter), WithDecryption, call)),
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  },
);
