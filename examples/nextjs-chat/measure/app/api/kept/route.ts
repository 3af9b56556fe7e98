import { answer } from '../../answer';
import { readKey } from '../../read-key';

let key: Promise<string> | undefined;

/** The same with the document's advice to keep the key in memory. */
export const POST = (request: Request) =>
  answer(request, () => {
    key ??= readKey();
    return key;
  });
