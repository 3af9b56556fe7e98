import { everyParameter } from '../../arn/arn.js';
import { AwsError } from '../../aws-error.js';
import { operation } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { flag, integer, list, required, structure, text } from '../api/shape.js';
import { metadata } from './get-parameter.js';
import { latestOf } from './parameter.js';
import { reachParameter } from './parameter-access.js';
import { parameterNotFound } from './parameter-errors.js';
import { checkFilter, matchesParameterFilters, parameterFilters } from './parameter-filters.js';
import type { ParameterStore } from './parameter-store.js';

const name = text({ min: 1, max: 2048 });

export const deleteParameter = operation(
  structure({ Name: required(name) }),
  (store: ParameterStore, { Name }, invocation) => {
    const parameter = reachParameter(store, Name, 'DeleteParameter', invocation);
    if (parameter === undefined) throw parameterNotFound();
    store.remove(parameter);
    return {};
  },
);

export const deleteParameters = operation(
  structure({ Names: required(list(name, { min: 1, max: 10 })) }),
  (store: ParameterStore, { Names }, invocation) => {
    const found = Names.map((asked) => reachParameter(store, asked, 'DeleteParameters', invocation));
    for (const parameter of found) if (parameter) store.remove(parameter);
    return {
      DeletedParameters: Names.filter((_, index) => found[index] !== undefined),
      InvalidParameters: Names.filter((_, index) => found[index] === undefined),
    };
  },
);

export const describeParameters = operation(
  structure({
    Filters: list(
      structure({
        Key: required(text({ oneOf: ['Name', 'Type', 'KeyId'] })),
        Values: required(list(text({ min: 1, max: 1024 }), { min: 1, max: 50 })),
      }),
    ),
    ParameterFilters: parameterFilters,
    MaxResults: integer({ min: 1, max: 50 }),
    NextToken: text(),
    Shared: flag,
  }),
  (store: ParameterStore, { Filters, ParameterFilters, MaxResults, NextToken }, { access }) => {
    if (Filters && ParameterFilters) {
      throw new AwsError('ValidationException', 'You can use either Filters or ParameterFilters in a single request.');
    }
    access.demand('ssm:DescribeParameters', everyParameter(store));
    // The older Filters match by the beginning of a name, as the console used them.
    const older = Filters?.map(({ Key, Values }) => ({
      Key,
      Values,
      Option: Key === 'Name' ? 'BeginsWith' : 'Equals',
    }));
    const filters = ParameterFilters ?? older;
    for (const filter of filters ?? []) checkFilter(filter, 'DescribeParameters');
    const matching = store
      .all()
      .filter((parameter) => matchesParameterFilters(parameter, filters, 'DescribeParameters'));
    const page = pageOf(matching, MaxResults ?? 50, NextToken, JSON.stringify(filters), 'InvalidNextToken');
    return {
      Parameters: page.items.map((parameter) => metadata(parameter, latestOf(parameter))),
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  },
);
