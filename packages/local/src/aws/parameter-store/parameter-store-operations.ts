import type { Operation } from '../api/operation.js';
import { getParameter, getParameterHistory, getParameters, getParametersByPath } from './get-parameter.js';
import { deleteParameter, deleteParameters, describeParameters } from './manage-parameters.js';
import { labelParameterVersion, unlabelParameterVersion } from './parameter-labels.js';
import type { ParameterStore } from './parameter-store.js';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './parameter-tags.js';
import { putParameter } from './put-parameter.js';

export const parameterOperations: ReadonlyMap<string, Operation<ParameterStore>> = new Map([
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
