import { everyParameter } from '../../arn/arn.js';
import { operation } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { flag, integer, list, required, string, structure } from '../api/shape.js';
import { latestOf } from './parameter.js';
import { validation } from './parameter-errors.js';
import { checkFilter, matchesParameterFilters, parameterFilters } from './parameter-filters.js';
import type { ParameterStore } from './parameter-store.js';
import { metadata } from './show-parameter.js';

export const describeParameters = operation(
  structure({
    Filters: list(
      structure({
        Key: required(string({ oneOf: ['Name', 'Type', 'KeyId'] })),
        Values: required(list(string({ min: 1, max: 1024 }), { min: 1, max: 50 })),
      }),
    ),
    ParameterFilters: parameterFilters,
    MaxResults: integer({ min: 1, max: 50 }),
    NextToken: string(),
    Shared: flag,
  }),
  (store: ParameterStore, { Filters, ParameterFilters, MaxResults, NextToken }, { access }) => {
    if (Filters && ParameterFilters) {
      throw validation('You can use either Filters or ParameterFilters in a single request.');
    }
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html: it has no resource type.
    access.check('ssm:DescribeParameters', everyParameter(store));
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
    const page = pageOf(matching, MaxResults ?? 50, NextToken, JSON.stringify(filters ?? []), 'InvalidNextToken');
    return {
      Parameters: page.items.map((parameter) => metadata(parameter, latestOf(parameter))),
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  },
);
