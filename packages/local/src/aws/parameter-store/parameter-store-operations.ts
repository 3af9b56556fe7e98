import type { Operation } from '../api/operation.js';
import { deleteParameter, deleteParameters } from './delete-parameter.js';
import { describeParameters } from './describe-parameters.js';
import { getParameter, getParameters } from './get-parameter.js';
import { getParameterHistory } from './get-parameter-history.js';
import { getParametersByPath } from './get-parameters-by-path.js';
import { labelParameterVersion, unlabelParameterVersion } from './parameter-labels.js';
import type { ParameterStore } from './parameter-store.js';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './parameter-tags.js';
import { putParameter } from './put-parameter.js';

export const parameterStoreOperations: ReadonlyMap<string, Operation<ParameterStore>> = new Map([
  ['AddTagsToResource', addTagsToResource],
  ['DeleteParameter', deleteParameter],
  ['DeleteParameters', deleteParameters],
  ['DescribeParameters', describeParameters],
  ['GetParameter', getParameter],
  ['GetParameterHistory', getParameterHistory],
  ['GetParameters', getParameters],
  ['GetParametersByPath', getParametersByPath],
  ['LabelParameterVersion', labelParameterVersion],
  ['ListTagsForResource', listTagsForResource],
  ['PutParameter', putParameter],
  ['RemoveTagsFromResource', removeTagsFromResource],
  ['UnlabelParameterVersion', unlabelParameterVersion],
]);
