import { AwsError } from '../../aws-error.js';
import { type Json, type OperationCall, operation } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { integer, list, string, structure } from '../api/shape.js';
import { readValue } from './get-secret-value.js';
import { filters, nextToken } from './members.js';
import { invalidParameter } from './secret-errors.js';
import { matchesFilters } from './secret-filters.js';
import type { SecretStore } from './secret-store.js';

/** Reads up to 20 secrets. Where one of them fails, its error is in `Errors`, and the call succeeds. */
export const batchGetSecretValue = operation(
  structure({
    SecretIdList: list(string({ min: 1, max: 2048 }), { min: 1, max: 20 }),
    Filters: filters,
    MaxResults: integer({ min: 1, max: 20 }),
    NextToken: nextToken,
  }),
  (store: SecretStore, { SecretIdList, Filters, MaxResults, NextToken }, call) => {
    if ((SecretIdList === undefined) === (Filters === undefined)) {
      throw invalidParameter('You must provide either SecretIdList or Filters, and not both.');
    }
    if (SecretIdList && MaxResults !== undefined) {
      throw invalidParameter("You can't use MaxResults together with SecretIdList.");
    }
    call.access.check('secretsmanager:BatchGetSecretValue', '*');
    if (SecretIdList) return readAll(store, SecretIdList, call);
    call.access.check('secretsmanager:ListSecrets', '*');
    const matching = store.all().filter((secret) => secret.removeAt === undefined && matchesFilters(secret, Filters));
    const arns = matching.map((secret) => secret.arn);
    const request = `batch ${JSON.stringify(Filters)}`;
    const page = pageOf(arns, MaxResults ?? 20, NextToken, request, 'InvalidNextTokenException');
    return { ...readAll(store, page.items, call), ...(page.nextToken && { NextToken: page.nextToken }) };
  },
);

function readAll(store: SecretStore, secretIds: readonly string[], call: OperationCall): Json {
  const values: Json[] = [];
  const errors: Json[] = [];
  for (const SecretId of secretIds) {
    try {
      values.push(readValue(store.storeOf(SecretId), { SecretId }, call));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      errors.push({ SecretId, ErrorCode: error.name, Message: error.message });
    }
  }
  return { SecretValues: values, Errors: errors };
}
