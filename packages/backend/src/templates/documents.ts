import { type Choice, choicesIn, isIntrinsic, isRecord, within } from './choices.js';

/** The statements of policy documents. Where only the deployment knows a document, it stands for its statements. */
export function statementsOf(documents: readonly Choice[]): Choice[] {
  return within(documents, (value) => {
    const document = typeof value === 'string' ? parsed(value) : value;
    if (isRecord(document) && !isIntrinsic(document)) return choicesIn(document.Statement);
    return [{ value: document, when: [] }];
  });
}

/** CloudFormation also takes a document as a string. */
function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
