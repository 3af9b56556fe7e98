export { evaluate } from './evaluate.js';
export type {
  AccessRequest,
  Decision,
  Effect,
  KeyId,
  NamedPolicy,
  PolicyDocument,
  Role,
  Statement,
} from './model.js';
