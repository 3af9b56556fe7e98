import { answer } from '../../answer';
import { readKey } from '../../read-key';

/** The document's route handler: the key is read in each request. */
export const POST = (request: Request) => answer(request, readKey);
