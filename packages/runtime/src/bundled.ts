// The main entry as bundlers take it (the condition `module` in package.json). What it declares was judged when the backend was
// synthesised, so a handler's bundle leaves the judgement out. Its types are those of ./index.js.
export { declareSecrets as defineSecrets } from './define/declare-secrets.js';
export {
  binaryDefinition as binarySecret,
  jsonDefinition as jsonSecret,
  textDefinition as textSecret,
} from './define/definitions.js';
export * from './index.js';
