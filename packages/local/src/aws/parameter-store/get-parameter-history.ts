import { operation } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { flag, integer, required, string, structure } from '../api/shape.js';
import { accessParameter } from './parameter-access.js';
import { parameterNotFound } from './parameter-errors.js';
import { parameterName } from './parameter-name.js';
import type { ParameterStore } from './parameter-store.js';
import { metadata, shownValue } from './show-parameter.js';

export const getParameterHistory = operation(
  structure({
    Name: required(parameterName),
    WithDecryption: flag,
    MaxResults: integer({ min: 1, max: 50 }),
    NextToken: string(),
  }),
  (store: ParameterStore, { Name, WithDecryption, MaxResults, NextToken }, call) => {
    const parameter = accessParameter(store, Name, 'GetParameterHistory', call);
    if (parameter === undefined) throw parameterNotFound();
    const page = pageOf(
      parameter.versions,
      MaxResults ?? 50,
      NextToken,
      `history ${parameter.arn}`,
      'InvalidNextToken',
    );
    return {
      Parameters: page.items.map((version) => ({
        ...metadata(parameter, version),
        Value: shownValue(parameter, version, WithDecryption, call),
        Labels: [...version.labels],
      })),
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  },
);
